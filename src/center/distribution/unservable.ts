import { unservable } from "../../distribution/unservable.ts";
import type { Agent } from "../../model/agent.ts";
import type { Case } from "../../model/case.ts";
import type { Emitter } from "../../model/emitter.ts";
import type { Lane, Store } from "../../stores/store.ts";
import type { CenterEvents } from "../news/events.ts";

/** Tells of tickets that nobody who is registered could serve, present or not. */
export class UnservableWatch {
  /** What was found of each kind of ticket, until the agents change. */
  readonly #judged = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly events: Emitter<CenterEvents>,
  ) {}

  /** The lanes of the line, as things are now. */
  async find(): Promise<readonly Lane[]> {
    const [agents, heads] = await Promise.all([this.store.agents.list(), this.store.lanes(() => 1)]);
    return unservable(agents.map(idle), heads).map(withoutTickets);
  }

  /** Looks at the line now, and at every ticket that comes. @returns a function that ends it. */
  async begin(): Promise<() => void> {
    const seen = ({ ticket }: { readonly ticket: Case }) => this.#judge(ticket);
    const anew = () => this.#judged.clear();
    const ends = [
      ...(["enqueued", "updated", "released", "promoted"] as const).map((event) => this.events.on(event, seen)),
      ...(["agent", "departed"] as const).map((event) => this.events.on(event, anew)),
      this.events.on("elsewhere", ({ event }) => (event === "agent" || event === "departed") && anew()),
    ];
    const lanes = await this.find();
    for (const lane of lanes) this.#judged.add(keyOf(lane));
    if (lanes.length > 0) this.events.emit("unservable", { lanes });
    return () => {
      for (const end of ends) end();
    };
  }

  async #judge({ channel, skills, state }: Case): Promise<void> {
    const key = keyOf({ channel, skills });
    if (state !== "waiting" || this.#judged.has(key)) return;
    this.#judged.add(key);
    try {
      const agents = await this.store.agents.list();
      const lanes = unservable(agents.map(idle), [{ channel, skills, promoted: false, waiting: 1 }]);
      if (lanes.length > 0) this.events.emit("unservable", { lanes });
    } catch (error) {
      this.#judged.delete(key);
      this.events.emit("error", { error });
    }
  }
}

function keyOf({ channel, skills }: Pick<Lane, "channel" | "skills">): string {
  return JSON.stringify([channel, skills]);
}

/** As if they had nothing. */
function idle({ id, channels, skills, capacity }: Agent) {
  return { id, channels, skills, room: capacity.total, roomByChannel: capacity.byChannel };
}

function withoutTickets({ first: _, ...lane }: Lane & { readonly first: unknown }): Lane {
  return lane;
}
