import type { Case } from "./case.ts";
import type { Channel, ChannelId } from "./channel.ts";

/**
 * How many unique contacts may be reached.
 *
 * @example
 * const limit: Limit = 2_000;
 * await center.outbound.report({ kind: "limit", channel: "whatsapp", limit });
 */
export type Limit = number | "unlimited";

/**
 * Quality, as a platform rates it.
 *
 * @example
 * const rating: Rating = "yellow";
 * await center.outbound.report({ kind: "quality", channel: "whatsapp", rating });
 */
export type Rating = "green" | "yellow" | "red";

/**
 * A sender (the whole of a channel), or one of its templates.
 *
 * @example
 * const template: Sender = { channel: "whatsapp", template: "welcome" };
 * await center.outbound.resume(template); // a person has looked, and lets it go on
 */
export interface Sender {
  readonly channel: ChannelId;
  readonly template?: string | undefined;
}

/**
 * What became of messages, counted over a moving window.
 *
 * @example
 * const counts: QualityCounts = { delivered: 1_000, blocked: 12, reported: 3, optedOut: 8 };
 */
export interface QualityCounts {
  readonly delivered: number;
  readonly blocked: number;
  readonly reported: number;
  readonly optedOut: number;
}

/**
 * Until when: a moment, or until the platform or a person says so.
 *
 * @example
 * const ends: PauseEnd[] = [1_795_435_200_000, "platform", "person"];
 */
export type PauseEnd = number | "platform" | "person";

/**
 * What is known of a sender or template. All moments are epoch milliseconds.
 *
 * @example
 * const paused: SenderState = { reported: "red", lowSince: 1_795_435_200_000, pausedUntil: "person", pauses: 3 };
 */
export interface SenderState {
  /** As the platform rated it last. */
  readonly reported?: Rating | undefined;
  /** The limit that the platform reported last. */
  readonly limit?: Limit | undefined;
  /** Since when its rating has been below green, whenever something was told that it depends on. */
  readonly lowSince?: number | undefined;
  /** Until when the gate has paused it. */
  readonly pausedUntil?: PauseEnd | undefined;
  /** Until when the platform has. */
  readonly platformPausedUntil?: PauseEnd | undefined;
  /** When the platform last paused it, or made it active again. */
  readonly platformChangedAt?: number | undefined;
  /** How often the gate has paused it, and when it did last. */
  readonly pauses: number;
  readonly lastPausedAt?: number | undefined;
}

/**
 * An opt-in question put to a contact: what a yes to it would grant. All moments are epoch milliseconds.
 *
 * @example
 * const question: OptInQuestion = { purposes: ["offers"], controller: "Acme Ltda", statement: "Posso enviar ofertas?",
 *   askedAt: 1_795_435_200_000, until: 1_795_521_600_000 };
 */
export interface OptInQuestion {
  /** The message's id at the platform, where it has one. */
  readonly id?: string | undefined;
  readonly purposes: readonly string[];
  /** The business name as shown. */
  readonly controller: string;
  /** The words of the question. */
  readonly statement: string;
  readonly language?: string | undefined;
  readonly address?: string | undefined;
  readonly askedAt: number;
  /** A yes from then on grants nothing. */
  readonly until: number;
}

/**
 * What is known of one contact on one channel. All moments are epoch milliseconds.
 *
 * @example
 * const standing: ContactStanding = { lastReceived: 1_795_435_200_000, lastDelivered: 1_795_435_260_000 };
 */
export interface ContactStanding {
  /** When the contact wrote last: it opens the service window. */
  readonly lastReceived?: number | undefined;
  /** Since when it has been open without a break: they wrote again each time before it closed. */
  readonly windowSince?: number | undefined;
  readonly lastDelivered?: number | undefined;
  /** Before then the platform takes nothing for this contact. */
  readonly notBefore?: number | undefined;
  /** Since when the platform says that the contact stopped marketing messages. */
  readonly stoppedSince?: number | undefined;
  /** Since when it says that they resumed them: never both. */
  readonly resumedSince?: number | undefined;
}

/**
 * What became of one message, or that one came in. All moments are epoch milliseconds.
 *
 * @example
 * const sent: Occurrence = { kind: "delivered", channel: "whatsapp", contact: "maria", at: 1_795_435_200_000 };
 */
