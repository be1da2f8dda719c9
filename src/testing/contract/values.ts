import { agree } from "./agree.ts";
import { record } from "./chain.ts";
import { entry } from "./entry.ts";
import { offer } from "./offers.ts";
import { anybody, type Chapter, entered, ids, START } from "./stage.ts";

const LAST = 8.64e15;

/** Names that have been mistaken for something else before. */
const names = [
  ...[
    `${"👩‍💻".repeat(51)}x`,
    "x".repeat(256),
    "é",
    "e\u0301",
    "E",
    " ",
    " é ",
    "\t\r\n",
    "\u2028\ufeff\u200b",
    "\u0001\u007f",
  ],
  ..."'|\"|`|\\|\\\\|'; drop table tickets; --|$1|$$|?|:name|@name|%|_|%s|*|[a-z]|{|}|{tag}|{a}{b}|:|::|/|..|#|-|+|=|,|;".split(
    "|",
  ),
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "length",
    "null",
    "undefined",
    "true",
    "NaN",
    "0",
    "-1",
    "1e3",
    "[]",
  ],
];

const data = [
  ...[
    null,
    0,
    -1,
    1.5,
    0.1 + 0.2,
    1e-7,
    5e-324,
    1.7976931348623157e308,
    Number.MAX_SAFE_INTEGER,
    2 ** 60,
    true,
    false,
    "",
  ],
  ...[
    "\u0000",
    "a\u0000b",
    "\\u0000",
    "\\",
    '"',
    "👩‍💻",
    "\u2028",
    "null",
    [],
    {},
    [[]],
    [null],
    { a: null },
    [{}, { a: [] }],
  ],
  { "": 1, " ": 2, "a.b": 3, "\u0000": 4, é: 5, "e\u0301": 6, toString: 7, "1": 8, "0": 9, $ref: "x", "👩‍💻": [] },
  Array.from({ length: 30 }).reduce<unknown>((inner) => ({ inner: [inner] }), "deep"),
  "x".repeat(60_000),
];

