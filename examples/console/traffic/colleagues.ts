import type { Claim } from "proximo";
import type { Random } from "../../day/random.ts";
import type { Note } from "../contact.ts";
import type { ConsoleCenter } from "../opening.ts";
import { abilities, type Person, STAFF } from "../staff.ts";
import type { Pace } from "./pace.ts";

const SECOND = 1_000;
/** How long a contact takes to serve, on average, and how far that spreads (standard deviation over mean). */
const HANDLING = { mean: 26 * SECOND, variation: 0.7 };
/** Between two tickets, and before looking again where there was none. */
const BREATH = 2 * SECOND;
/** One in so many is given back, to its own place. */
const GIVEN_BACK = 0.04;

interface Room {
  readonly center: ConsoleCenter;
  readonly pace: Pace;
  readonly random: Random;
}

/** The simulated colleagues: each presses Next, serves, and presses Next again. */
export class Colleagues {
  constructor(
    private readonly room: Room,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** They go on with what they were serving when the console was last stopped, or killed. */
  async start(): Promise<void> {
    for (const person of STAFF.filter(({ simulated }) => simulated)) {
      const [claim] = await this.room.center.claims({ agent: person.id });
      if (claim === undefined) this.#later(person, () => this.#next(person));
      else this.#serve(person, claim);
    }
  }

  async #next(person: Person): Promise<void> {
    const claim = await this.room.center.next(abilities(person));
    if (claim === undefined) this.#later(person, () => this.#next(person));
    else this.#serve(person, claim);
  }

  #serve(person: Person, claim: Claim<Note>): void {
    const { pace, random } = this.room;
    pace.after(random.lognormal(HANDLING.mean, HANDLING.variation), () => {
      const settle = async () => {
        // Somebody else may have cancelled the ticket meanwhile.
        if ((await this.room.center.claim(claim.token)) !== undefined)
          await (random.chance(GIVEN_BACK) ? claim.release() : claim.complete());
        this.#later(person, () => this.#next(person));
      };
      settle().catch(this.failed);
    });
  }

  #later(person: Person, act: () => Promise<void>): void {
    const { pace, random } = this.room;
    pace.after(random.exponential(BREATH), () => {
      act().catch((error) => {
        this.failed(error);
        this.#later(person, act);
      });
    });
  }
}
