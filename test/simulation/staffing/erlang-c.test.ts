import fc from "fast-check";
import { erlangC } from "proximo/simulation";
import { describe, expect, test } from "vitest";
import { expectAgreement } from "../agree.ts";
import { refuses } from "../bad-inputs.ts";
import { anyCenters, smallCenters } from "../centers.ts";
import { solvedChain } from "../chain.ts";

const stable = smallCenters.filter(({ arrivalRate, serviceRate, agents }) => arrivalRate < 0.9 * agents * serviceRate);

describe("erlangC", () => {
  test.each([
    ["of one agent", 0.8, 1, 0.8, 4],
    ["of two agents", 1, 2, 1 / 3, 1 / 3],
    // The tests of the R package ErlangC: 200 calls an hour, 3 minutes each.
    ["of 11 agents, published", 10, 11, 0.6821182, 122.78127684408 / 180],
    ["of 12 agents, published", 10, 12, 0.4493882, 40.4449401868444 / 180],
  ])("is right in the case %s", (_, load, agents, waitProbability, averageWait) => {
    const result = erlangC({ arrivalRate: load, serviceRate: 1, agents });
    expect(result.waitProbability).toBeCloseTo(waitProbability, 6);
    expect(result.averageWait).toBeCloseTo(averageWait, 11);
  });

  test("is what solving the chain gives, state by state", () => {
    fc.assert(
      fc.property(stable, ({ patienceRate: _, ...center }) => {
        const { abandonProbability, ...expected } = solvedChain(center);
        expect(abandonProbability).toBe(0);
        expectAgreement(erlangC(center), expected);
      }),
    );
  });

  // The formulas, to 80 digits (mpmath).
  test.each([
    [9_900, 0.01, 0.222776928864148, 0.00222776928864148, 0.918044947903567],
    [9_999, 0.1, 0.987556252434486, 0.987556252434486, 0.106422150381912],
  ])("is right with 10,000 agents, %d of them at work", (load, target, waitProbability, averageWait, serviceLevel) => {
    const expected = { waitProbability, averageWait, serviceLevel, occupancy: load / 10_000 };
    expectAgreement(erlangC({ arrivalRate: load, serviceRate: 1, agents: 10_000, target }), expected);
  });

  test.each([10, 11, 1e9])("says that the line has no end where 10 agents have a load of %d", (arrivalRate) => {
    const overloaded = { waitProbability: 1, averageWait: Number.POSITIVE_INFINITY, occupancy: 1 };
    const center = { arrivalRate: arrivalRate / 1e4, serviceRate: 1e-4, agents: 10 };
    expect(erlangC({ ...center, target: 20 })).toEqual({ ...overloaded, serviceLevel: 0 });
    expect(erlangC(center)).toStrictEqual({ ...overloaded, serviceLevel: undefined });
  });

  test("has nobody wait where nobody comes", () => {
    const idle = { waitProbability: 0, averageWait: 0, serviceLevel: 1, occupancy: 0 };
    expect(erlangC({ arrivalRate: 0, serviceRate: 1, agents: 3, target: 0 })).toEqual(idle);
  });

  test("knows no unit of time", () => {
    fc.assert(
      fc.property(stable, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (center, unit) => {
        const { arrivalRate, serviceRate, agents, target } = center;
        const { averageWait, ...rest } = erlangC({ arrivalRate, serviceRate, agents, target });
        const inUnits = { arrivalRate: arrivalRate * unit, serviceRate: serviceRate * unit, target: target / unit };
        expectAgreement(erlangC({ ...inUnits, agents }), { ...rest, averageWait: averageWait / unit });
      }),
    );
  });

  test("says nothing but probabilities and times, whatever it is asked", () => {
    fc.assert(
      fc.property(fc.oneof(anyCenters, smallCenters), ({ patienceRate: _, ...center }) => {
        const { averageWait, ...probabilities } = erlangC(center);
        expect(averageWait).toBeGreaterThanOrEqual(0);
        for (const [name, value] of Object.entries(probabilities)) {
          expect(value, name).toBeGreaterThanOrEqual(0);
          expect(value, name).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("rounds no service level up beyond 1", () => {
    expect(erlangC({ arrivalRate: 8.502330967122072, serviceRate: 1, agents: 13, target: 100 }).serviceLevel).toBe(1);
  });

  test("is better with one agent more", () => {
    fc.assert(
      fc.property(anyCenters, ({ patienceRate: _, ...center }) => {
        const [few, more] = [erlangC(center), erlangC({ ...center, agents: center.agents + 1 })];
        expect(more.waitProbability).toBeLessThanOrEqual(few.waitProbability);
        expect(more.averageWait).toBeLessThanOrEqual(few.averageWait);
        expect(more.occupancy).toBeLessThanOrEqual(few.occupancy);
        expect(more.serviceLevel).toBeGreaterThanOrEqual(few.serviceLevel - 1e-12);
      }),
      { numRuns: 500 },
    );
  });

  refuses("erlangC", erlangC, { arrivalRate: 10, serviceRate: 1, agents: 12, target: 0.1 });
});
