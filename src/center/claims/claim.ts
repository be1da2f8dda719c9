import type { Case, Holding } from "../../model/case.ts";
import type { CaseUpdate } from "../options.ts";

/**
 * How an agent answers an offer that they do not want.
 *
 * @example
 * const [offer] = await center.distribute();
 * await offer?.refuse({ reason: "in a meeting", notAgainFor: 300_000 }); // not offered to her for 5 minutes
 */
export interface OfferRefusal {
  /** Told by the event `refused`, and kept nowhere. */
  readonly reason?: string | undefined;
  /** Milliseconds for which they are not offered it again; as the center is configured when omitted, a minute unless it is. */
  readonly notAgainFor?: number | undefined;
}

/** What can be done with a claim, by its token; each rejects with `STALE_CLAIM` where it no longer stands. */
export interface ClaimDesk<Data> {
  accept(claim: Holding<Data>): Promise<Claim<Data>>;
  refuse(token: string, refusal: OfferRefusal): Promise<Case<Data>>;
  withdraw(token: string): Promise<Case<Data>>;
  complete(token: string): Promise<Case<Data>>;
  release(token: string, change: CaseUpdate): Promise<Case<Data>>;
  cancel(token: string): Promise<Case<Data>>;
}

/**
 * A ticket held for one agent, until it is settled: completed, released or cancelled, once. In state `offered` it is to be
 * accepted before its deadline, or refused; it can be settled as well, and no wrap-up follows then.
 *
 * The token is all that is needed to pick the claim up again, in another request or process: `center.claim(token)`.
 *
 * @example
 * const claim = await center.next({ id: "agent-7" });
 * if (claim) await claim.complete();
 */
export class Claim<Data = unknown> implements Holding<Data> {
  /** As it was when the claim was made or picked up. */
  readonly ticket: Case<Data>;
  readonly token: string;
  readonly agent: string;
  readonly state: Holding["state"];
  readonly claimedAt: number;
  readonly deadline?: number | undefined;
  readonly alsoWaiting: readonly Case<Data>[];
  readonly #desk: ClaimDesk<Data>;

  /** @internal Claims come from a center. */
  constructor(holding: Holding<Data>, desk: ClaimDesk<Data>) {
    this.ticket = holding.ticket;
    this.token = holding.token;
    this.agent = holding.agent;
    this.state = holding.state;
    this.claimedAt = holding.claimedAt;
    if (holding.deadline !== undefined) this.deadline = holding.deadline;
    this.alsoWaiting = holding.alsoWaiting;
    this.#desk = desk;
  }

  /** The agent takes what was offered; a claim that is active already stays as it is. @throws ProximoError `STALE_CLAIM` */
  accept(): Promise<Claim<Data>> {
    return this.#desk.accept(this);
  }

  /**
   * The agent does not take what was offered: it waits again where it stood, and goes to somebody else.
   *
   * @throws ProximoError `STALE_CLAIM`; `OFFER_ACCEPTED` for a claim that is active: release it.
   */
  refuse(refusal: OfferRefusal = {}): Promise<Case<Data>> {
    return this.#desk.refuse(this.token, refusal);
  }

  /** Takes an offer back, without blame. @throws ProximoError `STALE_CLAIM`, `OFFER_ACCEPTED` */
  withdraw(): Promise<Case<Data>> {
    return this.#desk.withdraw(this.token);
  }

  /** The ticket is served. @throws ProximoError `STALE_CLAIM` */
  complete(): Promise<Case<Data>> {
    return this.#desk.complete(this.token);
  }

  /**
   * Puts the ticket back where it would have stood; with other skills or another channel it is transferred, with
   * `scheduledFor` it is held until `promotionLead` before that time ("call back later").
   *
   * @throws ProximoError `STALE_CLAIM`, and as `center.update`.
   */
  release(change: CaseUpdate = {}): Promise<Case<Data>> {
    return this.#desk.release(this.token, change);
  }

  /** The contact gave up. @throws ProximoError `STALE_CLAIM` */
  cancel(): Promise<Case<Data>> {
    return this.#desk.cancel(this.token);
  }
}
