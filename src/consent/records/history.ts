import type { RecordedEntry, Retention } from "../../model/consent.ts";
import { type GrantRecord, type InformationRecord, type RevocationRecord, recordOf } from "./records.ts";

/**
 * Where something stands in the chain, and when it was recorded, in epoch milliseconds.
 *
 * @example
 * const [first] = await ledger.history("maria");
 * [first?.seq, first?.recordedAt, first?.kept]; // → [2, 1795435200000, undefined]
 */
export interface Placed {
  /** The place in the chain. */
  readonly seq: number;
  readonly recordedAt: number;
  /** Present once the contact was erased while the law lets the controller keep this (LGPD art. 16). */
  readonly kept?: Retention;
}

/**
 * One thing recorded of a contact.
 *
 * @example
 * (await ledger.history("maria")).map((entry) => `${entry.seq} ${entry.kind}`); // → ["2 grant"]
 */
export type HistoryEntry = Placed &
  (
    | ({ readonly kind: "grant" } & GrantRecord)
    | ({ readonly kind: "revocation" | "resumption" } & RevocationRecord)
    | ({ readonly kind: "information" } & InformationRecord)
  );

export function historyEntry({ entry, part }: RecordedEntry): HistoryEntry {
  const placed: Placed = { seq: entry.seq, recordedAt: entry.at, ...(part.kept && { kept: part.kept }) };
  switch (entry.kind) {
    case "grant":
      return { ...placed, kind: entry.kind, ...recordOf<GrantRecord>(part) };
    case "information":
      return { ...placed, kind: entry.kind, ...recordOf<InformationRecord>(part) };
    default:
      return {
        ...placed,
        kind: entry.kind === "resumption" ? "resumption" : "revocation",
        ...recordOf<RevocationRecord>(part),
      };
  }
}
