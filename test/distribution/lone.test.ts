import fc from "fast-check";
import type { Agent, Case } from "proximo";
import { expect, test } from "vitest";
import { allocate } from "../../src/distribution/allocate.ts";
import { canHave, proposeLone } from "../../src/distribution/lone.ts";
import type { FreeAgent } from "../../src/distribution/round.ts";
import { agents, IDS, lines } from "../properties/rounds.ts";

/** Somebody who is registered, and has as much room. */
function registered({ id, channels, skills = [], room, roomByChannel = {}, idleSince = 0 }: FreeAgent): Agent {
  const capacity = { total: room, byChannel: roomByChannel };
  const times = { presenceSince: 0, heardAt: 0, idleSince };
  const wrapUp = { otherwise: 0, byChannel: {} };
  return {
    id,
    channels,
    skills,
    capacity,
    wrapUp,
    presence: "available",
    vanished: false,
    ...times,
    load: {},
    wrappingUp: [],
  };
}

test("the only ticket that waits goes to whom a whole round would give it", () => {
  let given = 0;
  fc.assert(
    fc.property(agents(4), lines(1), fc.subarray(IDS, { maxLength: 2 }), (all, { lanes: [lane] }, missed) => {
      fc.pre(lane !== undefined);
      const free = all.filter(({ room }) => room > 0).map((one) => ({ ...one, idleSince: one.idleSince ?? 0 }));
      const [waiting] = lane.waiting;
      const { ticket, standing, reservedFor, refusedBy = [] } = waiting;
      const head = { ...lane, reservedFor, waiting: 1, first: [{ ticket: ticket as Case, standing, refusedBy }] };
      const givenTo = new Map(free.map((one) => [one.id, one.given]));
      const plan = { name: "by turns", contender: (agent: Agent) => ({ ...agent, given: givenTo.get(agent.id) }) };
      const assigned = proposeLone(free.map(registered), head, plan, () => missed);

      const restricted = { ...lane, waiting: [{ ...waiting, refusedBy: [...refusedBy, ...missed] }] };
      const round = allocate({ agents: free, lanes: [restricted], value: { byLane: () => 0 } });
      expect(assigned.map((one) => [one.ticket.id, one.agent])).toEqual(
        round.map((one) => [one.ticket.id, one.agent.id]),
      );
      for (const { agent, grounds } of assigned) {
        expect(canHave(registered(free.find(({ id }) => id === agent) as FreeAgent), head)).toBe(true);
        expect(grounds.others.map((other) => other.agent)).not.toContain(agent);
      }
      given += assigned.length;
    }),
    { numRuns: 4_000 },
  );
  expect(given).toBeGreaterThan(100);
});
