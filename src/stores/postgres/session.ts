import type { Clock } from "../../model/clock.ts";
import type { StoreSetup } from "../store.ts";
import { ServerClock } from "./clock.ts";
import type { Database, Parameter } from "./database.ts";
import { migrate } from "./migrations.ts";

/** The database, once it is opened: and the time and the lead that go with every step. */
export class Session {
  #given: Clock | undefined;
  #lead = 0;
  #opening: Promise<Clock> | undefined;
  readonly #server = new ServerClock();

  constructor(readonly database: Database) {}

  /** The first to open it decides on clock and lead; where that failed, the next one does. */
  async open(setup: StoreSetup): Promise<Clock> {
    this.#opening ??= this.#open(setup);
    try {
      return await this.#opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  /** The time given: null stands for the server's own. */
  get now(): Parameter {
    return ["bigint", this.#given?.now()];
  }

  /** What every step needs that lets in whoever is due. */
  get time(): readonly [now: Parameter, lead: Parameter] {
    return [this.now, ["bigint", this.#lead]];
  }

  /** Asks what tells the time as well, and sets the clock by it. */
  ask<Answer extends { readonly now: number }>(question: () => Promise<Answer>): Promise<Answer> {
    return this.#server.ask(question, ({ now }) => now);
  }

  async #open({ clock, promotionLead }: StoreSetup): Promise<Clock> {
    await migrate(this.database);
    this.#given = clock;
    this.#lead = promotionLead;
    if (clock !== undefined) return clock;
    await this.#server.ask(() => this.database.call<number>("moment", ["bigint", null]), Number);
    return this.#server;
  }
}
