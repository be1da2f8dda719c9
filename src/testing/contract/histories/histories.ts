import type { Awaitable } from "../../../model/awaitable.ts";
import { type FreshStore, Stage } from "../stage/stage.ts";
import { play } from "./history.ts";
import { steps } from "./steps.ts";

/** Random histories, held against a model that asks no more than that it can be read. */
export function histories(open: () => Awaitable<FreshStore>, runs: number, timeout: number) {
  return {
    [`whatever happens to it, it agrees with a naive model of it (${runs} histories)`]: async () => {
      // Here only, so that whoever needs the manual clock alone need not install it.
      const fc = await import("fast-check");
      const played = fc.asyncProperty(steps(fc), (history) => Stage.over(open, (stage) => play(stage, history)));
      // What takes too long to be made shorter is told as it is.
      const patience = { interruptAfterTimeLimit: timeout * 0.8, markInterruptAsFailure: true };
      await fc.assert(played, { numRuns: runs, ...patience });
    },
  };
}
