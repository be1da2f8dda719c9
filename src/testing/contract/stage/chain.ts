import type { Checkpoint, EntryKind, PersonalPart, Retention } from "../../../model/consent.ts";
import type { Addition, ConsentStore } from "../../../stores/port/consent-store.ts";
import { agree } from "./agree.ts";
import { START } from "./stage.ts";

export const GENESIS: Checkpoint = { size: 0, head: "0".repeat(64) };

interface Recorded {
  /** Whom it is about; `null`: a purpose. Absent: there is no part. */
  readonly contact?: string | null;
  readonly kind?: EntryKind;
  readonly record?: string;
  readonly erased?: readonly number[];
  readonly kept?: { readonly seqs: readonly number[]; readonly retention: Retention };
  readonly suppressed?: { readonly hashes: readonly string[]; readonly since: number };
}

let hashes = 0;

/** 64 hexadecimal digits that were not used before: a store keeps hashes, and does not ask where they come from. */
export function someHash(): string {
  hashes += 1;
  return hashes.toString(16).padStart(64, "5");
}

/** What extends a chain that stands at `head`. */
export function addition(recorded: Recorded, { size, head }: Checkpoint = GENESIS): Addition {
  const { contact, kind = contact === null ? "purpose" : "grant", record = '{"at":1}', ...rest } = recorded;
  const { erased, kept } = rest;
  const meta =
    kind === "erasure"
      ? { erased: erased ?? [], ...(kept && { kept: { seqs: kept.seqs, ...kept.retention } }), reason: "art. 18 VI" }
      : {};
  const seq = size + 1;
  const commitment = contact === undefined ? null : someHash();
  const part: PersonalPart | undefined = contact === undefined ? undefined : { seq, contact, salt: someHash(), record };
  return {
    link: { entry: { v: 1, seq, kind, at: START, meta, commitment, prev: head }, hash: someHash() },
    part,
    ...rest,
  };
}

/** Extends the chain wherever it stands, and expects that nobody else does. */
export async function record(store: ConsentStore, recorded: Recorded): Promise<Addition> {
  const added = addition(recorded, await store.head());
  const { seq } = added.link.entry;
  agree(await store.append(added), { appended: true, head: { size: seq, head: added.link.hash } }, "the append");
  return added;
}
