import { systemClock } from "../../model/clock.ts";
import { getOrInsertComputed } from "../../model/map.ts";

/** After how long a lost connection is sought again, and what was refused is asked for again, in milliseconds. */
const PAUSE = 1_000;

type Hear = (message: string) => void;

/** A connection that only listens, until it is ended or lost. */
export interface Subscriber {
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  end(): void;
}

/** Opens one. @param lost called once it will hear nothing more. */
export type OpenSubscriber = (
  tell: (channel: string, message: string) => void,
  lost: () => void,
) => Promise<Subscriber>;

/**
 * The connection on which the centers over a client, or a pool, hear what others tell. It is one for all of them, and open
 * for as long as any is: were it one for each, ten tenants would have used up a pool of ten.
 *
 * Nothing rests on being heard: where there is no connection, or no right to listen, it is sought again later.
 */
export class Listener {
  static readonly #ofClients = new WeakMap<object, Listener>();
  readonly #hearers = new Map<string, Set<Hear>>();
  #subscriber: Promise<Subscriber> | undefined;
  #cancelRetry = () => {};

  private constructor(private readonly open: OpenSubscriber) {}

  /** @param open how, the first time that this client is asked for. */
  static of(client: object, open: OpenSubscriber): Listener {
    return getOrInsertComputed(Listener.#ofClients, client, () => new Listener(open));
  }

  /** Hears what is told on a channel, once this resolves; what it returns ends that. */
  async hear(channel: string, hear: Hear): Promise<() => void> {
    const hearers = this.#hearers.get(channel) ?? new Set();
    const own: Hear = (message) => hear(message);
    this.#hearers.set(channel, hearers.add(own));
    await this.#listen(channel);
    return () => {
      if (hearers.delete(own) && hearers.size === 0) this.#leave(channel);
    };
  }

  async #listen(channel: string): Promise<void> {
    this.#subscriber ??= this.#opened();
    try {
      await (await this.#subscriber).subscribe(channel);
    } catch {
      this.#listenLater();
    }
  }

  #leave(channel: string): void {
    this.#hearers.delete(channel);
    const subscriber = this.#subscriber;
    if (this.#hearers.size === 0) {
      this.#cancelRetry();
      this.#subscriber = undefined;
      subscriber?.then((one) => one.end()).catch(() => {});
    } else subscriber?.then((one) => one.unsubscribe(channel)).catch(() => {});
  }

  #opened(): Promise<Subscriber> {
    const tell = (channel: string, message: string) => {
      for (const hear of this.#hearers.get(channel) ?? []) hear(message);
    };
    const lost = () => {
      if (this.#subscriber !== opened) return;
      this.#subscriber = undefined;
      this.#listenLater();
    };
    const opened = this.open(tell, lost);
    opened.catch(lost);
    return opened;
  }

  #listenLater(): void {
    this.#cancelRetry();
    if (this.#hearers.size === 0) return;
    this.#cancelRetry = systemClock.wake(systemClock.now() + PAUSE, () => {
      for (const channel of this.#hearers.keys()) void this.#listen(channel);
    });
  }
}
