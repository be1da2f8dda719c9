import type { Emitter } from "../../model/emitter.ts";
import type { CenterEvents } from "../events/events.ts";
import type { Timekeeper } from "../timekeeper.ts";

/** After these somebody may have room, or something may be to be given out; time alone may bring that too. */
const OCCASIONS = [
  ...(["enqueued", "promoted", "released", "refused", "withdrawn", "lapsed", "updated"] as const),
  ...(["completed", "cancelled", "held", "agent", "channel", "erased"] as const),
] satisfies readonly (keyof CenterEvents)[];

/** What another center over the same data does that leaves nothing to be given out. */
const NO_OCCASION: ReadonlySet<keyof CenterEvents> = new Set(["claimed", "offered"]);

/** Has tickets given out whenever there may be some to give. */
export class AutoDistribution {
  #due = true;
  readonly #ends: readonly (() => void)[];

  /** @param distribute resolves to whether anything was given out. */
  constructor(events: Emitter<CenterEvents>, timekeeper: Timekeeper, distribute: () => Promise<boolean>) {
    const note = () => {
      this.#due = true;
    };
    this.#ends = [
      ...OCCASIONS.map((event) => events.on(event, note)),
      events.on("elsewhere", ({ event }) => NO_OCCASION.has(event) || note()),
      timekeeper.follow(async (timed) => {
        if (!this.#due && !timed) return false;
        try {
          this.#due = false;
          // Though nothing was given out, the gate may have stopped what was to be.
          return (await distribute()) || this.#due;
        } catch (error) {
          this.#due = true;
          throw error;
        }
      }),
    ];
  }

  end(): void {
    for (const end of this.#ends) end();
  }
}
