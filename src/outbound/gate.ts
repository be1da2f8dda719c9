import type { Decision } from "../consent/decision/decision.ts";
import type { ConsentLedger } from "../consent/ledger.ts";
import { type Awaitable, followed, followedBoth } from "../model/awaitable.ts";
import type { Channel } from "../model/channel.ts";
import type { Clock } from "../model/clock.ts";
import type { Occasion } from "../model/outbound.ts";
import type { OutboundStore, Reservation, Windows } from "../stores/port/outbound-store.ts";
import { type Facts, type Judgement, judgement, type OutboundDecision, serviceWindowEnd } from "./decision.ts";
import type { AuthorizeInput } from "./input/inputs.ts";
import type { OutboundOptions } from "./options.ts";
import type { OutboundPolicy } from "./policy/policy.ts";
import { limitInForce } from "./policy/volume.ts";
import { whatsappPolicy } from "./policy/whatsapp.ts";

/** A question to the gate, checked. */
export interface OutboundQuestion extends Omit<AuthorizeInput, "at"> {
  readonly at?: number | undefined;
  readonly occasion: Occasion;
  readonly ticket?: string | undefined;
}

const NO_POLICY: OutboundPolicy = {};
const DEFAULT_POLICIES: NonNullable<OutboundOptions["policies"]> = { whatsapp: whatsappPolicy };
/** What "unlimited" counts up to. */
const BEYOND = Number.MAX_SAFE_INTEGER;

/**
 * Decides who may be contacted, and records every decision (LGPD art. 37).
 *
 * It answers at once where the stores do, so that a store may ask it within a step of its own, and nothing comes between
 * the answer and what follows from it.
 */
export class Gate {
  constructor(
    private readonly store: OutboundStore,
    private readonly ledger: Pick<ConsentLedger, "ask">,
    private readonly clock: Clock,
    private readonly options: OutboundOptions,
  ) {}

  policyOf(channel: string): OutboundPolicy {
    const policies = this.options.policies ?? DEFAULT_POLICIES;
    return Object.hasOwn(policies, channel) ? policies[channel]! : NO_POLICY;
  }

  windows(channel: string): Windows {
    const { volume, quality } = this.policyOf(channel);
    return { now: this.clock.now(), volume: volume?.window ?? 0, quality: quality?.window ?? 0 };
  }

  /** How many are in the way of whoever else is to be reached there now: none where there is room. */
  inTheWay(contact: string, channel: string): Awaitable<number> {
    const policy = this.policyOf(channel);
    if (policy.volume === undefined) return 0;
    const windows = this.windows(channel);
    return followed(this.store.standing(contact, { channel }, windows), ({ reach, sender }) => {
      const limit = limitInForce(policy, sender, windows.now);
      return limit !== "unlimited" && reach.count >= limit ? reach.count : 0;
    });
  }

  /** Decides about the channel as configured now. */
  decide(question: OutboundQuestion, { outbound }: Pick<Channel, "outbound">): Awaitable<OutboundDecision> {
    const { contact, channel, purpose, address } = question;
    const windows = this.windows(channel);
    const at = question.at ?? windows.now;
    const consent = this.ledger.ask({ contact, channel, purpose, address, at });
    const standing = this.store.standing(contact, question, windows);
    return followedBoth(consent, standing, (consent, standing) => {
      const facts: Facts = {
        at,
        consent,
        standing,
        inboundOnly: !outbound,
        // A promise, or whatever a list has of them, is no leave to call.
        doNotCall: Boolean(this.options.doNotCall?.({ contact, channel, purpose, address })),
        marketing: this.#isMarketing(purpose, consent),
        timeZone: question.timeZone,
      };
      return this.#inVolume(question, facts, windows);
    });
  }

  #inVolume(question: OutboundQuestion, facts: Facts, windows: Windows): Awaitable<OutboundDecision> {
    const policy = this.policyOf(question.channel);
    const { standing, at } = facts;
    const counted = policy.volume !== undefined && serviceWindowEnd(standing, policy, at) === undefined;
    const limit = limitInForce(policy, standing.sender, at);
    if (!counted || limit === "unlimited" || standing.reach.included || standing.reach.count < limit) {
      const reservation = counted
        ? reservationOf(question, windows, limit === "unlimited" ? BEYOND : limit)
        : undefined;
      return this.#recorded(question, facts, judgement(facts, policy), reservation);
    }
    return followed(this.store.freeAt(question.channel, limit, windows), (until) => {
      // Only what takes no place may count on room that there is not yet.
      const roomByThen = question.at !== undefined && until !== undefined && until <= at;
      const known: Facts = roomByThen ? facts : { ...facts, full: { until } };
      return this.#recorded(question, known, judgement(known, policy), undefined);
    });
  }

  #recorded(
    question: OutboundQuestion,
    { at, consent, standing }: Facts,
    { reasons, final, retryAt }: Judgement,
    reservation: Reservation | undefined,
  ): Awaitable<OutboundDecision> {
    const { contact, channel, purpose, address, template, ticket, occasion } = question;
    const allowed = reasons.length === 0;
    const { basis, decidedBy } = consent;
    const recorded = this.store.record(
      {
        at,
        occasion,
        contact,
        channel,
        purpose,
        address,
        template,
        ticket,
        allowed,
        reasons,
        retryAt,
        basis,
        decidedBy,
      },
      allowed ? reservation : undefined,
    );
    return followed(recorded, (id) => {
      // The limit was reached meanwhile.
      if (id === undefined) return this.decide(question, { outbound: true });
      const until = serviceWindowEnd(standing, this.policyOf(channel), at);
      const ground = { id, at, consent, ...(until !== undefined && { serviceWindowUntil: until }) };
      if (allowed) return { allowed, ...ground };
      return { allowed, reasons, final, ...(retryAt !== undefined && { retryAt }), ...ground };
    });
  }

  #isMarketing(purpose: string, { basis }: Decision): boolean {
    const { marketing } = this.options;
    return marketing === undefined
      ? basis === undefined || basis === "consent" || basis === "legitimate-interest"
      : marketing.includes(purpose);
  }
}

/** Only what is about to be sent takes a place: a message authorized now, a ticket claimed. */
function reservationOf(
  { occasion, at }: OutboundQuestion,
  { now, volume }: Windows,
  limit: number,
): Reservation | undefined {
  if (at !== undefined || (occasion !== "authorize" && occasion !== "claim")) return undefined;
  return { at: now, window: volume, limit };
}
