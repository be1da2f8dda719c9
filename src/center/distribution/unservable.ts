import { unservable } from "../../distribution/unservable.ts";
import type { Agent } from "../../model/agent.ts";
import type { Case } from "../../model/case.ts";
import type { Emitter } from "../../model/emitter.ts";
import type { Lane, Store } from "../../stores/store.ts";
import type { CenterEvents } from "../events/events.ts";
import type { Timekeeper } from "../timekeeper.ts";

/** With these a ticket waits, or is held. */
const ARRIVALS = ["enqueued", "updated", "released", "refused", "withdrawn", "lapsed", "promoted", "held"] as const;

/** Tells of tickets that nobody who is registered could serve, present or not. */
export class UnservableWatch {
  /** Kinds of tickets that were looked at since what the agents can serve has changed. */
  readonly #judged = new Set<string>();
  /** Those of them that nobody could serve, and that was told. */
  #told = new Set<string>();
  /** Some may be on hold: of those that the gate lets wait again, no event tells. */
  #someHeld = true;
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(
    private readonly store: Store,
    private readonly timekeeper: Timekeeper,
    private readonly events: Emitter<CenterEvents>,
  ) {}

  /** The lanes of the line, as things are now. */
  async find(): Promise<readonly Lane[]> {
    const [agents, heads] = await Promise.all([this.store.agents.list(), this.store.lanes(() => 1)]);
    return unservable(agents.map(idle), heads).map(({ first: _, ...lane }) => lane);
  }

  /**
   * Looks at the line now, at every ticket that comes, and at the line again when what agents can serve has changed or what
   * was held may wait.
   *
   * @returns a function that ends it.
   */
  async begin(): Promise<() => void> {
    const seen = ({ ticket: { channel, skills, state } }: { readonly ticket: Case }) => {
      if (state === "held") this.#someHeld = true;
      else if (state === "waiting") void this.#judge({ channel, skills, promoted: false, waiting: 1 });
    };
    const ends = [
      this.timekeeper.follow(async (timed) => {
        if (timed && (this.#someHeld || this.store.shared)) await this.#seeReopened();
        return false;
      }),
      ...ARRIVALS.map((event) => this.events.on(event, seen)),
      this.events.on("channel", () => this.#lookAgain()),
      this.events.on("agent", ({ status, before }) => {
        if (before === undefined || abilitiesOf(before) !== abilitiesOf(status)) this.#lookAgain();
      }),
      this.events.on("departed", () => this.#lookAgain()),
      this.events.on("elsewhere", ({ event }) => {
        if (event === "departed") this.#lookAgain();
        else if (event === "agent") this.#judged.clear();
      }),
    ];
    const end = () => {
      for (const each of ends) each();
    };
    await this.#look().catch((error: unknown) => {
      end();
      throw error;
    });
    return end;
  }

  /** One look at a time: of changes that come meanwhile, all are seen by the next. */
  #lookAgain(): void {
    this.#again = true;
    this.#looking ??= this.#lookOn();
  }

  async #lookOn(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#look().catch((error: unknown) => this.events.emit("error", { error }));
    }
    this.#looking = undefined;
  }

  async #look(): Promise<void> {
    this.#judged.clear();
    const lanes = await this.find();
    const untold = lanes.filter((lane) => !this.#told.has(keyOf(lane)));
    this.#told = new Set(lanes.map(keyOf));
    if (untold.length > 0) this.events.emit("unservable", { lanes: untold });
  }

  async #seeReopened(): Promise<void> {
    this.#someHeld = (await this.store.counts()).held > 0;
    for (const { first: _, ...lane } of await this.store.lanes(() => 1)) await this.#judge(lane);
  }

  async #judge(lane: Lane): Promise<void> {
    const key = keyOf(lane);
    if (this.#judged.has(key)) return;
    this.#judged.add(key);
    try {
      const agents = await this.store.agents.list();
      const lanes = unservable(agents.map(idle), [lane]);
      const isTold = this.#told.has(key);
      if (lanes.length === 0) this.#told.delete(key);
      else this.#told.add(key);
      if (lanes.length > 0 && !isTold) this.events.emit("unservable", { lanes });
    } catch (error) {
      this.#judged.delete(key);
      this.events.emit("error", { error });
    }
  }
}

/** Whom an agent could ever serve; presence and what they have do not count. */
function abilitiesOf({ channels, skills, capacity }: Agent): string {
  return JSON.stringify([channels, skills, capacity]);
}

function keyOf({ channel, skills }: Pick<Lane, "channel" | "skills">): string {
  return JSON.stringify([channel, skills]);
}

/** As if they had nothing. */
function idle({ id, channels, skills, capacity }: Agent) {
  return { id, channels, skills, room: capacity.total, roomByChannel: capacity.byChannel };
}
