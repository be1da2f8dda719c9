import type { Checkpoint, Link, RecordedEntry } from "../model/consent.ts";
import { ProximoError } from "../model/errors.ts";
import type { ConsentFile, ConsentStore } from "../stores/port/consent-store.ts";
import { entryText, GENESIS } from "./chain/chain.ts";
import { committedText } from "./chain/part.ts";
import { noticeText, purposesOf } from "./records/purposes.ts";
import { type GrantRecord, type InformationRecord, recordOf } from "./records/records.ts";

/**
 * What was consented, when, how and to whom, and the part of the chain that shows it (LGPD art. 8 §2: the burden of proof
 * is the controller's). JSON throughout. It contains the contact's data, and nobody else's.
 *
 * Whoever receives it needs SHA-256, HMAC and a JSON parser:
 * 1. Start from `after.head`. Each of `lines` is to be parsed, its `prev` to equal the hash reached so far, and its own
 *    SHA-256, in hexadecimal, is the next. The last equals `checkpoint.head`, which is compared with one that was kept
 *    elsewhere at the time.
 * 2. For each of `parts`, HMAC-SHA-256 of `text`, keyed with `salt` as it stands, equals the `commitment` of the line with
 *    that `seq`. The text is `[contact, record]`.
 * 3. For each of `notices`, the SHA-256 of `text` equals `version`, by which the records name what the person was told.
 *
 * @example
 * const proof = await ledger.proof("maria");
 * [proof.lines.length, proof.checkpoint.size, proof.parts[0]?.seq]; // → [1, 2, 2]
 */
export interface ConsentProof {
  readonly format: "proximo-consent-proof/1";
  readonly contact: string;
  /** Where the chain stood before the first line. */
  readonly after: Checkpoint;
  /** Entries as canonical JSON, from the contact's first to the checkpoint. Those of others say nothing of them. */
  readonly lines: readonly string[];
  /** Where the chain stands with the last line. */
  readonly checkpoint: Checkpoint;
  readonly parts: readonly { readonly seq: number; readonly salt: string; readonly text: string }[];
  readonly notices: readonly { readonly version: string; readonly text: string }[];
}

const PAGE = 1_000;

/** @throws ProximoError `INVALID_CONSENT` where `until` is not of this chain. */
export async function proofOf(store: ConsentStore, contact: string, until?: Checkpoint): Promise<ConsentProof> {
  const file = await store.file(contact);
  const end = until ?? (await store.head());
  const shown = file.entries.filter(({ entry }) => entry.seq <= end.size);
  const first = shown[0];
  const after =
    first === undefined ? await reached(store, end.size) : { size: first.entry.seq - 1, head: first.entry.prev };
  const lines: string[] = [];
  let head = after.head;
  while (after.size + lines.length < end.size) {
    const from = after.size + lines.length + 1;
    const links: readonly Link[] = await store.links(from, Math.min(PAGE, end.size - from + 1));
    if (links.length === 0) break;
    for (const { entry } of links) lines.push(entryText(entry));
    head = links.at(-1)!.hash;
  }
  if (head !== end.head)
    throw new ProximoError("INVALID_CONSENT", `proof.checkpoint: expected one of this chain, got size ${end.size}`);
  return {
    format: "proximo-consent-proof/1",
    contact,
    after,
    lines,
    checkpoint: end,
    parts: shown.map(({ part }) => ({ seq: part.seq, salt: part.salt, text: committedText(part) })),
    notices: noticesOf(shown, await store.file(null)),
  };
}

/** Where the chain stood when it was so long; without a head where it never was. */
async function reached(store: ConsentStore, size: number): Promise<Checkpoint> {
  const head = size === 0 ? GENESIS : (await store.links(size, 1))[0]?.hash;
  return { size, head: head ?? "" };
}

/** The notices that the records name, each once. */
function noticesOf(entries: readonly RecordedEntry[], definitions: ConsentFile): ConsentProof["notices"] {
  const purposes = purposesOf(definitions);
  const texts = new Map<string, string>();
  for (const { entry, part } of entries) {
    if (entry.kind !== "grant" && entry.kind !== "information") continue;
    for (const { id, notice } of recordOf<GrantRecord | InformationRecord>(part).purposes) {
      const definition = purposes.byVersion(id, notice);
      if (definition !== undefined) texts.set(notice, noticeText(definition));
    }
  }
  return [...texts].map(([version, text]) => ({ version, text }));
}
