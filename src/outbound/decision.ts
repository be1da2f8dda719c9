import type { Decision, Refusal } from "../consent/decision/decision.ts";
import { isInWindow } from "../model/service-window.ts";
import { NEVER } from "../model/time.ts";
import type { OutboundStanding } from "../stores/port/outbound-store.ts";
import { openingFrom } from "./policy/hours.ts";
import type { OutboundPolicy } from "./policy/policy.ts";
import { pauseEnd } from "./policy/quality.ts";

/**
 * Why not, besides what the consent ledger says:
 * - `inbound-only`: nothing goes out on the channel.
 * - `do-not-call`: the application's do-not-call source names the contact or address.
 * - `stopped`: the platform says that the contact stopped marketing messages.
 * - `hours`: the contact's clock shows a time outside the policy's hours.
 * - `volume`: as many unique contacts as the limit allows were reached in the window.
 * - `pair-rate`: too soon after the last message to this contact, or the platform said so.
 * - `quality`: the sender is paused. `template`: the template is.
 *
 * @example
 * await center.outbound.authorize({ contact: "maria", channel: "telegram", purpose: "offers" });
 * // → { allowed: false, reasons: ["inbound-only", "no-consent"], …
 */
export type OutboundRefusal =
  | Refusal
  | "inbound-only"
  | "do-not-call"
  | "stopped"
  | "hours"
  | "volume"
  | "pair-rate"
  | "quality"
  | "template";

/**
 * The gate's answer.
 *
 * @example
 * const offer = { contact: "maria", channel: "whatsapp", purpose: "offers" };
 * const decision: OutboundDecision = await center.outbound.authorize(offer);
 * if (decision.allowed) await send();
 * else if (!decision.final) notify("again at", decision.retryAt);
 */
export type OutboundDecision = OutboundGround &
  (
    | { readonly allowed: true }
    | {
        readonly allowed: false;
        /** All of them. */
        readonly reasons: readonly OutboundRefusal[];
        /** No waiting helps: consent, an opt-out, an inbound-only channel. */
        readonly final: boolean;
        /** Waiting helps until then, as far as is known now; absent where `final`, or where nobody knows how long. */
        readonly retryAt?: number;
      }
  );

/**
 * What a decision of the gate rests on.
 *
 * @example
 * const { id, at, consent } = await center.outbound.authorize({ contact: "maria", channel: "whatsapp", purpose: "offers" });
 * [id, at, consent.basis]; // → [1, 1795435200000, "consent"]
 */
export interface OutboundGround {
  /** Its number in the decision log. */
  readonly id: number;
  /** The moment decided about, in epoch milliseconds. */
  readonly at: number;
  /** What the consent ledger says: the legal basis, the entry that decided, the addresses a grant is confined to. */
  readonly consent: Decision;
  /** Until when the contact's own message keeps the service window open; absent where it is closed. */
  readonly serviceWindowUntil?: number;
}

/** What a decision is made from. */
export interface Facts {
  readonly at: number;
  readonly consent: Decision;
  readonly standing: OutboundStanding;
  readonly inboundOnly: boolean;
  readonly doNotCall: boolean;
  /** Whether the purpose is one that a stop at the platform concerns. */
  readonly marketing: boolean;
  readonly timeZone?: string | undefined;
  /** Of the volume: undefined where there is room, otherwise when there will be. */
  readonly full?: { readonly until: number | undefined } | undefined;
}

export type Judgement = {
  readonly reasons: readonly OutboundRefusal[];
  readonly final: boolean;
  readonly retryAt?: number;
};

/** All the reasons against, and until when waiting helps. Pure. */
export function judgement(facts: Facts, policy: OutboundPolicy): Judgement {
  const { at, timeZone } = facts;
  const { hours } = policy;
  const final = finalReasons(facts);
  const waits = waitsOf(facts, policy);
  const closed = hours !== undefined && openingFrom(hours, at, timeZone) !== at;
  if (final.length === 0 && waits.length === 0 && !closed) return ALLOWED;
  const reasons = [...final, ...waits.map(([reason]) => reason)];
  if (closed) reasons.push("hours");
  if (final.length > 0) return { reasons, final: true };
  // The hours come last: whatever is waited for may end at night.
  const end = Math.max(at, ...waits.map(([, until]) => until));
  const retryAt = hours === undefined || end === NEVER ? end : (openingFrom(hours, end, timeZone) ?? NEVER);
  return retryAt === NEVER ? { reasons, final: false } : { reasons, final: false, retryAt };
}

const ALLOWED: Judgement = { reasons: [], final: false };

/** When the service window that the contact's messages opened closes; undefined where it is closed. */
export function serviceWindowEnd(
  { contact }: OutboundStanding,
  { serviceWindow }: OutboundPolicy,
  at: number,
): number | undefined {
  if (serviceWindow === undefined || !isInWindow(contact, at, serviceWindow.length)) return undefined;
  return (contact.lastReceived as number) + serviceWindow.length;
}

function finalReasons({ consent, standing, inboundOnly, doNotCall, marketing, at }: Facts): readonly OutboundRefusal[] {
  const { stoppedSince } = standing.contact;
  const reasons: OutboundRefusal[] = [];
  if (inboundOnly) reasons.push("inbound-only");
  if (!consent.allowed) reasons.push(...consent.reasons);
  if (doNotCall) reasons.push("do-not-call");
  if (marketing && stoppedSince !== undefined && stoppedSince <= at) reasons.push("stopped");
  return reasons;
}

/** What only lasts for a time, and until when. */
function waitsOf(facts: Facts, policy: OutboundPolicy): readonly (readonly [OutboundRefusal, until: number])[] {
  const { at, full, standing } = facts;
  const waits: [OutboundRefusal, number][] = [];
  if (full !== undefined) waits.push(["volume", full.until ?? NEVER]);
  const pairEnd = pairRateEnd(facts, policy);
  if (pairEnd > at) waits.push(["pair-rate", pairEnd]);
  const senderEnd = pauseEnd(standing.sender.state);
  if (senderEnd > at) waits.push(["quality", senderEnd]);
  const templateEnd = standing.template === undefined ? at : pauseEnd(standing.template.state);
  if (templateEnd > at) waits.push(["template", templateEnd]);
  return waits;
}

function pairRateEnd({ standing: { contact }, at }: Facts, { pairRate }: OutboundPolicy): number {
  const { lastDelivered, notBefore = at } = contact;
  if (pairRate === undefined || lastDelivered === undefined || lastDelivered > at) return notBefore;
  return Math.max(notBefore, lastDelivered + pairRate.interval);
}
