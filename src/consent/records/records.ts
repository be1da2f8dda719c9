import type { PersonalPart } from "../../model/consent.ts";
import type { AffirmativeAct } from "../input/acts.ts";
import type { LegalBasis } from "../input/bases.ts";
import type { Evidence, Notice } from "../input/inputs.ts";

/** A purpose as it is kept. `since` is in epoch milliseconds. */
export interface PurposeRecord {
  readonly id: string;
  readonly description: string;
  readonly basis: LegalBasis;
  readonly since: number;
  readonly notice: Notice;
}

/**
 * A purpose, and the version of its notice that the person saw.
 *
 * @example
 * const [grant] = await ledger.history("maria");
 * grant?.kind === "grant" && grant.purposes[0]?.id; // → "offers"
 */
export interface NoticedPurpose {
  readonly id: string;
  readonly notice: string;
}

/**
 * A consent as it is kept: from `at`, before `until`, in epoch milliseconds.
 *
 * @example
 * ledger.on("grant", ({ record: { purposes, channels, act } }) => notify(purposes, channels, act));
 */
export interface GrantRecord {
  readonly at: number;
  readonly until?: number | undefined;
  readonly controller: string;
  readonly purposes: readonly NoticedPurpose[];
  readonly channels: "any" | readonly string[];
  readonly addresses?: { readonly [channel: string]: readonly string[] } | undefined;
  readonly statement: string;
  readonly language?: string | undefined;
  readonly act: AffirmativeAct;
  readonly evidence: Evidence;
}

/**
 * Of a revocation, and of a resumption, from `at` on, in epoch milliseconds. Absent purposes or channels: all.
 *
 * @example
 * ledger.on("revocation", ({ record: { at, channels = "every channel" } }) => notify(at, channels));
 */
export interface RevocationRecord {
  readonly at: number;
  readonly purposes?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly act?: string | undefined;
  readonly evidence?: Evidence | undefined;
}

/**
 * That a person was told of a notice, as it is kept. `at` is in epoch milliseconds.
 *
 * @example
 * ledger.on("information", ({ record: { at, purposes } }) => notify(at, purposes));
 */
export interface InformationRecord {
  readonly at: number;
  readonly purposes: readonly NoticedPurpose[];
  readonly evidence?: Evidence | undefined;
}

/** The record of a part; which of the four it is, its entry's kind tells. */
export function recordOf<Kind extends object>(part: PersonalPart): Kind {
  return JSON.parse(part.record) as Kind;
}