export const values: Chapter = {
  "any name names one thing, and comes back as it was": async (stage) => {
    const { store, there } = stage;
    for (const name of names) {
      const given = {
        ...{ id: name, contact: name, skills: [name], segments: [name, "b"], attributes: { "a'b\"c": name } },
        ...{ channel: "email", data: { [`key ${name}`]: name } },
      };
      const { ticket, created } = entered(await store.enqueue(entry(given)));
      agree(created, true, `whether ${JSON.stringify(name)} is new`);
      agree({ ...ticket, arrival: 0 }, { ...entry(given).ticket, receivedAt: START, state: "waiting", arrival: 0 });
      agree(await there.ticket(name), ticket);
    }
    agree(await stage.line(), names);
    for (const [n, name] of names.entries()) {
      agree(await store.position(name), n + 1, `the position of ${JSON.stringify(name)}`);
      agree(ids(await there.peek(99, { id: "a", skills: [name] })), [name]);
    }
    for (const name of names) {
      const { holding } = await store.claimNext({ id: name, channels: ["email"], skills: [name] }, name);
      agree([holding?.ticket.id, holding?.token, holding?.agent], [name, name, name]);
    }
    for (const name of names) {
      agree(ids((await there.claims({ agent: name })).map(({ ticket }) => ticket)), [name]);
      agree((await there.claim(name))?.ticket.id, name);
      await store.settle(name, { kind: "release", change: {} });
    }
    for (const name of names) agree(await there.forget(name), 1, `how many of ${JSON.stringify(name)} are forgotten`);
    agree(await stage.line(), []);
  },

  "a channel may have any name": async (stage) => {
    const { store, there } = stage;
    for (const name of names) {
      await store.setChannel(name, { score: 60 });
      await stage.enter({ id: name, channel: name, skills: [name] });
    }
    agree((await there.channels()).map(({ id }) => id).slice(11), names);
    agree(await stage.line(), names);
    for (const name of names) {
      await there.setChannel(name, { enabled: false });
      agree(await store.position(name), undefined);
      await there.setChannel(name, { enabled: true });
      agree(ids(await store.peek(99, { id: "a", channels: [name], skills: names })), [name]);
    }
  },

  "the outbound side takes any name too": async ({ store, there, clock }) => {
    const now = clock.now();
    const windows = { now, volume: 1_000, quality: 1_000 };
    for (const name of names) {
      const about = { contact: name, channel: name, template: name };
      const decision = {
        at: now,
        occasion: "claim",
        purpose: name,
        ticket: name,
        address: name,
        allowed: false,
      } as const;
      const kept = { ...decision, ...about, reasons: [name], basis: name };
      const seq = await store.outbound.record(kept, { at: now, window: 1_000, limit: 1 });
      agree(await there.outbound.decisions({ contact: name, limit: 9 }), [{ ...kept, seq }]);
      await store.outbound.happened({ kind: "delivered", at: now, ...about }, 0, windows, ({ state }) => ({
        ...{ state, recount: false },
      }));
      const standing = await there.outbound.standing(name, about, windows);
      agree(standing.reach, { count: 1, included: true });
      agree([standing.sender.counts.delivered, standing.template?.counts.delivered], [1, 1]);
      const question = { purposes: [name], controller: name, statement: name, askedAt: 0, until: LAST };
      await store.outbound.setQuestion(name, name, question);
      agree(await there.outbound.takeQuestion(name, name), question);
      await record(store.consent, { contact: name, record: JSON.stringify(name) });
      agree((await there.consent.file(name)).entries.length, 1);
      await there.outbound.erase(name);
      agree(await store.outbound.decisions({ contact: name, limit: 9 }), []);
    }
  },

  "data and attributes come back equal, whatever JSON they are": async (stage) => {
    const { store, there } = stage;
    for (const [n, one] of data.entries()) {
      const given = {
        id: `t${n}`,
        data: one,
        attributes: { text: "a\u0000b", "": "", zero: 0, tiny: 5e-324, no: false },
      };
      const { ticket } = entered(await store.enqueue(entry(given)));
      agree([ticket.data, ticket.attributes], [one, given.attributes], `data ${n}`);
      const found = await there.ticket(`t${n}`);
      agree([found?.data, found?.attributes], [one, given.attributes], `data ${n}, read again`);
    }
    const { data: none } = await stage.enter({ id: "without" });
    agree(none, undefined);
  },

  "an empty address is an address": async (stage) => {
    agree((await stage.enter(offer("t", { address: "" }))).address, "");
    agree((await stage.there.ticket("t"))?.address, "");
  },

  "times reach from 0 to 8.64e15, to the millisecond": async (stage) => {
    const { store, there, clock } = stage;
    clock.set(LAST);
    const times = [0, 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 + 1, 2 ** 52 + 1, LAST - 1, LAST];
    for (const time of [...times].reverse()) await stage.enter({ id: `${time}`, receivedAt: time });
    agree(await stage.line(), times.map(String));
    for (const time of times) agree((await there.ticket(`${time}`))?.receivedAt, time);
    const { claimedAt, token } = await stage.claim();
    agree(claimedAt, LAST);
    agree(
      ((await there.settle(token, { kind: "complete" })) as { ticket: { closedAt?: number } }).ticket.closedAt,
      LAST,
    );
    agree([(await store.agenda()).oldestClosed, (await store.agenda()).now], [LAST, LAST]);
    agree(await store.purge(LAST - 1, 9), 0);
    agree(await store.purge(LAST, 9), 1);
  },

  "schedules too": async (stage) => {
    const { store, clock } = stage;
    clock.set(0);
    await stage.enterAll({ id: "last", scheduledFor: LAST }, { id: "zero", scheduledFor: 0 }, "now");
    agree(await stage.line(), ["zero", "now"]);
    agree((await store.agenda()).nextPromotion, LAST - 300_000);
    clock.set(LAST - 300_001);
    agree(await stage.state("last"), "held");
    clock.set(LAST - 300_000);
    agree(await stage.line(), ["zero", "last", "now"]);
    const { holding } = await store.claimTicket("last", anybody, stage.token());
    agree(holding?.ticket.scheduledFor, LAST);
  },

  "scores reach from 1 to 100": async (stage) => {
    const { store } = stage;
    await stage.enterAll({ id: "1", contactScore: 1 }, { id: "100", contactScore: 100 }, { id: "50" });
    agree(await stage.line(), ["100", "50", "1"]);
    await store.setChannel("voice", { score: 1 });
    await store.setChannel("sms", { score: 100 });
    await stage.enterAll(
      { id: "low", channel: "voice", contactScore: 100 },
      { id: "high", channel: "sms", contactScore: 1 },
    );
    agree(await stage.line(), ["high", "100", "50", "1", "low"]);
  },

  "a rule may be about any name": async ({ store, there }) => {
    const rules = names.flatMap((name) => [
      { contact: name, score: 1 },
      { segment: name, score: 2 },
      { attribute: name, value: name, score: 3 },
      { attribute: name, value: 0.1, score: 4 },
    ]);
    await store.setRules(rules);
    agree((await there.rules()).rules, rules);
  },
};
