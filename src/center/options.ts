import { milliseconds } from "date-fns";
import type { ConsentLedgerOptions } from "../consent/options.ts";
import type { Strategy } from "../distribution/strategy.ts";
import type { Direction } from "../model/case.ts";
import type { Clock } from "../model/clock.ts";
import type { Contact } from "../model/contact.ts";
import type { TicketChange, TicketInput } from "../model/ticket.ts";
import type { Time } from "../model/time.ts";
import type { OutboundOptions } from "../outbound/options.ts";
import type { Store } from "../stores/store.ts";

/**
 * How a center is opened; everything may be left out.
 *
 * @example
 * const options: CenterOptions = { promotionLead: 10 * 60_000, distribution: { strategy: "predictive", within: 30_000 } };
 * const center = await createCenter(options); // a callback joins 10 minutes before its time
 */
export interface CenterOptions<Data = unknown> {
  /** Where everything is kept; the memory of this process when omitted. */
  readonly store?: Store | undefined;
  /** The store's own when omitted. */
  readonly clock?: Clock | undefined;
  /** Milliseconds before its time at which a scheduled ticket joins the line; 5 minutes when omitted. */
  readonly promotionLead?: number | undefined;
  /** Milliseconds after which a completed or cancelled ticket is forgotten; 30 days when omitted. */
  readonly retention?: number | undefined;
  /** Of the consent ledger, which is kept in the center's store. */
  readonly consent?: Omit<ConsentLedgerOptions, "store" | "clock"> | undefined;
  /** How the outbound gate decides, besides consent. */
  readonly outbound?: OutboundOptions | undefined;
  /** How what happens is counted; `false`: it is not, and handling times are not learned. */
  readonly statistics?: false | StatisticsRules | undefined;
  /** How tickets are given out, unless `distribute` or `autoDistribute` is told otherwise. */
  readonly distribution?:
    | (DistributionOptions<Data> & {
        /** Milliseconds for which an agent is not offered again what they have refused or let lapse; a minute when omitted. */
        readonly notAgainFor?: number | undefined;
      })
    | undefined;
}

/**
 * All in milliseconds.
 *
 * @example
 * const statistics: StatisticsRules = { target: 20_000, targetByChannel: { email: 3_600_000 } };
 * const center = await createCenter({ statistics });
 */
export interface StatisticsRules {
  /** How long an interval is; a quarter of an hour when omitted. */
  readonly interval?: number | undefined;
  /** The wait within which a ticket should be answered; 20 seconds when omitted. */
  readonly target?: number | undefined;
  /** On a channel where that is another one. */
  readonly targetByChannel?: Readonly<Record<string, number>> | undefined;
  /** Whoever gives up within so long could not have been answered; 5 seconds when omitted. */
  readonly shortAbandon?: number | undefined;
  /** What was counted longer ago is forgotten, but for handling times; 90 days when omitted. */
  readonly retention?: number | undefined;
}

/**
 * How tickets are given out.
 *
 * @example
 * const how: DistributionOptions = { strategy: "leastLoaded", within: 15_000 };
 * (await center.distribute(how)).map((offer) => `${offer.ticket.id} for ${offer.agent}`);
 * // → ["t2 for ana", "t1 for ana"]
 */
export interface DistributionOptions<Data = unknown> {
  /** By whom they are served; `longestIdle` when omitted. */
  readonly strategy?: Strategy<Data> | undefined;
  /** Milliseconds within which an offer is to be accepted; 20 seconds when omitted. */
  readonly within?: number | undefined;
}

/** `DistributionOptions`, complete. */
export interface Distribution {
  readonly strategy: Strategy;
  readonly within: number;
}

/** As configured, complete. */
export function distributionOf<Data>({
  strategy = "longestIdle",
  within = milliseconds({ seconds: 20 }),
  notAgainFor = milliseconds({ minutes: 1 }),
}: CenterOptions<Data>["distribution"] = {}): Distribution & { readonly notAgainFor: number } {
  // It is asked about tickets of this center alone.
  return { strategy: strategy as Strategy, within, notAgainFor };
}

/**
 * A ticket as it is put in: a channel, the rest as known.
 *
 * @example
 * const rui = { id: "rui", segments: ["vip"] };
 * const callback: CaseInput = { channel: "voice", contact: rui, scheduledFor: new Date("2026-11-23T15:00:00Z") };
 * (await center.enqueue(callback)).state; // → "held"
 */
export interface CaseInput<Data = unknown> extends Omit<TicketInput<Data>, "id" | "contact"> {
  /** A random one when omitted; the same id with the same input enters once. */
  readonly id?: string | undefined;
  /** The person's id, or the person with the segments and attributes that rules speak of. */
  readonly contact?: string | Contact | undefined;
  /** `inbound` when omitted. */
  readonly direction?: Direction | undefined;
  /** An outbound ticket names what it is for, as registered in `center.consent`. */
  readonly purpose?: string | undefined;
  /** Of an outbound ticket: where the message would go. */
  readonly address?: string | undefined;
  /** Of an outbound ticket: the platform's name of the template it would use. */
  readonly template?: string | undefined;
  /** Until then, it is given to this agent alone; afterwards to any. */
  readonly preferredAgent?: { readonly id: string; readonly until: Time } | null | undefined;
}

/**
 * What can be changed of a ticket; `null` takes a score, a schedule or a preference away.
 *
 * @example
 * const change: CaseUpdate = { contactScore: 90, preferredAgent: { id: "ana", until: clock.now() + 600_000 } };
 * await center.update("t1", change);
 */
export interface CaseUpdate extends TicketChange {
  /** Until then, it is given to this agent alone; afterwards to any. */
  readonly preferredAgent?: { readonly id: string; readonly until: Time } | null | undefined;
}
