import { systemClock } from "../../model/clock.ts";
import { type Lender, lends, lent } from "./lending.ts";
import type { PostgresConnection, PostgresPool } from "./pool.ts";
import { identifier } from "./quoting.ts";

/** After how long a lost connection is sought again, in milliseconds. */
const PAUSE = 1_000;

type Hear = (message: string) => void;

/**
 * The connection of a pool on which the centers over it hear what others tell. It is one for all of them, and lent for as
 * long as any is open: were it one for each, ten tenants would have used up a pool of ten.
 *
 * Nothing rests on being heard: where there is no connection, it is sought again later.
 */
export class Listener {
  static readonly #ofPools = new WeakMap<PostgresPool, Listener>();
  readonly #hearers = new Map<string, Set<Hear>>();
  #connection: Promise<Connection | undefined> | undefined;
  #cancelRetry = () => {};

  private constructor(private readonly pool: Lender) {}

  /** Undefined for a pool that has no connection to lend for long. */
  static of(pool: PostgresPool): Listener | undefined {
    if (!lends(pool) || pool.options?.max === 1) return undefined;
    let listener = Listener.#ofPools.get(pool);
    if (listener === undefined) {
      listener = new Listener(pool);
      Listener.#ofPools.set(pool, listener);
    }
    return listener;
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
    this.#connection ??= this.#connected();
    await (await this.#connection)?.run(`LISTEN ${identifier(channel)}`);
  }

  #leave(channel: string): void {
    this.#hearers.delete(channel);
    void this.#connection?.then((connection) => {
      if (this.#hearers.size === 0) {
        this.#cancelRetry();
        this.#connection = undefined;
        connection?.end();
      } else if (!this.#hearers.has(channel)) void connection?.run(`UNLISTEN ${identifier(channel)}`);
    });
  }

  async #connected(): Promise<Connection | undefined> {
    const tell: Tell = ({ channel, payload = "" }) => {
      for (const hear of this.#hearers.get(channel) ?? []) hear(payload);
    };
    try {
      return await lent(this.pool, (one) => new Connection(one, tell, () => this.#reconnectLater()));
    } catch {
      this.#reconnectLater();
      return undefined;
    }
  }

  #reconnectLater(): void {
    this.#cancelRetry();
    if (this.#hearers.size === 0) return;
    this.#cancelRetry = systemClock.wake(systemClock.now() + PAUSE, () => {
      this.#connection = undefined;
      for (const channel of this.#hearers.keys()) void this.#listen(channel);
    });
  }
}

type Tell = (notification: { readonly channel: string; readonly payload?: string | undefined }) => void;

/** One that is lent, until it ends or is lost. */
class Connection {
  #over = false;
  /** One statement at a time, as `pg` wants it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly lent: PostgresConnection,
    tell: Tell,
    private readonly lost: () => void,
  ) {
    lent.on("error", () => this.#lose());
    lent.on("end", () => this.#lose());
    lent.on("notification", (notification) => {
      if (!this.#over) tell(notification);
    });
  }

  run(statement: string): Promise<unknown> {
    this.#last = this.#last.then(() => this.#over || this.lent.query(statement)).catch(() => this.#lose());
    return this.#last;
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.lent.release?.(true);
  }

  #lose(): void {
    if (this.#over) return;
    this.end();
    this.lost();
  }
}
