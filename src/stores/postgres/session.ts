import type { Clock } from "../../model/clock.ts";
import { ServerClock } from "../connection/server-clock.ts";
import type { StoreSetup } from "../store.ts";
import type { Call, Database, Parameter } from "./database.ts";
import { migrate } from "./migrations.ts";
import { Readings } from "./readings.ts";

/** What a function answers that has done nothing yet: at that moment, something was due. */
interface Late {
  readonly due: number;
}

/** The database, once it is opened: with the time, and what time brings. */
export class Session {
  #given: Clock | undefined;
  #lead = 0;
  #opening: Promise<Clock> | undefined;
  readonly #server = new ServerClock();
  readonly #readings = new Readings();

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

  /** What every step needs that puts a ticket where it stands. */
  get time(): readonly [now: Parameter, lead: Parameter] {
    return [this.now, ["bigint", this.#lead]];
  }

  /** What a function answers, once all that is due has happened. */
  async call<Answer>(name: string, ...parameters: readonly Parameter[]): Promise<Answer> {
    const [answer] = await this.callAll<Answer>([{ name, parameters }]);
    return answer as Answer;
  }

  /** Several calls in one statement. Those that find something due are made again after it. */
  callAll<Answer>(calls: readonly Call[]): Promise<readonly Answer[]> {
    return this.#inTime(() => this.#callAll<Answer>(calls));
  }

  async #callAll<Answer>(calls: readonly Call[]): Promise<readonly Answer[]> {
    const answers = [...(await this.database.callAll<Answer | Late>(calls))];
    for (let late = lateIn(answers); late.length > 0; late = lateIn(answers)) {
      await this.#pass(Math.max(...late.map((place) => (answers[place] as Late).due)));
      const again = await this.database.callAll<Answer | Late>(late.map((place) => calls[place]!));
      late.forEach((place, n) => {
        answers[place] = again[n]!;
      });
    }
    return answers as Answer[];
  }

  /** Asks what tells the time as well, and sets the clock by it. */
  ask<Answer extends { readonly now: number }>(name: string, ...parameters: readonly Parameter[]): Promise<Answer> {
    return this.#inTime(() => this.#ask<Answer>(name, parameters));
  }

  async #ask<Answer extends { readonly now: number }>(name: string, parameters: readonly Parameter[]): Promise<Answer> {
    for (;;) {
      const answer = await this.#server.ask(
        () => this.database.call<Answer | Late>(name, ...parameters),
        (told) => ("due" in told ? told.due : told.now),
      );
      if (!("due" in answer)) return answer;
      await this.#pass(answer.due);
    }
  }

  #inTime<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return this.#given === undefined ? ask() : this.#readings.follow(this.#given.now(), ask);
  }

  /** Lets happen what is due by then, a few at a time: in transactions of their own, so that their locks are nobody else's. */
  async #pass(moment: number): Promise<void> {
    for (let name = "pass"; ; ) {
      const parameters: Parameter[] = [
        ["bigint", moment],
        ["bigint", this.#lead],
      ];
      const { done, left } = await this.database.call<{ done: number; left: boolean }>(name, ...parameters);
      if (!left) return;
      name = name === "pass" && done === 0 ? "pass_one" : "pass";
    }
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

function lateIn(answers: readonly unknown[]): number[] {
  return [...answers.keys()].filter((place) => {
    const answer = answers[place];
    return typeof answer === "object" && answer !== null && "due" in answer;
  });
}
