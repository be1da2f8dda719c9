import type { Clock } from "../model/clock.ts";
import type { Emitter } from "../model/emitter.ts";
import type { Store } from "../stores/store.ts";
import type { CenterEvents } from "./events.ts";
import { urgencyIn } from "./urgency.ts";

const PURGED_AT_ONCE = 1_000;
const NEVER = Number.POSITIVE_INFINITY;

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
    this.#attending ??= this.#untilQuiet();
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
    // In one breath with the last look at `#again`: whoever calls from now on is attended anew.
    this.#attending = undefined;
  }

  async #look(): Promise<void> {
    // The agenda is asked for first, so that what becomes due while the rest is told is still on it.
    const asked = this.clock.now();
    const { now, nextPromotion, oldestClosed } = await this.store.agenda();
    for (const ticket of await this.store.promotions()) this.events.emit("promoted", { ticket });
    await this.#tellUrgency();
    const oldestGoes = oldestClosed === undefined ? undefined : oldestClosed + this.retention;
    if (oldestGoes !== undefined && oldestGoes <= now) await this.#purge(now - this.retention);
    // The store may have a clock of its own, a server's: what is slept is the difference.
    else this.#setTimer(Math.min(nextPromotion ?? NEVER, oldestGoes ?? NEVER) - now + asked);
  }

  async #tellUrgency(): Promise<void> {
    const { absolute, promoted } = await this.store.counts();
    if (absolute + promoted > 0 === this.#urgent) return;
    const urgency = await urgencyIn(this.store);
    if (urgency.urgent === this.#urgent) return;
    this.#urgent = urgency.urgent;
    this.events.emit("urgency", urgency);
  }

  async #purge(before: number): Promise<void> {
    const tickets = await this.store.purge(before, PURGED_AT_ONCE);
    this.events.emit("purged", { tickets });
    this.#again = true;
  }

  #setTimer(at: number): void {
    this.#cancelTimer();
    if (this.#stopped || at === NEVER) return;
    if (at <= this.clock.now()) this.#again = true;
    else this.#cancelTimer = this.clock.wake(at, () => void this.attend());
  }
}
