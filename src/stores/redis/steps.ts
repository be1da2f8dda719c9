import { DEFAULT_CHANNELS } from "../../channels/defaults.ts";
import type { Clock } from "../../model/clock.ts";
import { ProximoError } from "../../model/errors.ts";
import { ServerClock } from "../connection/server-clock.ts";
import type { StoreSetup } from "../store.ts";
import { open } from "./scripts/open.ts";
import type { Connection, Reply } from "./server/connection.ts";
import type { Script } from "./server/script.ts";
import { settingsOf } from "./words.ts";

/**
 * Of what is stored, and how. A program that meets a later one leaves it alone, and brings an earlier one up to date; whatever
 * still runs with that is to be stopped first. 2: agents, offers, reservations, limits. 3: when time will next change something.
 */
const SCHEMA = 3;

/** Takes steps in the life of tickets: each one script, at the time of the store's clock. */
export class Steps {
  #opened: Promise<Clock> | undefined;
  /** Injected; without it, each script reads the server's. */
  #clock: Clock | undefined;
  #lead = 0;
  readonly #serverClock = new ServerClock();

  constructor(private readonly connection: Connection) {}

  /** Whoever comes first sets clock and lead. @throws ProximoError `STORE_NEWER` */
  open(setup: StoreSetup): Promise<Clock> {
    this.#opened ??= this.#open(setup).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  run(script: Script, ...args: readonly string[]): Promise<Reply> {
    const now = this.#clock === undefined ? "" : String(this.#clock.now());
    return this.connection.run(script, [now, String(this.#lead), ...args]);
  }

  /** As `run`, where the answer tells the server's time, by which the clock is set. */
  ask(script: Script, nowIn: (answer: Reply) => number): Promise<Reply> {
    return this.#serverClock.ask(() => this.run(script), nowIn);
  }

  async #open({ clock, promotionLead }: StoreSetup): Promise<Clock> {
    const channels = DEFAULT_CHANNELS.flatMap((channel, place) => [channel.id, settingsOf(channel) + place]);
    const [version] = await this.#serverClock.ask(
      async () => (await this.connection.run(open, ["", "0", String(SCHEMA), ...channels])) as [string, number],
      ([, microseconds]) => Math.floor(Number(microseconds) / 1_000),
    );
    if (Number(version) > SCHEMA) {
      const message = `expected data of schema ${SCHEMA} or earlier, got ${version}, which a newer version of Proximo wrote`;
      throw new ProximoError("STORE_NEWER", message);
    }
    this.#clock = clock;
    this.#lead = promotionLead;
    return clock ?? this.#serverClock;
  }
}
