import { systemClock } from "../../model/clock.ts";
import type { Database } from "./database.ts";
import type { PostgresConnection, PostgresPool } from "./pool.ts";
import { identifier } from "./quoting.ts";

/** After how long a lost connection is sought again, in milliseconds. */
const PAUSE = 1_000;

/**
 * What centers tell each other, by NOTIFY on a channel with the schema's name: in statements of their own, since it makes
 * all that commits with it queue up.
 */
export class Bulletins {
  readonly #hearers = new Set<(message: string) => void>();
  readonly #channel: string;
  #starting: Promise<void> | undefined;
  #end: (() => void) | undefined;
  #cancelRetry = () => {};

  constructor(
    private readonly pool: PostgresPool,
    private readonly database: Database,
  ) {
    this.#channel = identifier(database.schema);
  }

  async broadcast(message: string): Promise<void> {
    await this.database.query("SELECT pg_notify($1::text, $2::text)", [this.database.schema, message]);
  }

  async listen(hear: (message: string) => void): Promise<() => void> {
    const own = (message: string) => hear(message);
    this.#hearers.add(own);
    this.#starting ??= this.#start();
    await this.#starting;
    return () => {
      this.#hearers.delete(own);
      if (this.#hearers.size === 0) this.close();
    };
  }

  close(): void {
    this.#hearers.clear();
    this.#cancelRetry();
    this.#starting = undefined;
    this.#end?.();
    this.#end = undefined;
  }

  /** Nothing rests on being heard: where it cannot start, it is tried again later. */
  async #start(): Promise<void> {
    try {
      if (this.pool.listen !== undefined) await this.#listenDirectly(this.pool.listen.bind(this.pool));
      else if (this.pool.connect !== undefined && this.pool.options?.max !== 1)
        await this.#listenOn(await this.pool.connect());
    } catch {
      this.#startLater();
    }
  }

  async #listenDirectly(listen: NonNullable<PostgresPool["listen"]>): Promise<void> {
    const unlisten = await listen(this.#channel, (message) => this.#tell(message));
    this.#endWith(() => void unlisten().then(undefined, () => {}));
  }

  async #listenOn(connection: PostgresConnection): Promise<void> {
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      connection.release?.(true);
    };
    const lost = () => {
      if (over) return;
      end();
      this.#end = undefined;
      this.#startLater();
    };
    connection.on("error", lost);
    connection.on("end", lost);
    connection.on("notification", ({ channel, payload }) => {
      if (!over && channel === this.database.schema) this.#tell(payload ?? "");
    });
    try {
      await connection.query(`LISTEN ${this.#channel}`);
    } catch {
      lost();
      return;
    }
    if (!over) this.#endWith(end);
  }

  #endWith(end: () => void): void {
    if (this.#hearers.size === 0) end();
    else this.#end = end;
  }

  #startLater(): void {
    if (this.#hearers.size === 0) return;
    this.#cancelRetry();
    this.#cancelRetry = systemClock.wake(systemClock.now() + PAUSE, () => void this.#start());
  }

  #tell(message: string): void {
    for (const hear of this.#hearers) hear(message);
  }
}
