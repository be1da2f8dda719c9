import fc from "fast-check";
import { test } from "vitest";
import { expectRight } from "../../bench/harness/round-certificate.ts";
import { drawn, sceneOf } from "../../bench/harness/rounds.ts";
import { allocate } from "../../src/distribution/allocate.ts";

const settings = { numRuns: process.env.PROXIMO_LONG ? 5_000 : 60 };

const shape = fc.record({
  agents: fc.integer({ min: 20, max: 120 }),
  waiting: fc.integer({ min: 20, max: 400 }),
  skills: fc.integer({ min: 0, max: 4 }),
});

test("of many agents, a round serves whom going down the order serves, at the largest value", () => {
  fc.assert(
    fc.property(shape, fc.nat(1_000), (shape, seed) => {
      const scene = sceneOf(shape, seed);
      const worth = drawn();
      expectRight("a round", { ...scene, worth }, allocate({ ...scene, value: { byLane: worth } }));
    }),
    settings,
  );
});
