/** What an entry of the consent chain records. */
export const ENTRY_KINDS = ["purpose", "grant", "revocation", "resumption", "information", "erasure"] as const;

/**
 * A purpose was defined; consent was granted, revoked, or taken up again; a person was told of a changed notice, or erased.
 *
 * @useDeclaredType
 * @example
 * const kinds: EntryKind[] = (await ledger.proof("maria")).lines.map((line) => JSON.parse(line).kind);
 * kinds; // → ["grant"]
 */
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * The incisos of LGPD art. 16 under which personal data may outlive an erasure: I, a legal duty of the controller;
 * II, study by a research body; III, transfer to a third party. Inciso IV asks for anonymised data, which a personal
 * part is not.
 */
export const RETENTION_INCISOS = ["I", "II", "III"] as const;

/**
 * Why something outlives an erasure, by LGPD art. 16: `I`, a legal duty; `II`, study by a research body; `III`, transfer to a
 * third party.
 *
 * @useDeclaredType
 * @example
 * const duty: RetentionInciso = "I"; // a legal duty of the controller
 */
export type RetentionInciso = (typeof RETENTION_INCISOS)[number];

/**
 * Why a personal part survived an erasure, and until when (epoch milliseconds, exclusive).
 *
 * @example
 * await ledger.erase({ contact: "maria", keep: { inciso: "I", until: clock.now() + 1 } });
 * (await ledger.history("maria"))[0]?.kept; // → { inciso: "I", until: 1795435200001 }
 */
export interface Retention {
  readonly inciso: RetentionInciso;
  readonly until: number;
}

/**
 * What an erasure did, by place in the chain. `until` is in epoch milliseconds, exclusive.
 *
 * @example
 * const kept = { seqs: [4], inciso: "I", until: 1_924_992_000_000 } as const;
 * const meta: ErasureMeta = { reason: "art. 18 VI", erased: [2, 3], kept };
 */
export interface ErasureMeta {
  /** An article of law, such as `"art. 18 VI"`; absent where the reason was given in other words. */
  readonly reason?: string;
  readonly erased: readonly number[];
  readonly kept?: { readonly seqs: readonly number[]; readonly inciso: RetentionInciso; readonly until: number };
}

/**
 * One entry of the chain. It is never changed, and carries neither personal data nor free text: those are in the
 * personal part that its `commitment` binds.
 *
 * @example
 * const entry: ChainEntry = JSON.parse((await ledger.proof("maria")).lines[0]!);
 * [entry.v, entry.seq, entry.kind, entry.meta]; // → [1, 2, "grant", {}]
 */
export interface ChainEntry {
  readonly v: 1;
  /** Its place, from 1. */
  readonly seq: number;
  readonly kind: EntryKind;
  /** When it was recorded: epoch milliseconds of the ledger's clock. */
  readonly at: number;
  /** Empty, save for an erasure. */
  readonly meta: ErasureMeta | Readonly<Record<string, never>>;
  /** HMAC-SHA-256 of the personal part under its salt, in hexadecimal; `null` where there is no part. */
  readonly commitment: string | null;
  /** The hash of the entry before it; 64 zeros for the first. */
  readonly prev: string;
}

/**
 * An entry with its hash: SHA-256 over its RFC 8785 canonical JSON, in hexadecimal.
 *
 * @example
 * const [link] = await store.consent.links(1, 1); // up to one, from the first place on
 * [link?.entry.seq, link?.hash.length]; // → [1, 64]
 */
export interface Link {
  readonly entry: ChainEntry;
  readonly hash: string;
}

/**
 * What an entry is about, kept beside the chain so that it can be erased.
 *
 * @example
 * const [part] = await store.consent.parts(1, 1);
 * [part?.seq, part?.contact, part?.salt.length]; // → [1, null, 64]
 */
export interface PersonalPart {
  /** The place of the entry it belongs to. */
  readonly seq: number;
  /** The person; `null` for the definition of a purpose, which concerns nobody in particular. */
  readonly contact: string | null;
  /** 32 random bytes in hexadecimal, used for this part alone. */
  readonly salt: string;
  /** The record as canonical JSON: this very text is what is committed to. */
  readonly record: string;
  /** Present once the contact was erased while the law lets the controller keep this part. */
  readonly kept?: Retention;
}

/**
 * An entry and its part, read together.
 *
 * @example
 * const { entries } = await store.consent.file("maria");
 * entries.map(({ entry, part }) => [entry.kind, part.contact]); // → [["grant", "maria"]]
 */
export interface RecordedEntry {
  readonly entry: ChainEntry;
  readonly part: PersonalPart;
}

/**
 * Where a chain stood: how many entries, and the hash of the last (64 zeros where there is none).
 *
 * @example
 * const kept: Checkpoint = await ledger.checkpoint(); // to be kept elsewhere
 * (await ledger.verify(kept)).ok; // → true
 */
export interface Checkpoint {
  readonly size: number;
  readonly head: string;
}
