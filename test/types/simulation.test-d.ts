import {
  agentsFor,
  compare,
  type ErlangAResult,
  type ErlangCResult,
  type Estimate,
  erlangA,
  erlangC,
  type Figures,
  type Simulation,
  type SimulationResult,
  simulate,
} from "proximo/simulation";
import { describe, expectTypeOf, test } from "vitest";

const calls = { arrivalRate: 1, serviceRate: 1 };

describe("the staffing helpers", () => {
  test("tell a service level wherever there is a target", () => {
    expectTypeOf(erlangC({ ...calls, agents: 2 })).toEqualTypeOf<ErlangCResult>();
    expectTypeOf(erlangC({ ...calls, agents: 2 }).serviceLevel).toEqualTypeOf<number | undefined>();
    expectTypeOf(erlangC({ ...calls, agents: 2, target: undefined }).serviceLevel).toEqualTypeOf<number | undefined>();
    expectTypeOf(erlangC({ ...calls, agents: 2, target: 20 }).serviceLevel).toEqualTypeOf<number>();
    expectTypeOf(erlangA({ ...calls, agents: 2, patienceRate: 1 })).toEqualTypeOf<ErlangAResult>();
    expectTypeOf(erlangA({ ...calls, agents: 2, patienceRate: 1, target: 20 }).serviceLevel).toEqualTypeOf<number>();
  });

  test("take what they can answer", () => {
    // @ts-expect-error Erlang C knows no impatience
    erlangC({ ...calls, agents: 2, patienceRate: 1 });
    // @ts-expect-error Erlang A needs to
    erlangA({ ...calls, agents: 2 });
    expectTypeOf(
      agentsFor({ ...calls, target: 20, serviceLevel: 0.8, maxOccupancy: undefined }),
    ).toEqualTypeOf<number>();
    // @ts-expect-error within what time?
    agentsFor({ ...calls, serviceLevel: 0.8 });
  });
});

describe("a simulation", () => {
  const voice = { arrivalsPerHour: 60, handlingTime: { exponential: 180_000 } };
  const center: Simulation = { channels: { voice }, agents: 3, duration: 3_600_000 };

  test("tells every figure with its interval", () => {
    expectTypeOf(simulate(center)).resolves.toEqualTypeOf<SimulationResult>();
    expectTypeOf<SimulationResult["total"]["averageWait"]>().toEqualTypeOf<Estimate>();
    expectTypeOf<SimulationResult["channels"][string]>().toEqualTypeOf<Figures<Estimate>>();
  });

  test("takes durations of one's own, and nothing it does not know", () => {
    void simulate({ ...center, reaction: (random, agent) => random * agent.length });
    void simulate({
      ...center,
      agents: { ana: { speed: { voice: 2 }, capacity: { total: 3 }, shifts: [{ from: 0, to: 5 }] } },
    });
    // @ts-expect-error whether they are there, shifts say
    void simulate({ ...center, agents: { ana: { presence: "away" } } });
    const patience = (random: number, _agent: string) => random;
    // @ts-expect-error patience knows no agent
    void simulate({ ...center, channels: { voice: { ...voice, patience } } });
    // @ts-expect-error for how long?
    void simulate({ channels: { voice }, agents: 3 });
  });

  test("compares by the names given", async () => {
    const { alternatives } = await compare(center, { more: { agents: 4 }, predictive: { strategy: "predictive" } });
    expectTypeOf(alternatives.more.difference.total.averageWait).toEqualTypeOf<Estimate>();
    // @ts-expect-error nobody asked
    void alternatives.fewer;
  });
});
