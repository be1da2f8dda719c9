import type { ErasureMeta, RecordedEntry, Retention } from "../../model/consent.ts";
import { ProximoError } from "../../model/errors.ts";
import type { Draft } from "../chain/writer.ts";
import { type GrantRecord, recordOf } from "../records/records.ts";
import type { Suppression } from "./suppression.ts";

/** What an erasure asks for, its moments settled. */
export interface Erasure {
  readonly contact: string;
  readonly reason?: string | undefined;
  readonly keep?:
    | { readonly inciso: Retention["inciso"]; readonly until: number; readonly entries?: readonly number[] | undefined }
    | undefined;
}

/**
 * What is recorded of an erasure: the places of the parts that go, and of those that stay under LGPD art. 16. Parts kept
 * by an earlier erasure stay until their own end. Recorded even where nothing goes: that the request was met is to be shown.
 *
 * @throws ProximoError `INVALID_RETENTION` where the end has passed, or an entry to be kept is not the contact's.
 */
export function erasureOf(
  { contact, reason, keep }: Erasure,
  entries: readonly RecordedEntry[],
  suppression: Suppression,
  now: number,
): Draft {
  const open = entries.filter(({ part }) => part.kept === undefined);
  const places = open.map(({ entry }) => entry.seq);
  const staying = new Set(keep === undefined ? [] : placesToKeep(places, keep, now));
  const erased = places.filter((seq) => !staying.has(seq));
  const seqs = places.filter((seq) => staying.has(seq));
  const retained = keep !== undefined && seqs.length > 0 ? keep : undefined;
  const meta: ErasureMeta = {
    ...(reason !== undefined && isArticle(reason) && { reason }),
    erased,
    ...(retained && { kept: { seqs, inciso: retained.inciso, until: retained.until } }),
  };
  return {
    kind: "erasure",
    at: now,
    meta,
    erased,
    ...(retained && { kept: { seqs, retention: { inciso: retained.inciso, until: retained.until } } }),
    ...(suppression.configured && { suppressed: { hashes: hashesOf(contact, open, suppression), since: now } }),
  };
}

/** What is recorded when retentions end. */
export function lapseOf(seqs: readonly number[], now: number): Draft | undefined {
  if (seqs.length === 0) return undefined;
  const erased = [...seqs].sort((a, b) => a - b);
  return { kind: "erasure", at: now, meta: { reason: "art. 16", erased }, erased };
}

function placesToKeep(
  places: readonly number[],
  { until, entries }: NonNullable<Erasure["keep"]>,
  now: number,
): readonly number[] {
  if (until <= now)
    throw new ProximoError(
      "INVALID_RETENTION",
      `erasure.keep.until: expected a moment after now (${now}), got ${until}`,
    );
  if (entries === undefined) return places;
  const own = new Set(places);
  const stranger = entries.find((seq) => !own.has(seq));
  if (stranger !== undefined)
    throw new ProximoError(
      "INVALID_RETENTION",
      `erasure.keep.entries: expected places of the contact's, got ${stranger}`,
    );
  return entries;
}

/** An article of law, in no other words: `art. 18 VI`, `art. 8 §5 LGPD`, `art. 17(1)(b) GDPR`. The chain has no free text. */
const ARTICLE = /^art\. \d{1,3}( ?§ ?\d{1,2}º?)?(,? [IVXL]{1,6})?(\(\d\))?(\([a-z]\))?( (LGPD|GDPR))?$/;

function isArticle(reason: string): boolean {
  return ARTICLE.test(reason);
}

function hashesOf(contact: string, entries: readonly RecordedEntry[], suppression: Suppression): readonly string[] {
  const hashes = new Set([suppression.ofContact(contact)]);
  for (const { entry, part } of entries) {
    if (entry.kind !== "grant") continue;
    for (const [channel, addresses] of Object.entries(recordOf<GrantRecord>(part).addresses ?? {}))
      for (const address of addresses) hashes.add(suppression.ofAddress(channel, address));
  }
  return [...hashes];
}
