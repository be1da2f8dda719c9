import type { Clock } from "../model/clock.ts";
import type { Emitter } from "../model/emitter.ts";
import { type Urgency, urgencyOf } from "../queue/urgency.ts";
import type { Store } from "../stores/store.ts";
import type { CenterEvents } from "./events.ts";

const PURGED_AT_ONCE = 1_000;

/**
 * Tells of what time brings: promotions, the button turning red, closed tickets forgotten. It keeps one timer, set for
 * the next moment at which something is due. Nothing but events and purges rests on it.
 */
export class Attendant {
  #attending: Promise<void> | undefined;
  #again = false;
  #urgent = false;
  #cancelTimer = () => {};
  #stopped = false;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly retention: number,
    private readonly events: Emitter<CenterEvents>,
  ) {}

  /** Looks at what is due, once more if something changed while it was looking; resolved when all of it has been told. */
  attend(): Promise<void> {
    this.#again = true;
    this.#attending ??= this.#untilQuiet().finally(() => {
      this.#attending = undefined;
    });
    return this.#attending;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
  }

  async #untilQuiet(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        await this.#look();
      } catch (error) {
        this.events.emit("error", { error });
      }
    }
  }

  async #look(): Promise<void> {
    for (const ticket of await this.store.promotions()) this.events.emit("promoted", { ticket });
    const counts = await this.store.counts();
    if (counts.absolute + counts.promoted > 0 !== this.#urgent) {
      const [next] = await this.store.peek(1);
      const urgency = urgencyOf(counts, next);
      this.#urgent = urgency.urgent;
      this.events.emit("urgency", urgency as Urgency<NonNullable<typeof next>>);
    }
    const { now, nextPromotion, oldestClosed } = await this.store.agenda();
    if (oldestClosed !== undefined && oldestClosed + this.retention <= now) await this.#purge(now - this.retention);
    this.#setTimer(now, nextPromotion, oldestClosed === undefined ? undefined : oldestClosed + this.retention);
  }

  async #purge(before: number): Promise<void> {
    const tickets = await this.store.purge(before, PURGED_AT_ONCE);
    this.events.emit("purged", { tickets });
    this.#again = true;
  }

  #setTimer(now: number, ...moments: (number | undefined)[]): void {
    this.#cancelTimer();
    if (this.#stopped) return;
    const next = Math.min(...moments.map((moment) => moment ?? Number.POSITIVE_INFINITY));
    // The store may have a clock of its own, a server's: what is slept is the difference.
    if (next > now && next < Number.POSITIVE_INFINITY) {
      this.#cancelTimer = this.clock.wake(this.clock.now() + next - now, () => void this.attend());
    }
  }
}
