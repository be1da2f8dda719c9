import type { Assignment, Holding } from "../../../model/case.ts";
import { offerAccepted, staleClaim } from "../../../model/store-errors.ts";
import { isRefused, withRefusal } from "../../rules/refusals.ts";
import type { Accepted, ClaimFilter, EndedClaim, Settled } from "../../store.ts";
import type { Roster } from "../agents/roster.ts";
import type { Line } from "../line/line.ts";
import { letGo, seen, stateOf, type TicketRecord } from "../line/ticket-record.ts";
import type { Tickets } from "../line/tickets.ts";
import type { Setup } from "../setup.ts";
import type { ClaimTable } from "./claim-table.ts";

/** How a claim came about; `within` of an offer, in milliseconds. */
export interface Terms extends Pick<Assignment, "by" | "grounds"> {
  readonly token: string;
  readonly within?: number | undefined;
}

/** The claims that stand, and what follows from their beginning and end. */
export class Holdings {
  constructor(
    private readonly table: ClaimTable,
    private readonly tickets: Tickets,
    private readonly line: Line,
    private readonly roster: Roster,
    private readonly setup: Setup,
  ) {}

  find(token: string): Holding | undefined {
    const record = this.table.find(token);
    return record && this.#seen(record);
  }

  list({ agent }: ClaimFilter): readonly Holding[] {
    return this.table.claimed(agent).map((record) => this.#seen(record));
  }

  /** @throws ProximoError `STALE_CLAIM` */
  standing(token: string): TicketRecord {
    const record = this.table.find(token);
    if (record === undefined) throw staleClaim(token);
    return record;
  }

  hold(record: TicketRecord, agent: string, { token, by, within, grounds }: Terms): Holding {
    const at = this.setup.now();
    this.tickets.leave(record);
    this.#give(record, { token, agent, claimedAt: at, deadline: within === undefined ? undefined : at + within });
    this.table.hold(record, { agent, at, by, grounds });
    return this.#seen(record);
  }

  accept(record: TicketRecord): Accepted {
    const { claim } = record;
    const wasOffered = claim?.deadline !== undefined;
    if (wasOffered) {
      this.tickets.leave(record);
      this.#give(record, { ...claim, claimedAt: this.setup.now(), deadline: undefined });
      this.table.accept(record);
    }
    return { holding: this.#seen(record), wasOffered };
  }

  /** Ends a claim; of one that was active, the agent's wrap-up begins. The record is still to be written. */
  end(record: TicketRecord): EndedClaim | undefined {
    const claim = letGo(record);
    if (claim?.state === "active") this.roster.ended(claim.agent, record.ticket.channel);
    return claim;
  }

  /**
   * The agent gives an offer back, and is not offered the ticket for so long.
   *
   * @throws ProximoError `OFFER_ACCEPTED` for what is no offer any more.
   */
  giveBack(record: TicketRecord, refusedFor: number | undefined): Settled {
    const { agent, deadline } = record.claim!;
    if (deadline === undefined) throw offerAccepted(agent);
    if (refusedFor !== undefined) record.refusals = withRefusal(record.refusals, agent, this.setup.now() + refusedFor);
    const claim = letGo(record) as EndedClaim;
    this.tickets.rejoin(record);
    return { ticket: seen(record), claim };
  }

  /** Whether the agent gave it back, and is not to be offered it yet. */
  isRefused({ refusals }: TicketRecord, agent: string): boolean {
    return isRefused(refusals, agent, this.setup.now());
  }

  /** The claim is theirs until it ends, its deadline passes, or they have vanished. */
  #give(record: TicketRecord, claim: NonNullable<TicketRecord["claim"]>): void {
    const { agent, claimedAt, deadline } = claim;
    record.claim = claim;
    record.state = stateOf(claim);
    if (deadline === undefined) record.answeredAt ??= claimedAt;
    const { offers, active } = this.roster.takenBackAt(agent);
    this.tickets.awaitUntil(record, deadline === undefined ? active : Math.min(deadline, offers));
  }

  /** The claim as it stands now, for outside. */
  #seen(record: TicketRecord): Holding {
    const { token, agent, claimedAt, deadline } = record.claim!;
    const holding = { ticket: seen(record), token, agent, state: record.state as Holding["state"], claimedAt };
    return { ...holding, deadline, alsoWaiting: this.line.alsoWaiting(record).map(seen) };
  }
}
