import type { Limit } from "../../model/outbound.ts";

/**
 * Where a rule comes from, so that whoever applies it can read it there.
 *
 * @example
 * const source: Source = { name: "Lei 1.234/2026 art. 5", url: "https://example.com/lei-1234", read: "2026-11-23" };
 */
export interface Source {
  /** The law or document, with its article or section. */
  readonly name: string;
  readonly url: string;
  /** The day on which it was read, as `YYYY-MM-DD`: platforms and laws change. */
  readonly read: string;
}

/**
 * How many contacts may be reached. Contacts inside their service window do not count.
 *
 * @example
 * const volume: VolumePolicy = { ...whatsappPolicy.volume!, limit: 2_000 }; // what the platform has granted
 */
export interface VolumePolicy {
  readonly source: Source;
  /** Milliseconds of the moving window in which unique contacts are counted. */
  readonly window: number;
  /** The limits that the platform gives, from the lowest up. */
  readonly tiers: readonly Limit[];
  /** The one in force until the platform reports another. */
  readonly limit: Limit;
}

/**
 * What a contact's own message opens.
 *
 * @example
 * whatsappPolicy.serviceWindow?.length; // → 86400000
 */
export interface ServiceWindowPolicy {
  readonly source: Source;
  /** Milliseconds from the contact's latest message. */
  readonly length: number;
}

/**
 * How often one contact may be written to.
 *
 * @example
 * whatsappPolicy.pairRate?.interval; // → 6000
 */
export interface PairRatePolicy {
  readonly source: Source;
  /** Milliseconds from the last message to the contact that is known to be delivered to the next. */
  readonly interval: number;
}

/**
 * When quality is low, and what follows. A rating that the platform reports stands in place of the estimate.
 *
 * @example
 * const pauses = [3_600_000, null]; // an hour, and then until a person resumes it
 * const quality: QualityPolicy = { ...whatsappPolicy.quality!, red: 0.02, pauses };
 */
export interface QualityPolicy {
  readonly source: Source;
  /** Milliseconds of the moving window in which deliveries and complaints are counted, to the hour. */
  readonly window: number;
  /** With fewer deliveries than these nothing is estimated. */
  readonly leastDeliveries: number;
  /** Blocks, reports and opt-outs for each delivery, from which the rating is yellow. */
  readonly yellow: number;
  /** The same, from which the rating is red. */
  readonly red: number;
  /** Milliseconds of a rating below green, without a break, after which the volume is cut. */
  readonly cutAfter: number;
  /** What is left of the volume then: more than 0, less than 1. */
  readonly cutTo: number;
  /** Milliseconds of the first pause, the second …; `null`: until a person resumes it, as is every pause after the last. */
  readonly pauses: readonly (number | null)[];
}

/**
 * What an error code of the platform tells about a contact, a template or a sender.
 *
 * @example
 * whatsappPolicy.errors?.codes["131050"]; // → "stopped"
 */
export interface ErrorPolicy {
  readonly source: Source;
  readonly codes: { readonly [code: string]: ErrorMeaning };
}

/**
 * `stopped`: the contact stopped marketing messages at the platform. `pair`: too soon for this contact. `contact`: not this
 * contact for a day. `template`: the template is paused, until the platform says otherwise.
 *
 * @example
 * const codes: Record<string, ErrorMeaning> = { ...whatsappPolicy.errors?.codes, "131999": "contact" };
 */
export type ErrorMeaning = "stopped" | "pair" | "contact" | "template";

/**
 * What holds on one channel, as plain data; a rule left out does not apply.
 *
 * @example
 * const whatsapp: OutboundPolicy = { ...whatsappPolicy, hours: brazilianTelemarketingHours };
 * const center = await createCenter({ outbound: { policies: { whatsapp } } });
 */
export interface OutboundPolicy {
  readonly volume?: VolumePolicy | undefined;
  readonly serviceWindow?: ServiceWindowPolicy | undefined;
  readonly pairRate?: PairRatePolicy | undefined;
  readonly quality?: QualityPolicy | undefined;
  readonly errors?: ErrorPolicy | undefined;
  readonly hours?: HoursPolicy | undefined;
}

/**
 * From and to, of a day, as `HH:MM`; to is exclusive and may be `24:00`.
 *
 * @example
 * const open: Span[] = [["09:00", "12:00"], ["18:00", "24:00"]];
 */
export type Span = readonly [from: string, to: string];

/**
 * The hours in which a contact may be reached, on the contact's own clock.
 *
 * @example
 * const mondays = { 1: [["09:00", "12:00"], ["14:00", "18:00"]] } as const;
 * const hours: HoursPolicy = { ...brazilianTelemarketingHours, week: mondays, holidays: ["12-25"] };
 */
export interface HoursPolicy {
  readonly source: Source;
  /** IANA name of the time zone of contacts whose own is not known. */
  readonly timeZone: string;
  /** By day of the week, 0 for Sunday to 6; a day left out is closed. */
  readonly week: { readonly [day: number]: readonly Span[] };
  /** Closed days: `MM-DD` every year, `YYYY-MM-DD` once. */
  readonly holidays?: readonly string[] | undefined;
}