export interface Occurrence extends Sender {
  readonly kind: "delivered" | "received" | "blocked" | "reported" | "optedOut" | "failed";
  readonly contact: string;
  /** The message's id at the platform: of the same one, the same is kept once. */
  readonly message?: string | undefined;
  readonly at: number;
  /** Of a failure: before then the platform takes nothing for this contact. */
  readonly notBefore?: number | undefined;
}

/**
 * When the gate was asked: by the application, as a ticket entered, as it was claimed, its offer accepted, or it was changed,
 * after a revocation.
 *
 * @example
 * await center.outbound.authorize({ contact: "maria", channel: "whatsapp", purpose: "offers" });
 * (await center.outbound.decisions())[0]?.occasion; // → "authorize"
 */
export type Occasion = "authorize" | "enqueue" | "claim" | "accept" | "change" | "withdraw";

/**
 * One decision of the gate, as it is kept in the decision log (LGPD art. 37). All moments are epoch milliseconds.
 *
 * @example
 * await center.outbound.authorize({ contact: "maria", channel: "sms", purpose: "offers" });
 * const [decision] = await center.outbound.decisions({ contact: "maria" });
 * [decision?.occasion, decision?.allowed, decision?.reasons]; // → ["authorize", false, ["no-consent"]]
 */
export interface DecisionRecord extends Sender {
  readonly seq: number;
  readonly at: number;
  readonly occasion: Occasion;
  readonly contact: string;
  readonly purpose: string;
  readonly address?: string | undefined;
  readonly ticket?: string | undefined;
  readonly allowed: boolean;
  /** Empty where it was allowed. */
  readonly reasons: readonly string[];
  readonly retryAt?: number | undefined;
  /** The legal basis, and the place in the consent chain of the event that decided. */
  readonly basis?: string | undefined;
  readonly decidedBy?: number | undefined;
}

/**
 * What the gate says about a ticket.
 *
 * @example
 * const later: Verdict = { allowed: false, reasons: ["hours"], retryAt: 1_795_521_600_000, final: false };
 * const never: Verdict = { allowed: false, reasons: ["revoked"], final: true };
 */
export interface Verdict {
  readonly allowed: boolean;
  /** Empty where it is allowed. */
  readonly reasons: readonly string[];
  /** Waiting helps until then; absent where it does not, or where nobody knows how long. */
  readonly retryAt?: number | undefined;
  /** No waiting helps. */
  readonly final: boolean;
}

export const ALLOWED: Verdict = { allowed: true, reasons: [], final: false };

/**
 * What a ticket must say for the gate to decide about it.
 *
 * @example
 * const ticket: OutboundTicket = { id: "offer", contact: "maria", channel: "whatsapp", purpose: "offers", attributes: {} };
 */
export type OutboundTicket = Pick<
  Case,
  "id" | "contact" | "channel" | "purpose" | "address" | "template" | "attributes"
>;

/**
 * What a store asks before an outbound ticket goes on: may it, on its channel as configured now?
 *
 * @example
 * for (const { ticket, channel, basis } of await store.inquiries("maria")) notify(ticket.id, channel.id, basis);
 */
export interface Inquiry {
  readonly ticket: OutboundTicket;
  readonly channel: Channel;
  /**
   * Changes whenever the ground of a yes may have gone: with what is recorded of the contact's consent, the purposes, the
   * suppressions, a stop at the platform, the ticket's channel or its direction.
   */
  readonly basis: string;
}

/**
 * The gate's answer to an inquiry. It is good for that ticket, while the basis is the same.
 *
 * @example
 * for (const { ticket, basis } of await store.inquiries("maria"))
 *   await store.withdraw({ id: ticket.id, basis, verdict: { allowed: false, reasons: ["revoked"], final: true } });
 */
export interface Clearance {
  /** The ticket's. */
  readonly id: string;
  readonly basis: string;
  readonly verdict: Verdict;
}

/**
 * A ticket that the gate did not let through: cancelled where the verdict is final, held otherwise.
 *
 * @example
 * const clearance = { id: "offer", basis: "…", verdict: { allowed: false, reasons: ["revoked"], final: true } };
 * const { refused } = await store.claimNext("ana", "a token", clearance);
 * const stopped: RefusedTicket | undefined = refused; // none: the line has nothing of that id
 */
export interface RefusedTicket {
  readonly ticket: Case;
  readonly verdict: Verdict;
}
