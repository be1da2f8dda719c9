import type { Agent, AgentChange } from "../../../model/agent.ts";
import type { Awaitable } from "../../../model/awaitable.ts";
import type { AgentDescription, Case, Holding } from "../../../model/case.ts";
import type { Clearance, Inquiry, Verdict } from "../../../model/outbound.ts";
import type {
  Agenda,
  Asking,
  Claimant,
  Claimed,
  DueChange,
  Entered,
  Outdated,
  Proposal,
  Store,
} from "../../../stores/store.ts";
import { type ManualClock, manualClock } from "../../manual-clock.ts";
import { agree } from "./agree.ts";
import { allowed, clearanceFor, inquiryIn } from "./clearing.ts";
import { entry, type Given } from "./entry.ts";

export const START = 1_700_000_000_000;
export const MINUTE = 60_000;
export const LEAD = 5 * MINUTE;

/**
 * A store to be held to the contract.
 *
 * @example
 * const fresh: FreshStore = { store: memoryStore(), dispose: () => notify("nothing is left of it") };
 */
export interface FreshStore {
  /** Empty, and not opened yet: the contract gives it its clock. */
  readonly store: Store;
  /** Another store over the same data, as another process would make it; without it there is the one only. */
  readonly another?: (() => Awaitable<Store>) | undefined;
  /** Called once the stores are closed. */
  readonly dispose?: (() => Awaitable<unknown>) | undefined;
}

/** A promise of the port, and what shows that it is kept. */
export type Proof = (stage: Stage) => Promise<void>;
export type Chapter = { readonly [promise: string]: Proof };

/** An agent who can do everything. */
export const anybody: AgentDescription = { id: "ana", skills: ["tech", "billing", "english", "billing"] };
/** Why a ticket is offered, where it does not matter. */
const grounds = { strategy: "longest idle", candidates: 1, others: [] };

export const ids = (tickets: readonly Pick<Case, "id">[]) => tickets.map(({ id }) => id);

/** What time has brought, such as "promoted t". Of one kind it is told in order; which kind comes first is nobody's concern. */
export function told({ passed }: Pick<Agenda, "passed">): string[] {
  const kinds = new Map<DueChange["what"], string[]>();
  for (const { what, ticket } of passed) kinds.set(what, [...(kinds.get(what) ?? []), `${what} ${ticket.id}`]);
  return [...kinds.keys()].sort().flatMap((what) => kinds.get(what) as string[]);
}

/** Two handles on one store, and a clock that stands still. */
export class Stage {
  #tokens = 0;

  private constructor(
    readonly clock: ManualClock,
    readonly store: Store,
    /** Another handle on the same data; the same one where there is no other. */
    readonly there: Store,
  ) {}

  /** Runs over a fresh store, and lets go of it. */
  static async over(open: () => Awaitable<FreshStore>, run: Proof): Promise<void> {
    const { store, another, dispose } = await open();
    const handles = [store];
    try {
      const clock = manualClock(START);
      const setup = { clock, promotionLead: LEAD };
      agree((await store.open(setup)).now(), START, "the clock that the store goes by");
      const there = (await another?.()) ?? store;
      if (there !== store) handles.push(there);
      await there.open(setup);
      await run(new Stage(clock, store, there));
    } finally {
      for (const handle of handles) await handle.close();
      await dispose?.();
    }
  }

  /** A token that was not used before, of the kind that a center makes. */
  token(): string {
    this.#tokens += 1;
    return `00000000-0000-4000-8000-${String(this.#tokens).padStart(12, "0")}`;
  }

  /** Puts a ticket in, and expects that it is new. */
  async enter(given: Given, verdict: Verdict = allowed): Promise<Case> {
    const one = entry(given);
    const { ticket, created } = entered(
      await this.through(
        (clearance) => this.store.enqueue(one, clearance),
        () => verdict,
      ),
    );
    agree(created, true, `whether "${given.id}" was created`);
    return ticket;
  }

  async enterAll(...given: readonly (string | Given)[]): Promise<void> {
    for (const one of given) await this.enter(typeof one === "string" ? { id: one } : one);
  }

  /** Takes a step, and answers on the way what is asked. */
  async through<Result extends object>(
    step: (clearance?: Clearance) => Awaitable<Result>,
    answer: (inquiry: Inquiry) => Verdict,
  ): Promise<Exclude<Result, Asking>> {
    for (let clearance: Clearance | undefined; ; ) {
      const result = await step(clearance);
      const inquiry = inquiryIn(result);
      if (inquiry === undefined) return result as Exclude<Result, Asking>;
      clearance = clearanceFor(inquiry, answer(inquiry));
    }
  }

  /** Registers an agent who is there, or changes one. */
  async hire(id: string, change: AgentChange = {}): Promise<Agent> {
    return this.store.agents.set(id, { presence: "available", ...change });
  }

  /** Claims the first for whoever can do everything, and expects that there is one. */
  async claim(agent: Claimant = anybody, on = this.store): Promise<Holding> {
    const token = this.token();
    return held(
      await this.through(
        (clearance) => on.claimNext(agent, token, clearance),
        () => allowed,
      ),
    );
  }

  proposal(ticket: string, agent: string, within = MINUTE): Proposal {
    return { ticket, agent, within, token: this.token(), grounds };
  }

  /** Offers a ticket to an agent, and expects that it could be. */
  async offer(ticket: string, agent: string, within = MINUTE, on = this.store): Promise<Holding> {
    const proposal = this.proposal(ticket, agent, within);
    return held(
      await this.through(
        (clearance) => on.offer(proposal, clearance),
        () => allowed,
      ),
    );
  }

  async ticket(id: string): Promise<Case> {
    const ticket = await this.store.ticket(id);
    if (ticket === undefined) throw new Error(`expected ticket "${id}", got none`);
    return ticket;
  }

  async state(id: string): Promise<Case["state"] | undefined> {
    return (await this.store.ticket(id))?.state;
  }

  /** The ids of all that wait, in order. */
  async line(agent?: AgentDescription): Promise<string[]> {
    return ids(await this.store.peek(Number.POSITIVE_INFINITY, agent));
  }
}

export function entered(result: Entered | Outdated | Asking): Entered {
  if ("ticket" in result) return result;
  throw new Error(`expected a ticket that has entered, got ${JSON.stringify(result)}`);
}

export function held(claimed: Pick<Claimed, "holding">): Holding {
  if (claimed.holding !== undefined) return claimed.holding;
  throw new Error(`expected a claim, got ${JSON.stringify(claimed)}`);
}
