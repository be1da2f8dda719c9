import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../../../examples/day/random.ts";
import { DEPTH, estimateWait } from "../../../src/statistics/estimate/estimate.ts";
import { NINE, SECOND, ticket } from "../cases.ts";
import { agent, has, line, question, waitOf } from "./floor.ts";

const [chat, email] = [{ channel: "chat" }, { channel: "email" }];

describe("where every ticket takes five minutes, worked by hand", () => {
  test("whoever comes to an agent who is free does not wait", () => {
    expect(waitOf([agent("ana")])).toBe(0);
    expect(waitOf([agent("ana", { places: 3 })], { ahead: line(2) })).toBe(0);
  });

  test("whoever comes to one who is not waits for what is left of it, and for those ahead", () => {
    const claims = [has("ana", 100)];
    expect(waitOf([agent("ana")], { claims })).toBe(200);
    expect(waitOf([agent("ana")], { claims, ahead: line(2) })).toBe(800);
    expect(waitOf([agent("ana")], { claims: [has("ana", 400)] })).toBe(0);
  });

  test("wrap-ups are waited for: one that runs, and those to come", () => {
    const wrapUp = { byChannel: { voice: 30_000 }, otherwise: 0 };
    const claims = [has("ana", 100)];
    expect(waitOf([agent("ana", { wrapUp })], { claims, ahead: line(1) })).toBe(200 + 30 + 300 + 30);
    const wrappingUp = [{ channel: "voice", until: NINE + 20 * SECOND }];
    expect(waitOf([agent("ana", { wrapUp, wrappingUp })])).toBe(20);
  });

  test("each ticket ahead goes to the first able agent to be free", () => {
    const claims = [has("ana", 100), has("bea", 250), has("eva", 290)];
    const agents = [agent("ana"), agent("bea", { channels: ["chat", "voice"] }), agent("eva", { channels: ["chat"] })];
    // The chat goes to Eva in 10 s, the call to Bea in 50, and this one to Ana in 200.
    const ahead = [ticket(chat), ticket()];
    expect(waitOf(agents, { claims, ahead })).toBe(200);
    // Another chat takes Ana's place: Eva is free in 310, and Bea is in 350.
    expect(waitOf(agents, { claims, ahead: [...ahead, ticket(chat)] })).toBe(350);
  });

  test("tickets that require skills are for those who have them all", () => {
    const agents = [agent("ana", { skills: ["billing", "english"] }), agent("bea", { skills: ["billing"] })];
    const skills = ["billing", "english"];
    expect(waitOf(agents, { ticket: ticket({ skills }), ahead: line(1, { skills }) })).toBe(300);
    expect(waitOf(agents, { ticket: ticket({ skills: ["billing"] }), ahead: line(1, { skills }) })).toBe(0);
  });

  test("limits by channel bind, and those in total", () => {
    const capacity = { total: 3, byChannel: { email: 1 } };
    const claims = [has("ana", 100, email)];
    expect(waitOf([agent("ana", { capacity })], { claims, ticket: ticket(email) })).toBe(200);
    expect(waitOf([agent("ana", { capacity })], { claims, ahead: line(1) })).toBe(0);
    expect(waitOf([agent("ana", { capacity })], { claims, ahead: line(2) })).toBe(200);
    // The e-mail ahead waits for the place of the other, and leaves those that are free now.
    expect(waitOf([agent("ana", { capacity })], { claims, ahead: [ticket(email), ticket()] })).toBe(0);
  });

  test("whoever has more than they should gets none before enough is done", () => {
    const claims = [has("ana", 250), has("ana", 200), has("ana", 100)];
    expect(waitOf([agent("ana", { places: 2 })], { claims })).toBe(100);
  });

  test("a ticket that nobody can serve stops nobody, and has no estimate", () => {
    const agents = [agent("ana", { channels: ["voice"] }), agent("bea", { presence: "away" })];
    expect(waitOf(agents, { ahead: line(9, chat) })).toBe(0);
    expect(waitOf(agents, { ticket: ticket(chat) })).toBeUndefined();
    expect(waitOf([], {})).toBeUndefined();
    const none = { capacity: { total: 2, byChannel: { voice: 0 } } };
    expect(waitOf([agent("ana", none)])).toBeUndefined();
  });

  test("a reserved ticket waits for its agent, until the reservation ends", () => {
    const agents = [agent("ana"), agent("bea")];
    const claims = [has("ana", 250)];
    const until = (seconds: number) => ticket({ preferredAgent: { id: "ana", until: NINE + seconds * SECOND } });
    expect(waitOf(agents, { claims, ticket: until(60) })).toBe(50);
    expect(waitOf(agents, { claims, ticket: until(40) })).toBe(40);
    expect(waitOf(agents, { claims, ticket: until(0) })).toBe(0);
    // Bea is not taken by a ticket that waits for Ana.
    expect(waitOf(agents, { claims, ahead: [until(60)] })).toBe(0);
  });

  test("each agent takes their own time", () => {
    const handlingTime = (id: string, channel: string) => (id === "ana" ? 100 : 1_000) * (channel === "chat" ? 2 : 1);
    const agents = [agent("ana"), agent("bea")];
    expect(waitOf(agents, { handlingTime, ahead: line(5) })).toBe(400);
    expect(waitOf(agents, { handlingTime, ahead: line(5, chat) })).toBe(800);
  });

  test("those who are too far ahead to be looked at are taken to go on at the same pace", () => {
    expect(waitOf([agent("ana")], { ahead: line(DEPTH) })).toBe(DEPTH * 300);
    expect(waitOf([agent("ana")], { ahead: line(2_000) })).toBe(2_000 * 300);
    expect(waitOf([agent("ana")], { ahead: line(DEPTH), aheadInAll: 1_000_000 })).toBe(1_000_000 * 300);
  });
});

