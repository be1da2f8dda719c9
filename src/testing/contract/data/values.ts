import { agree } from "../stage/agree.ts";
import { outgoing } from "../stage/clearing.ts";
import { entry } from "../stage/entry.ts";
import { anybody, type Chapter, entered } from "../stage/stage.ts";

const LAST = 8.64e15;

const data = [
  ...[0, -1, 1.5, 0.1 + 0.2, 1e-7, 5e-324, 1.7976931348623157e308, Number.MAX_SAFE_INTEGER, 2 ** 60],
  ...["", "\u0000", "a\u0000b", "\\u0000", "\\", '"', "👩‍💻", "\u2028", "null", "x".repeat(60_000)],
  ...[null, true, false, [], {}, [[]], [null], { a: null }, [{}, { a: [] }]],
  { "": 1, " ": 2, "a.b": 3, "\u0000": 4, é: 5, "e\u0301": 6, toString: 7, "1": 8, "0": 9, $ref: "x", "👩‍💻": [] },
  Array.from({ length: 30 }).reduce<unknown>((inner) => ({ inner: [inner] }), "deep"),
];

export const values: Chapter = {
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
    agree((await stage.enter(outgoing("t", { address: "" }))).address, "");
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
    agree((await store.agenda()).nextChange, LAST - 300_000);
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
};
