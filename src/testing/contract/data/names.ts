import { agree } from "../stage/agree.ts";
import { record } from "../stage/chain.ts";
import { entry } from "../stage/entry.ts";
import { type Chapter, entered, ids, START } from "../stage/stage.ts";

const marks =
  "' \" ` \\ \\\\ ';drop/**/table/**/tickets;-- $1 $$ ? :name @name % _ %s * [a-z] { } {tag} {a}{b} : :: / .. # - + = , ;";
const words = "__proto__ constructor toString hasOwnProperty length null undefined true NaN 0 -1 1e3 [] e E é e\u0301";
const blanks = [" ", " é ", "\t\r\n", "\u2028\ufeff\u200b", "\u0001\u007f"];

/** Names that have been mistaken for something else before: for SQL, for a pattern, for a key, for another name. */
export const all = [...`${marks} ${words}`.split(" "), ...blanks, "x".repeat(256), `${"👩‍💻".repeat(51)}x`];

export const names: Chapter = {
  "any name names one thing, and comes back as it was": async (stage) => {
    const { store, there } = stage;
    for (const name of all) {
      const given = {
        ...{ id: name, contact: name, skills: [name], segments: [name, "b"], attributes: { "a'b\"c": name } },
        ...{ channel: "email", data: { [`key ${name}`]: name } },
      };
      const { ticket, created } = entered(await store.enqueue(entry(given)));
      agree(created, true, `whether ${JSON.stringify(name)} is new`);
      agree({ ...ticket, arrival: 0 }, { ...entry(given).ticket, receivedAt: START, state: "waiting", arrival: 0 });
      agree(await there.ticket(name), ticket);
    }
    agree(await stage.line(), all);
    for (const [n, name] of all.entries()) {
      agree(await store.position(name), n + 1, `the position of ${JSON.stringify(name)}`);
      agree(ids(await there.peek(99, { id: "a", skills: [name] })), [name]);
    }
    for (const name of all) {
      const { holding } = await store.claimNext({ id: name, channels: ["email"], skills: [name] }, name);
      agree([holding?.ticket.id, holding?.token, holding?.agent], [name, name, name]);
    }
    for (const name of all) {
      agree(ids((await there.claims({ agent: name })).map(({ ticket }) => ticket)), [name]);
      agree((await there.claim(name))?.ticket.id, name);
      await store.settle(name, { kind: "release", change: {} });
    }
    for (const name of all) agree(await there.forget(name), 1, `how many of ${JSON.stringify(name)} are forgotten`);
    agree(await stage.line(), []);
  },

  "a channel may have any name": async (stage) => {
    const { store, there } = stage;
    for (const name of all) {
      await store.setChannel(name, { score: 60 });
      await stage.enter({ id: name, channel: name, skills: [name] });
    }
    agree((await there.channels()).map(({ id }) => id).slice(11), all);
    agree(await stage.line(), all);
    for (const name of all) {
      await there.setChannel(name, { enabled: false });
      agree(await store.position(name), undefined);
      await there.setChannel(name, { enabled: true });
      agree(ids(await store.peek(99, { id: "a", channels: [name], skills: all })), [name]);
    }
  },

  "the outbound side takes any name too": async ({ store, there, clock }) => {
    const now = clock.now();
    const windows = { now, volume: 1_000, quality: 1_000 };
    for (const name of all) {
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
      const question = { purposes: [name], controller: name, statement: name, askedAt: 0, until: 8.64e15 };
      await store.outbound.setQuestion(name, name, question);
      agree(await there.outbound.takeQuestion(name, name), question);
      await record(store.consent, { contact: name, record: JSON.stringify(name) });
      agree((await there.consent.file(name)).entries.length, 1);
      await there.outbound.erase(name);
      agree(await store.outbound.decisions({ contact: name, limit: 9 }), []);
    }
  },

  "a rule may be about any name": async ({ store, there }) => {
    const rules = all.flatMap((name) => [
      { contact: name, score: 1 },
      { segment: name, score: 2 },
      { attribute: name, value: name, score: 3 },
      { attribute: name, value: 0.1, score: 4 },
    ]);
    await store.setRules(rules);
    agree((await there.rules()).rules, rules);
  },
};
