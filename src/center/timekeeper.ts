import { type Awaitable, followed, isPromise } from "../model/awaitable.ts";
import type { Clock } from "../model/clock.ts";
import { NEVER } from "../model/time.ts";
import type { Agenda, Store } from "../stores/store.ts";
import type { News } from "./events/news.ts";
import { urgencyIn } from "./urgency.ts";

const PURGED_AT_ONCE = 1_000;
/**
 * Milliseconds after which it looks again: for what another process has changed without this one hearing of it, and for
 * what has failed.
 */
const LOOK_AGAIN_AFTER = 5_000;

/**
 * Acts on a change.
 *
 * @param timed time alone may have brought it.
 * @returns whether it has changed something itself.
 */
export type Follower = (timed: boolean) => Promise<boolean>;

/**
 * Sees to what time brings: it tells of promotions, lapsed offers and the button turning red, and forgets closed tickets
 * after their retention. It keeps one timer, set for the next moment at which something is due. Only events and purges
 * depend on it (automatic distribution follows them): whoever reads the store sees what is due without it.
 */
export class Timekeeper {
  #catchingUp: Promise<void> | undefined;
  #again = false;
  #timed = true;
  /** Over a shared store: the moment by which it acts as if another process had changed something, however often it looks before. */
  #beat = 0;
  #urgent = false;
  /** The moment the timer is set for. The timer may fire late, and a look may come first. */
  #due = NEVER;
  #cancelTimer = () => {};
  #stopped = false;
  readonly #followers = new Set<Follower>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly retention: number,
    private readonly news: News,
  ) {}

  /** Looks at what is due, once more if something changed while it was looking; resolved when all of it has been told. */
  catchUp(): Awaitable<void> {
    this.#again = true;
    this.#catchingUp ??= this.#untilQuiet();
    return this.#catchingUp;
  }

  /** As `catchUp`, after a change that no event tells of, such as the outbound gate letting tickets wait again. */
  wake(): Awaitable<void> {
    this.#timed = true;
    return this.catchUp();
  }

  /** Calls a follower at every look from now on. @returns a function that ends that. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Resolved when what is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.#catchingUp;
  }

  /** At once, where the store answers at once and there is nothing to tell: no promise is made then. */
  #untilQuiet(): Promise<void> | undefined {
    const looked = this.#lookAgain();
    return isPromise(looked) ? this.#goOn(looked) : undefined;
  }

  /** A loop, and no chain of promises: while looks keep coming, a chain would keep every one of them in memory. */
  async #goOn(looking: PromiseLike<void>): Promise<void> {
    for (let looked: Awaitable<void> = looking; isPromise(looked); looked = this.#lookAgain())
      try {
        await looked;
      } catch (error) {
        this.news.emit("error", { error });
        this.#setTimer(this.clock.now() + LOOK_AGAIN_AFTER);
      }
    // Synchronously after the last look at `#again`: whoever calls from now on starts anew.
    this.#catchingUp = undefined;
  }

  #lookAgain(): Awaitable<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const looked = this.#look();
      if (isPromise(looked)) return looked;
    }
  }

  #look(): Awaitable<void> {
    // The agenda is asked for first, so that what becomes due while the rest is told is still on it.
    const asked = this.clock.now();
    if (asked >= this.#due) this.#timed = true;
    try {
      return followed(this.store.agenda(), (agenda) => {
        // The answer may have moved the clock on (a server's clock learns from it): the earlier moment misses nothing.
        const at = Math.min(asked, this.clock.now());
        this.#beat = Math.min(this.#timed ? NEVER : this.#beat, at + LOOK_AGAIN_AFTER);
        return this.#isQuiet(agenda) ? this.#rest(agenda, at) : this.#tell(agenda, at);
      });
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #isQuiet({ urgent, passed, vanished }: Agenda): boolean {
    return urgent === this.#urgent && passed.length === 0 && vanished.length === 0 && this.#followers.size === 0;
  }

  async #tell(agenda: Agenda, at: number): Promise<void> {
    // In a later microtask: a listener may call `catchUp`, and `#catchingUp` must be set by then.
    await undefined;
    await this.#tellPassed(agenda);
    const timed = this.#timed;
    this.#timed = false;
    let failed = false;
    for (const follower of this.#followers)
      try {
        if (await follower(timed)) this.#again = true;
      } catch (error) {
        failed = true;
        this.news.emit("error", { error });
      }
    if (agenda.urgent !== this.#urgent) await this.#tellUrgency();
    await this.#rest(agenda, at, failed);
  }

  #tellPassed({ passed, vanished }: Agenda): Awaitable<void> {
    for (const { what, ticket, claim } of passed)
      this.news.tell(what, { ticket, ...(what === "released" && { vanished: true }), ...claim });
    if (vanished.length > 0) return this.#tellVanished(vanished);
  }

  /**
   * Forgets what is old enough, or sleeps until something is due.
   *
   * @param failed what has failed is to be tried again.
   */
  #rest({ now, nextChange = NEVER, oldestClosed }: Agenda, at: number, failed = false): Awaitable<void> {
    const oldestGoes = oldestClosed === undefined ? NEVER : oldestClosed + this.retention;
    if (oldestGoes <= now) return this.#purge(now - this.retention);
    // The store may have a clock of its own, a server's: what is slept is the difference.
    const due = Math.min(nextChange, oldestGoes) - now + at;
    this.#setTimer(Math.min(due, this.store.shared ? this.#beat : NEVER, failed ? at + LOOK_AGAIN_AFTER : NEVER));
  }

  async #tellVanished(agents: readonly string[]): Promise<void> {
    for (const agent of agents) {
      const claims = await this.store.claims({ agent });
      const serving = claims.filter(({ state }) => state === "active").map(({ ticket }) => ticket);
      this.news.tell("vanished", { agent, serving });
    }
  }

  async #tellUrgency(): Promise<void> {
    const urgency = await urgencyIn(this.store);
    if (urgency.urgent === this.#urgent) return;
    this.#urgent = urgency.urgent;
    this.news.emit("urgency", urgency);
  }

  #purge(before: number): Awaitable<void> {
    return followed(this.store.purge(before, PURGED_AT_ONCE), (tickets) => {
      // None, where another center was faster.
      if (tickets > 0) this.news.emit("purged", { tickets });
      this.#again = true;
    });
  }

  #setTimer(at: number): void {
    this.#cancelTimer();
    this.#due = at;
    if (this.#stopped || at === NEVER) return;
    if (at <= this.clock.now()) this.#again = true;
    else this.#cancelTimer = this.clock.wake(at, () => void this.catchUp());
  }
}
