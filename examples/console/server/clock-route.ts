import type { ManualClock } from "proximo/testing";
import * as z from "zod";
import type { Route } from "./router.ts";

const reading = z.object({ now: z.int().nonnegative() });

/** The test hook: sets the clock by hand. It is there only where the console was started with `--manual-clock`. */
export function clockRoute(clock: ManualClock): Route {
  return {
    method: "POST",
    path: "/test/clock",
    answer: async ({ body }) => {
      clock.set((await body(reading)).now);
      return { now: clock.now() };
    },
  };
}
