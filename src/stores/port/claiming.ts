import type { AgentDescription, Case, CaseChange, Holding, OfferGrounds } from "../../model/case.ts";
import type { Inquiry, RefusedTicket } from "../../model/outbound.ts";

/**
 * Who claims: an agent described on the spot, or one who is registered, by their id.
 *
 * @example
 * const claimants: Claimant[] = ["ana", { id: "agent-7", channels: ["email"] }];
 */
export type Claimant = AgentDescription | string;

/**
 * A ticket put to a registered agent, to be accepted within so many milliseconds.
 *
 * @example
 * const grounds = { strategy: "longestIdle", candidates: 1, others: [] };
 * const proposal: Proposal = { ticket: "t1", agent: "ana", token: "a token", within: 20_000, grounds };
 * (await store.offer(proposal)).holding?.deadline; // → 1795435220000
 */
export interface Proposal {
  readonly ticket: string;
  readonly agent: string;
  readonly token: string;
  readonly within: number;
  readonly grounds: OfferGrounds;
}

/**
 * A claim, where there was something to claim.
 *
 * @example
 * const { holding }: Claimed = await store.claimNext("ana", "a token");
 * holding?.ticket.id; // → "t2"
 */
export interface Claimed {
  readonly holding?: Holding | undefined;
  /** What the clearance stopped on the way to it. */
  readonly refused?: RefusedTicket | undefined;
  /** The gate must be asked about the ticket that comes next; nothing is held until the member is called again with its answer. */
  readonly inquiry?: Inquiry | undefined;
}

/**
 * An offer that its agent takes.
 *
 * @example
 * const [offer] = await center.distribute();
 * const { holding, wasOffered }: Accepted = await store.accept(offer?.token ?? "");
 * [holding.state, wasOffered]; // → ["active", true]
 */
export interface Accepted {
  readonly holding: Holding;
  /** False: it was active already, and is as it was. */
  readonly wasOffered: boolean;
}

/**
 * What a claim is settled with. `release` puts the ticket back where it would have stood, with the change given. `return`
 * puts an offer back: `OFFER_ACCEPTED` where it was accepted, or never was one; with `refusedFor`, in milliseconds, the agent
 * is not offered it for so long, whatever becomes of it meanwhile. An offer is completed, cancelled and released as a claim is.
 *
 * @example
 * const { token = "" } = (await store.claimNext("ana", "a token")).holding ?? {};
 * await store.settle(token, { kind: "release", change: { skills: ["billing"] } });
 */
export type Settlement =
  | { readonly kind: "complete" }
  | { readonly kind: "cancel" }
  | { readonly kind: "release"; readonly change: CaseChange }
  | { readonly kind: "return"; readonly refusedFor?: number | undefined };

/**
 * The claim that a change has ended.
 *
 * @example
 * await store.claimNext("ana", "a token");
 * (await store.cancel("t2"))?.claim; // → { agent: "ana", state: "active", claimedAt: 1795435200000 }
 */
export interface EndedClaim extends Pick<Holding, "agent" | "state" | "claimedAt"> {}

/**
 * What became of a claim.
 *
 * @example
 * await store.claimNext("ana", "a token");
 * const settled = (await store.settle("a token", { kind: "complete" })) as Settled;
 * [settled.ticket.state, settled.claim.agent]; // → ["completed", "ana"]
 */
export interface Settled {
  readonly ticket: Case;
  readonly claim: EndedClaim;
  /** The ticket was released, and the gate did not let it wait again. */
  readonly refused?: RefusedTicket | undefined;
}

/**
 * What was cancelled, and whose it was.
 *
 * @example
 * const cancelled: Cancelled | undefined = await store.cancel("t1");
 * [cancelled?.ticket.state, cancelled?.claim]; // → ["cancelled", undefined]
 */
export interface Cancelled {
  readonly ticket: Case;
  /** Absent where nobody had it. */
  readonly claim?: EndedClaim | undefined;
}

/**
 * Which claims: everybody's, unless an agent is named.
 *
 * @example
 * await center.claims({ agent: "ana" }); // → []
 */
export interface ClaimFilter {
  readonly agent?: string | undefined;
}
