import type { Case, Holding } from "../model/case.ts";
import type { TicketChange } from "../model/ticket.ts";
import type { Settlement } from "../stores/store.ts";

/** Settles the claim with this token; rejects with `STALE_CLAIM` where it no longer stands. */
export type Settle<Data> = (token: string, settlement: Settlement) => Promise<Case<Data>>;

/**
 * A ticket held for one agent, until it is settled: completed, released or cancelled, once.
 *
 * The token is all that is needed to pick the claim up again, in another request or process: `center.claim(token)`.
 *
 * @example
 * const claim = await center.next({ id: "agent-7" });
 * if (claim) await claim.complete();
 */
export class Claim<Data = unknown> implements Holding<Data> {
  readonly ticket: Case<Data>;
  readonly token: string;
  readonly agent: string;
  readonly state: Holding["state"];
  readonly claimedAt: number;
  readonly alsoWaiting: readonly Case<Data>[];
  readonly #settle: Settle<Data>;

  /** @internal Claims come from a center. */
  constructor({ ticket, token, agent, state, claimedAt, alsoWaiting }: Holding<Data>, settle: Settle<Data>) {
    this.ticket = ticket;
    this.token = token;
    this.agent = agent;
    this.state = state;
    this.claimedAt = claimedAt;
    this.alsoWaiting = alsoWaiting;
    this.#settle = settle;
  }

  /** The ticket is served. @throws ProximoError `STALE_CLAIM` */
  complete(): Promise<Case<Data>> {
    return this.#settle(this.token, { kind: "complete" });
  }

  /**
   * Puts the ticket back where it would have stood; with other skills or another channel it is transferred, with
   * `scheduledFor` it is held until 5 minutes before that time ("call back later").
   *
   * @throws ProximoError `STALE_CLAIM`, and as `center.update`.
   */
  release(change: TicketChange = {}): Promise<Case<Data>> {
    return this.#settle(this.token, { kind: "release", change });
  }

  /** The contact gave up. @throws ProximoError `STALE_CLAIM` */
  cancel(): Promise<Case<Data>> {
    return this.#settle(this.token, { kind: "cancel" });
  }
}