describe("where chance decides", () => {
  const agents = Array.from({ length: 5 }, (_, number) => agent(`agent-${number}`));
  const claims = agents.map(({ id }, number) => has(id, number * 90));
  const busy = { ...question, variation: 1, agents, claims };

  // All are at work, and end at the rate 5/300: the wait behind k others is that of k + 1 ends.
  test.each([0, 1, 4, 20, 100, 400, 5_000])("behind %i others it is what the M/M/n queue says", (length) => {
    const { wait, likely, ahead } = estimateWait({ ...busy, ahead: line(length) })!;
    const theory = (length + 1) * 60 * SECOND;
    expect(ahead).toBe(length);
    expect(wait / theory).toBeGreaterThan(0.85);
    expect(wait / theory).toBeLessThan(1.15);
    // An Erlang distribution of k + 1 steps: standard deviation over mean is 1/√(k + 1).
    const spread = (likely.to - likely.from) / theory;
    expect(spread * Math.sqrt(length + 1)).toBeGreaterThan(1.6);
    expect(spread * Math.sqrt(length + 1)).toBeLessThan(3.6);
  });

  test("the same question has the same answer", () => {
    expect(estimateWait({ ...busy, ahead: line(50) })).toEqual(estimateWait({ ...busy, ahead: line(50) }));
  });

  test("in between, a part of a handling time is certain", () => {
    const one = { ...question, agents: [agent("ana")], claims: [has("ana", 100)] };
    const estimate = estimateWait({ ...one, variation: 0.5 })!;
    // What is certain are 150 s, of which 50 are left; what is not are 150 more.
    expect(Math.abs(estimate.wait / SECOND - 200)).toBeLessThan(15);
    expect(estimate.likely.from).toBeGreaterThan(50 * SECOND);
  });

  test("in a simulated M/M/n queue, estimates at arrival come to what was waited", () => {
    const random = new Random(5);
    const load = 0.9 * agents.length;
    const free = agents.map(() => ({ since: 0, until: 0 }));
    const starts: number[] = [];
    let [now, estimated, waited] = [0, 0, 0];
    for (let arrival = 0; arrival < 800; arrival++) {
      now += random.exponential(300 / load) * SECOND;
      const length = starts.filter((start) => start > now).length;
      const held = free.flatMap(({ since, until }, number) => {
        // Where the next ticket of an agent waits still, they have the one before it.
        return until > now ? [has(agents[number]!.id, Math.max(0, (now - since) / SECOND))] : [];
      });
      estimated += estimateWait({ ...busy, claims: held, ahead: line(length) })!.wait;
      const next = free.reduce((first, one) => (one.until < first.until ? one : first));
      next.since = Math.max(now, next.until);
      next.until = next.since + random.exponential(300) * SECOND;
      starts.push(next.since);
      waited += next.since - now;
    }
    expect(waited / 800).toBeGreaterThan(60 * SECOND);
    expect(estimated / waited).toBeGreaterThan(0.9);
    expect(estimated / waited).toBeLessThan(1.1);
  });
});

const skills = fc.subarray(["billing", "english"]);
const channel = fc.constantFrom("voice", "chat", "email");
const preferredAgent = fc.option(
  fc.record({ id: fc.constantFrom("0", "1"), until: fc.integer({ min: NINE - 1, max: NINE + 900 * SECOND }) }),
  { nil: undefined },
);
const required = fc.record({ channel, skills, preferredAgent });
const someAgents = fc
  .array(
    fc.record({
      channels: fc.option(fc.subarray(["voice", "chat", "email"]), { nil: undefined }),
      skills,
      capacity: fc.record({
        total: fc.integer({ min: 0, max: 3 }),
        byChannel: fc.dictionary(channel, fc.nat(2), { maxKeys: 2 }),
      }),
      presence: fc.constantFrom("available", "available", "away"),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map((one, id) => agent(String(id), one)));
const someClaims = fc.array(
  fc
    .record({ id: fc.constantFrom("0", "1", "2"), seconds: fc.nat(600), channel })
    .map((one) => has(one.id, one.seconds, one)),
  { maxLength: 6 },
);

test("the further back, the longer, and never in the past", () => {
  fc.assert(
    fc.property(
      someAgents,
      someClaims,
      fc.array(required, { maxLength: 12 }),
      required,
      fc.constantFrom(0, 0.4, 1),
      (agents, claims, ahead, one, variation) => {
        let before = 0;
        for (let length = 0; length <= ahead.length; length++) {
          const asked = { ...question, agents, claims, variation, ticket: ticket(one) };
          const estimate = estimateWait({ ...asked, ahead: ahead.slice(0, length).map(ticket) });
          if (estimate === undefined) return;
          expect(estimate.wait).toBeGreaterThanOrEqual(before);
          expect(estimate.likely.to).toBeGreaterThanOrEqual(estimate.likely.from);
          before = estimate.wait;
        }
      },
    ),
    { numRuns: 300 },
  );
});
