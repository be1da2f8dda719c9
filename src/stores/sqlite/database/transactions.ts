import { ProximoError } from "../../../model/errors.ts";
import { Batch, type Outcome } from "../../connection/batch.ts";
import type { Connection } from "./connection.ts";
import { isRefusal } from "./errors.ts";
import { checkVersion } from "./open.ts";

/** What is known of the file without reading it again. It is good for as long as nobody else writes. */
export interface Cache {
  /** Somebody else has written, or what was done has been taken back. */
  forget(): void;
  /** Writes what was gathered; called before each commit. */
  flush?(): void;
}

type Step = () => unknown;

/** Thrown by a step that is to be run again, in another transaction: what it has done so far stands by itself. */
export const LATER = new Error("later");
const PUT_OFF: Outcome<unknown> = { value: LATER };

/** How many calls share a transaction at the most: enough to write each page once, few enough not to hold up the process. */
const MOST = 1_000;

/** Which transactions used a handle last. `data_version` tells of other connections only. */
const latest = new WeakMap<object, Transactions>();

/**
 * Carries out the calls that wait together in one transaction, with one sync.
 *
 * A call checks before it writes, so one that is refused has changed nothing, and the others go on. Only the database can
 * stop a call half-way (a full disk): then all of it is rolled back, and the calls are run again one by one, each in a
 * transaction of its own. That spares a savepoint for each call.
 */
export class Transactions {
  readonly #batch = new Batch<Step, unknown>((steps) => this.#run(steps), { most: MOST, lanes: 1, soon: setImmediate });
  readonly #dataVersion;
  readonly #caches: Cache[] = [];
  #seenVersion: number | undefined;
  #toScrub = false;

  constructor(private readonly connection: Connection) {
    this.#dataVersion = connection.prepare<{ data_version: number }>("PRAGMA data_version");
  }

  keep(cache: Cache): void {
    this.#caches.push(cache);
  }

  /** Resolves once what the step did is committed. */
  run<Result>(step: () => Result): Promise<Result> {
    return this.#batch.add(step).then((result) => (result === LATER ? this.run(step) : (result as Result)));
  }

  idle(): Promise<void> {
    return this.#batch.idle();
  }

  /** Once this transaction is committed, nothing that it erased is to linger in the write-ahead log. */
  scrub(): void {
    this.#toScrub = true;
  }

  #run(steps: readonly Step[]): readonly Outcome<unknown>[] {
    try {
      return this.#together(steps);
    } catch (error) {
      if (steps.length === 1 || isUnavailable(error)) throw error;
      return steps.flatMap((step) => this.#alone(step));
    } finally {
      if (this.#toScrub) this.#truncateLog();
    }
  }

  #alone(step: Step): readonly Outcome<unknown>[] {
    try {
      return this.#together([step]);
    } catch (error) {
      return [{ error }];
    }
  }

  #together(steps: readonly Step[]): readonly Outcome<unknown>[] {
    this.connection.exec("BEGIN IMMEDIATE");
    try {
      this.#lookWhoWrote();
      const outcomes = inOrder(steps);
      for (const cache of this.#caches) cache.flush?.();
      this.connection.exec("COMMIT");
      return outcomes;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #lookWhoWrote(): void {
    const version = this.#dataVersion.get()!.data_version;
    if (version === this.#seenVersion && latest.get(this.connection.database) === this) return;
    checkVersion(this.connection);
    for (const cache of this.#caches) cache.forget();
    this.#seenVersion = version;
    latest.set(this.connection.database, this);
  }

  #rollBack(): void {
    for (const cache of this.#caches) cache.forget();
    try {
      this.connection.exec("ROLLBACK");
    } catch {
      // After some errors, a full disk among them, SQLite has rolled back by itself.
    }
  }

  /** A reader in another process prevents it: then it is tried again after the next batch, and not waited for. */
  #truncateLog(): void {
    try {
      const [patience] = this.connection.prepare<{ timeout: number }>("PRAGMA busy_timeout").all();
      this.connection.exec("PRAGMA busy_timeout = 0");
      try {
        const [done] = this.connection.prepare<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)").all();
        this.#toScrub = done?.busy === 1;
      } finally {
        this.connection.exec(`PRAGMA busy_timeout = ${patience?.timeout ?? 0}`);
      }
    } catch {
      // Whoever called has their answer all the same: what they asked for is committed.
    }
  }
}

/** Where one is put off, so are those behind it. */
function inOrder(steps: readonly Step[]): readonly Outcome<unknown>[] {
  let putOff = false;
  return steps.map((step) => {
    const outcome = putOff ? PUT_OFF : outcomeOf(step);
    putOff = outcome === PUT_OFF;
    return outcome;
  });
}

function outcomeOf(step: Step): Outcome<unknown> {
  try {
    return { value: step() };
  } catch (error) {
    if (error === LATER) return PUT_OFF;
    if (isRefusal(error)) return { error };
    throw error;
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof ProximoError && error.code === "STORE_UNAVAILABLE";
}
