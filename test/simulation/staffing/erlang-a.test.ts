import fc from "fast-check";
import { erlangA, erlangC } from "proximo/simulation";
import { describe, expect, test } from "vitest";
import { expectAgreement } from "../agree.ts";
import { refuses } from "../bad-inputs.ts";
import { anyCenters, smallCenters } from "../centers.ts";
import { solvedChain } from "../chain.ts";

describe("erlangA", () => {
  test("is what solving the chain gives, state by state", () => {
    fc.assert(
      fc.property(smallCenters, (center) => {
        // A service level is compared as the part that is not reached too: it may be next to nothing.
        const { serviceLevel, ...rest } = solvedChain(center);
        const result = erlangA(center);
        expectAgreement(result, rest);
        expect(result.serviceLevel).toBeCloseTo(serviceLevel ?? Number.NaN, 11);
      }),
    );
  });

  test.each([1, 10, 100, 10_000])("counts like Poisson where patience is as long as handling: %d agents", (agents) => {
    // Everybody present leaves at the same rate: M/M/∞, so that the number present is Poisson (Palm 1957).
    const load = agents;
    let [fewer, term] = [0, 1];
    for (let present = agents - 1; present >= 0 && term > 1e-25; present--) {
      fewer += term;
      term *= present / load;
    }
    let [more, next] = [0, load / agents];
    for (let present = agents + 1; next > 1e-25; present++) {
      more += next;
      next *= load / present;
    }
    const center = { arrivalRate: load, serviceRate: 1, patienceRate: 1, agents };
    expectAgreement(erlangA(center), { waitProbability: more / (fewer + more) });
  });

  test("is right in the case of one of each", () => {
    const one = erlangA({ arrivalRate: 1, serviceRate: 1, patienceRate: 1, agents: 1 });
    expectAgreement(one, { waitProbability: 1 - 1 / Math.E, abandonProbability: 1 / Math.E, averageWait: 1 / Math.E });
    expectAgreement(one, { occupancy: 1 - 1 / Math.E, serviceLevel: undefined });
  });

  // The chain, summed state by state to 80 digits (mpmath).
  test.each([
    [10_000, 0.5, 0.01, 0.586887076589445, 0.00330492660457676, 0.717312088619527, 0.996695073395423],
    [12_000, 2, 0.1, 1, 1 / 6, 0.74617827631974, 1],
    [9_800, 0.001, 0.01, 0.0261615608184087, 1.30743133886342e-7, 0.99646280682838, 0.979999871871729],
    [10_001, 0.0001, 1, 0.996446161340128, 0.00012829053095159, 0.407811328113927, 0.999971696639995],
  ])(
    "is right with 10,000 agents, a load of %d and a patience of 1 / %d",
    (arrivalRate, patienceRate, target, waitProbability, abandonProbability, serviceLevel, occupancy) => {
      const averageWait = abandonProbability / patienceRate;
      const expected = { waitProbability, abandonProbability, averageWait, serviceLevel, occupancy };
      expectAgreement(erlangA({ arrivalRate, serviceRate: 1, patienceRate, agents: 10_000, target }), expected);
    },
  );

  test("tends to erlangC as patience grows", () => {
    const stable = smallCenters.filter((center) => center.arrivalRate < 0.9 * center.agents * center.serviceRate);
    fc.assert(
      fc.property(stable, ({ patienceRate: _, ...center }) => {
        const { serviceRate } = center;
        expectAgreement(erlangA({ ...center, patienceRate: 1e-14 * serviceRate }), { ...erlangC(center) });
        const apart = [1e-3, 1e-5, 1e-7].map((patience) => {
          const { averageWait } = erlangA({ ...center, patienceRate: patience * serviceRate });
          return 1 - averageWait / erlangC(center).averageWait;
        });
        expect(apart).toEqual(apart.toSorted((a, b) => b - a));
      }),
    );
  });

  test("loses whoever is over the load where patience is endless", () => {
    const overloaded = { arrivalRate: 12, serviceRate: 1, patienceRate: 1e-12, agents: 10, target: 1 };
    expectAgreement(erlangA(overloaded), { waitProbability: 1, abandonProbability: 1 / 6, occupancy: 1 });
    expect(erlangA(overloaded).serviceLevel).toBe(0);
  });

  test("says nothing but probabilities and times, whatever it is asked", () => {
    fc.assert(
      fc.property(fc.oneof(anyCenters, smallCenters), (center) => {
        const { averageWait, ...probabilities } = erlangA(center);
        expect(averageWait).toBeGreaterThanOrEqual(0);
        expect(averageWait).toBeLessThan(Number.POSITIVE_INFINITY);
        for (const [name, value] of Object.entries(probabilities)) {
          expect(value, name).toBeGreaterThanOrEqual(0);
          expect(value, name).toBeLessThanOrEqual(1);
        }
        expect(probabilities.serviceLevel).toBeLessThanOrEqual(1 - probabilities.abandonProbability + 1e-12);
      }),
      { numRuns: 500 },
    );
  });

  test("is better with one agent more, and with some patience worse than with none", () => {
    fc.assert(
      fc.property(anyCenters, ({ patienceRate, ...patient }) => {
        const center = { ...patient, patienceRate };
        const [few, more] = [erlangA(center), erlangA({ ...center, agents: center.agents + 1 })];
        const noMore = (a: number, b: number) => expect(a).toBeLessThanOrEqual(b * (1 + 1e-9));
        noMore(more.waitProbability, few.waitProbability);
        noMore(more.averageWait, few.averageWait);
        noMore(more.abandonProbability, few.abandonProbability);
        noMore(more.occupancy, few.occupancy);
        noMore(few.serviceLevel, more.serviceLevel);
        noMore(few.averageWait, erlangC(patient).averageWait);
      }),
      { numRuns: 500 },
    );
  });

  refuses("erlangA", erlangA, { arrivalRate: 10, serviceRate: 1, patienceRate: 1, agents: 12, target: 0.1 });
});
