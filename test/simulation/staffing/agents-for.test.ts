import fc from "fast-check";
import { agentsFor, erlangA, erlangC, type StaffingGoal } from "proximo/simulation";
import { describe, expect, test } from "vitest";
import { refuses } from "../bad-inputs.ts";
import { smallCenters } from "../centers.ts";

const hour = { arrivalRate: 200 / 3600, serviceRate: 1 / 180, target: 20, serviceLevel: 0.8 };
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const maybe = fc.option(share, { nil: undefined });

function reaches(goal: StaffingGoal, agents: number): boolean {
  const { arrivalRate, serviceRate, patienceRate, target } = goal;
  const center = { arrivalRate, serviceRate, agents, target };
  const { serviceLevel, occupancy } =
    patienceRate === undefined ? erlangC(center) : erlangA({ ...center, patienceRate });
  const abandoned = patienceRate === undefined ? 0 : erlangA({ ...center, patienceRate }).abandonProbability;
  return (
    serviceLevel >= goal.serviceLevel &&
    occupancy <= (goal.maxOccupancy ?? 1) &&
    abandoned <= (goal.maxAbandonProbability ?? 1)
  );
}

describe("agentsFor", () => {
  test("is the first of all numbers of agents that reaches the goal", () => {
    const goals = fc
      .tuple(smallCenters, fc.boolean(), share, maybe, maybe)
      .map(([{ agents: _, patienceRate, ...work }, patient, serviceLevel, maxOccupancy, maxAbandonProbability]) => ({
        ...{ ...work, serviceLevel, maxOccupancy },
        ...(patient ? {} : { patienceRate, maxAbandonProbability }),
      }));
    fc.assert(
      fc.property(goals, (goal) => {
        let first = 1;
        while (!reaches(goal, first)) first += 1;
        expect(agentsFor(goal)).toBe(first);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ["nothing but a service level", {}, 14],
    ["people who give up", { patienceRate: 1 / 120 }, 12],
    ["few of whom may", { patienceRate: 1 / 120, maxAbandonProbability: 0.02 }, 15],
    ["agents who are to breathe", { maxOccupancy: 0.65 }, 16],
    ["no wait at all", { target: 0 }, 14],
    ["nobody", { arrivalRate: 0 }, 1],
  ])("answers for %s", (_, more, agents) => {
    const goal = { ...hour, ...more };
    expect(agentsFor(goal)).toBe(agents);
    expect([reaches(goal, agents), agents > 1 && reaches(goal, agents - 1)]).toEqual([true, false]);
  });

  test.each([{}, { patienceRate: 0.5 }, { patienceRate: 0.5, maxAbandonProbability: 1e-4 }])(
    "is the least for 10,000 agents' work too, with %j",
    (more) => {
      const goal = { arrivalRate: 10_000, serviceRate: 1, target: 0.01, serviceLevel: 0.8, ...more };
      const agents = agentsFor(goal);
      expect(agents).toBeGreaterThan(9_900);
      expect([reaches(goal, agents), reaches(goal, agents - 1)]).toEqual([true, false]);
    },
  );

  test("says so where a million would not be enough", () => {
    expect(() => agentsFor({ ...hour, maxOccupancy: 1e-6 })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining("1000000 agents") }),
    );
  });

  test("refuses a limit to giving up where nobody gives up", () => {
    expect(() => agentsFor({ ...hour, maxAbandonProbability: 0.05 })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining("agentsFor.patienceRate") }),
    );
  });

  refuses("agentsFor", agentsFor, { ...hour, patienceRate: 1 / 120, maxAbandonProbability: 0.05, maxOccupancy: 0.9 });
});
