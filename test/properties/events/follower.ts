import type { Case, Center, CenterEvents, TicketState } from "proximo";
import { agree } from "../agree.ts";

interface Followed {
  state: TicketState;
  readonly outbound: boolean;
  agent?: string | undefined;
  /** What time has made of it since it was last given a schedule. */
  once: Set<string>;
}

type About = { readonly ticket: Case; readonly agent?: string; readonly state?: string };

/** From which states an event leads, and to which; where it says nothing, the ticket that is told of does. */
const MOVES: { readonly [event: string]: { from: readonly TicketState[]; to?: TicketState } } = {
  promoted: { from: ["held"], to: "waiting" },
  escalated: { from: ["waiting"], to: "waiting" },
  tooLong: { from: ["waiting"], to: "waiting" },
  claimed: { from: ["waiting", "offered"], to: "active" },
  offered: { from: ["waiting"], to: "offered" },
  refused: { from: ["offered"], to: "waiting" },
  withdrawn: { from: ["offered"], to: "waiting" },
  lapsed: { from: ["offered"], to: "waiting" },
  released: { from: ["offered", "active"] },
  updated: { from: ["waiting", "held"] },
  completed: { from: ["offered", "active"], to: "completed" },
  cancelled: { from: ["held", "waiting", "offered", "active", "cancelled"], to: "cancelled" },
  held: { from: ["waiting", "held"], to: "held" },
};
const ONCE = new Set(["promoted", "escalated", "tooLong"]);

/** Knows of every ticket what the events tell, and nothing else. */
export class EventFollower {
  readonly tickets = new Map<string, Followed>();
  urgent = false;
  /** Whether the step under way gives a ticket a schedule, or takes it away. */
  reschedules = false;

  #wrong: unknown;

  constructor(private readonly center: Center) {
    this.#on("enqueued", ({ ticket: { id, state, direction } }) => {
      agree([id, this.tickets.has(id)], [id, false]);
      this.tickets.set(id, { state, outbound: direction === "outbound", once: new Set() });
    });
    for (const event of Object.keys(MOVES) as (keyof CenterEvents)[])
      this.#on(event, (told) => this.#moves(event, told as About));
    this.#on("urgency", ({ urgent }) => {
      agree(urgent, !this.urgent);
      this.urgent = urgent;
    });
    this.#on("error", ({ error }) => {
      throw error;
    });
  }

  /** That things are as it was told. That the gate lets a ticket wait again is told by no event. */
  async compare(): Promise<void> {
    if (this.#wrong !== undefined) throw this.#wrong;
    for (const [id, known] of this.tickets) {
      const state = (await this.center.get(id))?.state;
      if (known.outbound && known.state === "held" && state === "waiting") known.state = state;
      agree([id, known.state], [id, state]);
    }
    const claims = (await this.center.claims()).map(({ ticket, agent }) => `${ticket.id} ${agent}`);
    const given = [...this.tickets].filter(([, { agent }]) => agent !== undefined);
    agree(claims.sort(), given.map(([id, { agent }]) => `${id} ${agent}`).sort());
    agree(this.urgent, (await this.center.urgency()).urgent);
  }

  #on<Name extends keyof CenterEvents>(event: Name, hear: (told: CenterEvents[Name]) => void): void {
    this.center.on(event, (told) => {
      try {
        hear(told);
      } catch (error) {
        this.#wrong ??= error;
      }
    });
  }

  #moves(event: string, { ticket, agent, state }: About): void {
    const known = this.tickets.get(ticket.id);
    if (known === undefined) throw new Error(`${event} was told of ${ticket.id}, which nobody has heard of`);
    const { from, to = ticket.state } = MOVES[event]!;
    const before = known.outbound && known.state === "held" && !from.includes("held") ? "waiting" : known.state;
    if (!from.includes(before)) throw new Error(`${event} was told of ${ticket.id}, which was ${before}`);
    // Whose it was, and how.
    if (state !== undefined) agree([agent, state], [known.agent, known.state]);
    else if (event === "cancelled") agree(known.agent, undefined);
    if (event === "claimed" && before === "offered") agree(agent, known.agent);
    if (ONCE.has(event)) agree([event, known.once.has(event)], [event, false]);
    if (this.reschedules && (event === "updated" || event === "released")) known.once.clear();
    else if (ONCE.has(event)) known.once.add(event);
    known.state = to;
    known.agent = to === "offered" || to === "active" ? agent : undefined;
  }
}
