import type { Assignment, Holding } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import { staleClaim } from "../../model/store-errors.ts";
import type { Accepted, EndedClaim } from "../store.ts";
import type { Folder } from "./cabinet.ts";
import type { MemoryRoster } from "./roster.ts";
import type { MemoryTickets } from "./tickets.ts";

/** What an agent has. */
interface Theirs {
  readonly folders: Set<Folder>;
  /** How many of each channel: a ticket changes its channel only when it is given back. */
  readonly load: Map<string, number>;
}

const NONE: ReadonlySet<Folder> = new Set();

/** The claims that stand, by token and by agent. */
export class MemoryClaimTable {
  readonly #claims = new Map<string, Folder>();
  readonly #byAgent = new Map<string, Theirs>();

  constructor(
    private readonly tickets: MemoryTickets,
    private readonly roster: MemoryRoster,
    private readonly clock: Clock,
    /** Told of each agent who has more than before, or less. */
    private readonly changed: (agent: string) => void,
  ) {}

  find(token: string): Folder | undefined {
    return this.#claims.get(token);
  }

  /** @throws ProximoError `STALE_CLAIM` */
  standing(token: string): Folder {
    const folder = this.#claims.get(token);
    if (folder !== undefined) return folder;
    throw staleClaim(token);
  }

  all(): readonly Folder[] {
    return [...this.#claims.values()];
  }

  /** In the order in which they were made. */
  of(agent: string): ReadonlySet<Folder> {
    return this.#byAgent.get(agent)?.folders ?? NONE;
  }

  /** How many of each channel; undefined for who has nothing. */
  load(agent: string): ReadonlyMap<string, number> | undefined {
    return this.#byAgent.get(agent)?.load;
  }

  /** @param deadline of an offer. */
  hold(folder: Folder, agent: string, { token, by, grounds }: Terms, deadline?: number): Holding {
    this.tickets.leave(folder);
    const at = this.clock.now();
    folder.claim = { token, agent, claimedAt: at, deadline };
    folder.assignment = { agent, at, by, grounds };
    if (deadline === undefined) this.#answer(folder, at);
    this.#claims.set(token, folder);
    const theirs = this.#byAgent.get(agent) ?? { folders: new Set(), load: new Map() };
    this.#byAgent.set(agent, theirs);
    theirs.folders.add(folder);
    theirs.load.set(folder.ticket.channel, (theirs.load.get(folder.ticket.channel) ?? 0) + 1);
    this.changed(agent);
    this.#await(folder);
    return this.seen(folder);
  }

  accept(folder: Folder): Accepted {
    const { claim } = folder;
    const wasOffered = claim?.deadline !== undefined;
    if (wasOffered) {
      const claimedAt = this.clock.now();
      folder.claim = { ...claim, claimedAt, deadline: undefined };
      this.#answer(folder, claimedAt);
      this.#await(folder);
    }
    return { holding: this.seen(folder), wasOffered };
  }

  /** The claim ends; of one that was active, the agent's wrap-up begins. */
  end(folder: Folder): EndedClaim | undefined {
    const { claim, ticket } = folder;
    if (claim !== undefined && claim.deadline === undefined) this.roster.ended(claim.agent, ticket.channel);
    return this.letGo(folder);
  }

  /** The claim is no more. */
  letGo(folder: Folder): EndedClaim | undefined {
    const { claim } = folder;
    if (claim === undefined) return undefined;
    const { token, agent, claimedAt, deadline } = claim;
    this.#claims.delete(token);
    this.#take(agent, folder);
    folder.claim = undefined;
    this.changed(agent);
    return { agent, state: deadline === undefined ? "active" : "offered", claimedAt };
  }

  /** What they have is awaited for as long as they are heard from. */
  awaitAgain(agent: string): void {
    for (const folder of this.of(agent)) this.#await(folder);
  }

  /** The claim as it stands now, for outside. */
  seen(folder: Folder): Holding {
    const { token, agent, claimedAt, deadline } = folder.claim as NonNullable<Folder["claim"]>;
    const alsoWaiting = this.tickets.alsoWaiting(folder).map((other) => this.tickets.seen(other));
    const ticket = this.tickets.seen(folder);
    if (deadline === undefined) return { ticket, token, agent, state: "active", claimedAt, alsoWaiting };
    return { ticket, token, agent, state: "offered", claimedAt, deadline, alsoWaiting };
  }

  #take(agent: string, folder: Folder): void {
    const { folders, load } = this.#byAgent.get(agent) as Theirs;
    folders.delete(folder);
    const left = (load.get(folder.ticket.channel) as number) - 1;
    if (left > 0) load.set(folder.ticket.channel, left);
    else load.delete(folder.ticket.channel);
    if (folders.size === 0) this.#byAgent.delete(agent);
  }

  #answer(folder: Folder, at: number): void {
    if (folder.ticket.answeredAt === undefined) folder.ticket = { ...folder.ticket, answeredAt: at };
  }

  #await(folder: Folder): void {
    const { agent, deadline } = folder.claim as NonNullable<Folder["claim"]>;
    const { offers, active } = this.roster.takenBackAt(agent);
    this.tickets.awaitUntil(folder, deadline === undefined ? active : Math.min(deadline, offers));
  }
}

/** How a claim came about. */
export interface Terms extends Pick<Assignment, "by" | "grounds"> {
  readonly token: string;
}
