import fc from "fast-check";
import type { Case } from "proximo";
import { expect, test } from "vitest";
import { allocate } from "../../src/distribution/allocate.ts";
import { propose } from "../../src/distribution/propose.ts";
import type { Candidate } from "../../src/distribution/strategy.ts";
import { Workforce } from "../../src/distribution/workforce.ts";
import { agents, IDS, lines } from "../properties/rounds.ts";

const plan = { name: "by turns", candidate: () => expect.unreachable() };
const missing = fc.subarray(IDS, { maxLength: 2 });

test("the only ticket that waits goes to whom a whole round would give it", () => {
  let given = 0;
  fc.assert(
    fc.property(agents(4), lines(1), missing, (free, { lanes: [lane] }, missed) => {
      fc.pre(lane !== undefined);
      const [waiting] = lane.waiting;
      const { ticket, standing, reservedFor, refusedBy = [] } = waiting;
      const workforce = new Workforce(free as unknown as readonly Candidate[]);
      const first = [{ ticket: ticket as Case, standing, refusedBy }];
      const { assigned, shallow } = propose(
        workforce,
        [{ ...lane, reservedFor, waiting: 1, first }],
        plan,
        () => missed,
      );

      const restricted = { ...lane, waiting: [{ ...waiting, refusedBy: [...refusedBy, ...missed] }] };
      const round = allocate({ agents: free, lanes: [restricted], value: { byLane: () => 0 } });
      expect(assigned.map((one) => [one.ticket.id, one.agent])).toEqual(
        round.map((one) => [one.ticket.id, one.agent.id]),
      );
      expect(shallow).toBe(false);
      given += assigned.length;
    }),
    { numRuns: 4_000 },
  );
  expect(given).toBeGreaterThan(100);
});
