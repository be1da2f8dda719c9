import { agentsFor, type ErlangAResult, type ErlangCResult, erlangA, erlangC } from "proximo/simulation";
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
