import type { Awaitable } from "../../model/awaitable.ts";
import type { Checkpoint, Link, PersonalPart, RecordedEntry, Retention } from "../../model/consent.ts";

/**
 * One step of the chain, and what it does to the personal parts: all of it happens, or nothing.
 *
 * @example
 * const [link] = await store.consent.links(2, 1);
 * const addition: Addition | undefined = link && { link, erased: [1] }; // the part of entry 1 is deleted with it
 */
export interface Addition {
  /** The entry names the head it extends (`entry.prev`, `entry.seq - 1`). */
  readonly link: Link;
  /** The part of this entry. */
  readonly part?: PersonalPart | undefined;
  /** The parts that are deleted, salts and all, by place. */
  readonly erased?: readonly number[] | undefined;
  /** The parts that stay under LGPD art. 16, by place. */
  readonly kept?: { readonly seqs: readonly number[]; readonly retention: Retention } | undefined;
  /** Keyed hashes to remember, and since when. */
  readonly suppressed?: { readonly hashes: readonly string[]; readonly since: number } | undefined;
}

/**
 * What became of an addition.
 *
 * @example
 * const moved: Appended = { appended: false, head: await store.consent.head() };
 */
export interface Appended {
  /** `false`: the chain has moved on, nothing was stored. */
  readonly appended: boolean;
  /** Where the chain stands now. */
  readonly head: Checkpoint;
}

/**
 * What is recorded of one contact, or of the purposes, as of one moment.
 *
 * @example
 * const { entries }: ConsentFile = await store.consent.file("maria");
 * entries.map(({ entry }) => [entry.seq, entry.kind]); // → [[2, "grant"]]
 */
export interface ConsentFile {
  /**
   * In the order of the chain, each entry with its part. A store may answer the same file again, grown at its end; once
   * something in it is deleted or kept, it answers a new one.
   */
  readonly entries: readonly RecordedEntry[];
  /** A place for what the ledger derives from the file, to be found again with it. A store leaves it alone. */
  derived?: object | undefined;
}

/**
 * What the consent ledger stores through. Each member is one atomic intention.
 *
 * In SQL: a table of links by `seq`, one of parts by `seq` with an index on `(contact, seq)`, one of suppressions by
 * hash, and a head of one row, whose conditional update is what decides between two processes.
 *
 * @example
 * const ledger = new ConsentLedger({ store: store.consent });
 * (await store.consent.head()).size; // → 2
 */
export interface ConsentStore {
  /** Where the chain stands. It is kept apart from the entries, so that the loss of the last is noticed. */
  head(): Awaitable<Checkpoint>;
  /**
   * Extends the chain if it still stands where the entry says; otherwise stores nothing and says so. Asked again for the very
   * entry at its head, a store may say that it was appended: whoever lost the first answer wants to know no more.
   */
  append(addition: Addition): Awaitable<Appended>;
  /**
   * What is recorded of the contact; of `null`, the definitions of all purposes, to which more are only ever added. Both
   * are read for every decision, and are small.
   */
  file(contact: string | null): Awaitable<ConsentFile>;
  /** Up to `limit` links whose place is `from` or later, in order of place. */
  links(from: number, limit: number): Awaitable<readonly Link[]>;
  /** Up to `limit` parts whose place is `from` or later, in order of place. */
  parts(from: number, limit: number): Awaitable<readonly PersonalPart[]>;
  /** The places of up to `limit` kept parts whose retention ended at `now` or before, in any order. */
  lapsed(now: number, limit: number): Awaitable<readonly number[]>;
  /** The latest moment since which one of the hashes is suppressed. */
  suppressedSince(hashes: readonly string[]): Awaitable<number | undefined>;
}
