import { canHave, loneLane, proposeLone } from "../../distribution/lone.ts";
import { type Assigned, propose } from "../../distribution/propose.ts";
import { depthOf } from "../../distribution/selection/reach.ts";
import { type Candidate, candidatesOf, type Knowledge, type Plan, planOf } from "../../distribution/strategy.ts";
import { Workforce } from "../../distribution/workforce.ts";
import type { Agent } from "../../model/agent.ts";
import { type Awaitable, everyOne, followed } from "../../model/awaitable.ts";
import type { Emitter } from "../../model/emitter.ts";
import type { Lane, Store } from "../../stores/store.ts";
import type { Claim } from "../claims/claim.ts";
import type { Claims } from "../claims/claims.ts";
import type { CenterEvents } from "../events/events.ts";
import type { Distribution } from "../options.ts";

/** A round that saw too little of a lane is made again, so many times as deep; and how deep the last of them is. */
const DEEPER = 8;
const DEEPEST = DEEPER ** 6;
/**
 * For the first so many lanes, the agents are gone through one by one, which is enough for most rounds. From then on it
 * takes less time to make a workforce.
 */
const GLANCES = 4;

/** Looks at the agents who have room and at the head of the line, and offers what a strategy makes of them. */
export class Distributor<Data> {
  readonly #turns = new Map<string, number>();
  #turn = 0;

  constructor(
    private readonly store: Store,
    private readonly claims: Claims<Data>,
    private readonly handlingTime: Knowledge["handlingTime"],
    private readonly missedBy: (ticket: string) => readonly string[],
  ) {}

  /** Whoever is removed has had no turn. */
  listenTo(events: Emitter<CenterEvents>): void {
    const forget = (agent: string) => void this.#turns.delete(agent);
    events.on("departed", ({ agent }) => forget(agent));
    events.on("elsewhere", ({ event, agent }) => event === "departed" && agent !== undefined && forget(agent));
  }

  /** Goes on until a round has lost no offer to a claim made at the same time, or to the outbound gate. */
  distribute({ strategy, within }: Distribution): Awaitable<Claim<Data>[]> {
    const plan = planOf(strategy, { handlingTime: this.handlingTime, turn: this.#turnOf });
    const offers: Claim<Data>[] = [];
    const goOn = (): Awaitable<Claim<Data>[]> =>
      followed(this.#round(plan), (assigned) =>
        followed(everyOne(assigned.map((one) => this.#offer(one, within))), (offered) => {
          const made = offered.filter((one) => one !== undefined);
          for (const offer of made) {
            this.#turns.set(offer.agent, ++this.#turn);
            offers.push(offer);
          }
          return made.length === assigned.length ? offers : goOn();
        }),
      );
    return goOn();
  }

  readonly #turnOf = (agent: string): number => this.#turns.get(agent) ?? 0;

  #offer({ ticket, agent, grounds }: Assigned, within: number): Awaitable<Claim<Data> | undefined> {
    const token = globalThis.crypto.randomUUID();
    return this.claims.offer({ ticket: ticket.id, agent, token, within, grounds });
  }

  #round(plan: Plan): Awaitable<readonly Assigned[]> {
    return followed(this.store.agents.list({ withRoom: true }), (agents) =>
      agents.length === 0 ? [] : this.#among(agents, plan),
    );
  }

  /** Not awaited, where the store answers at once: the heads it gives may be read only until it changes. */
  #among(agents: readonly Agent[], plan: Plan, depth = 1): Awaitable<readonly Assigned[]> {
    let made: Workforce<Candidate> | undefined;
    const workforce = () => {
      made ??= new Workforce(candidatesOf(agents, plan));
      return made;
    };
    let glances = 0;
    const depthOn = (lane: Lane) => {
      if (made === undefined && glances++ < GLANCES) {
        if (!agents.some((agent) => canHave(agent, lane))) return 0;
        if (lane.waiting === 1) return 1;
      }
      return depth * depthOf(lane, workforce());
    };
    return followed(this.store.lanes(depthOn), (heads) => {
      if (heads.length === 0) return [];
      const lone = loneLane(heads);
      if (lone !== undefined) return proposeLone(agents, lone, plan, this.missedBy);
      const { assigned, shallow } = propose(workforce(), heads, plan, this.missedBy);
      return shallow && depth < DEEPEST ? this.#among(agents, plan, DEEPER * depth) : assigned;
    });
  }
}
