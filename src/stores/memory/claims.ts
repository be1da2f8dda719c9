import type { AgentDescription, Holding } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Folder, MemoryTickets } from "./tickets.ts";

/** The claims that stand, by token. */
export class MemoryClaims {
  readonly #claims = new Map<string, Folder>();

  constructor(
    private readonly tickets: MemoryTickets,
    private readonly clock: Clock,
  ) {}

  find(token: string): Folder | undefined {
    return this.#claims.get(token);
  }

  /** @throws ProximoError `STALE_CLAIM` */
  standing(token: string): Folder {
    const folder = this.#claims.get(token);
    if (folder !== undefined) return folder;
    throw new ProximoError("STALE_CLAIM", `token: expected one whose claim stands, got ${shown(token)}`);
  }

  of(agent: string | undefined): readonly Folder[] {
    return [...this.#claims.values()].filter(({ claim }) => agent === undefined || claim?.agent === agent);
  }

  hold(folder: Folder, agent: AgentDescription, token: string): Holding {
    this.tickets.leave(folder);
    folder.claim = { token, agent: agent.id, claimedAt: this.clock.now() };
    this.#claims.set(token, folder);
    return this.seen(folder);
  }

  letGo(folder: Folder): void {
    if (folder.claim !== undefined) this.#claims.delete(folder.claim.token);
    folder.claim = undefined;
  }

  /** The claim as it stands now, for outside. */
  seen(folder: Folder): Holding {
    const { token, agent, claimedAt } = folder.claim as NonNullable<Folder["claim"]>;
    const alsoWaiting = this.tickets.alsoWaiting(folder).map((other) => this.tickets.seen(other));
    return { ticket: this.tickets.seen(folder), token, agent, state: "active", claimedAt, alsoWaiting };
  }
}
