import { bytesToHex } from "@noble/hashes/utils";
import {
  type ChainEntry,
  ENTRY_KINDS,
  type Link,
  type PersonalPart,
  type RecordedEntry,
  type Retention,
} from "../../model/consent.ts";
import { writeHex } from "./hex.ts";

/**
 * A row, in bytes from its start: `at` (a double), the kind, whether there is a commitment, the length of the record (32
 * bits), hash, commitment, salt, the record in UTF-8.
 */
const KIND = 8;
const COMMITTED = 9;
const LENGTH = 12;
const HASH = 16;
const COMMITMENT = 48;
const SALT = 80;
const RECORD = 112;

const PAGE = 2 ** 18;
const MOST_BYTES_OF_A_UNIT = 3;
const NO_META: ChainEntry["meta"] = Object.freeze({});
const GENESIS = "0".repeat(64);
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The chain and the personal parts beside it, in pages of bytes outside the heap; what is read is made anew. As objects, of
 * which each entry was a dozen, they kept the garbage collector busy for a quarter of the time of an append.
 *
 * Invariants: the row of place `seq` starts at `starts[seq - 1]`, counted in pages of `PAGE`, and never moves; it has a part if
 * `contacts[seq - 1]` is there. Of what is forgotten, the bytes are zero.
 */
export class ConsentChain {
  readonly pages: Uint8Array[] = [];
  readonly views: DataView[] = [];
  readonly starts: number[] = [];
  /** Whom the part is about; `null`: a purpose. */
  readonly contacts: (string | null | undefined)[] = [];
  /** Of erasures, by place. */
  readonly metas = new Map<number, ChainEntry["meta"]>();
  readonly retentions = new Map<number, Retention>();
  #used = PAGE;

  get size(): number {
    return this.starts.length;
  }

  /** @param contact whom the part is about: the very string that is kept already, where there is one. */
  push({ entry, hash }: Link, part: PersonalPart | undefined, contact = part?.contact): void {
    const record = part?.record ?? "";
    const start = this.#room(RECORD + MOST_BYTES_OF_A_UNIT * record.length);
    const bytes = this.pages.at(-1)!;
    const view = this.views.at(-1)!;
    view.setFloat64(start, entry.at);
    bytes[start + KIND] = ENTRY_KINDS.indexOf(entry.kind);
    bytes[start + COMMITTED] = entry.commitment === null ? 0 : 1;
    writeHex(bytes, start + HASH, hash);
    if (entry.commitment !== null) writeHex(bytes, start + COMMITMENT, entry.commitment);
    if (part !== undefined) writeHex(bytes, start + SALT, part.salt);
    const { written } = encoder.encodeInto(record, bytes.subarray(start + RECORD));
    view.setUint32(start + LENGTH, written);
    this.#used = start + RECORD + written;
    this.starts.push((this.pages.length - 1) * PAGE + start);
    this.contacts.push(contact);
    if (entry.kind === "erasure") this.metas.set(entry.seq, entry.meta);
  }

  /** Where a row of so many bytes may begin on the last page. A record larger than a page has one of its own size. */
  #room(bytes: number): number {
    if (this.#used + bytes > PAGE) {
      const page = new Uint8Array(Math.max(PAGE, bytes));
      this.pages.push(page);
      this.views.push(new DataView(page.buffer));
      this.#used = 0;
    }
    return this.#used;
  }

  link(seq: number): Link {
    const { bytes, start } = this.#row(seq);
    return { entry: this.#entry(seq), hash: hexIn(bytes, start + HASH) };
  }

  part(seq: number): PersonalPart | undefined {
    const contact = this.contacts[seq - 1];
    if (contact === undefined) return undefined;
    const { bytes, view, start } = this.#row(seq);
    const from = start + RECORD;
    const record = decoder.decode(bytes.subarray(from, from + view.getUint32(start + LENGTH)));
    const part = { seq, contact, salt: hexIn(bytes, start + SALT), record };
    const kept = this.retentions.get(seq);
    return kept === undefined ? part : { ...part, kept };
  }

  /** Of these places, those that still have their part. */
  recorded(seqs: readonly number[]): readonly RecordedEntry[] {
    const entries: RecordedEntry[] = [];
    for (const seq of seqs) {
      const part = this.part(seq);
      if (part !== undefined) entries.push({ entry: this.#entry(seq), part });
    }
    return entries;
  }

  #entry(seq: number): ChainEntry {
    const { bytes, view, start } = this.#row(seq);
    return {
      v: 1,
      seq,
      kind: ENTRY_KINDS[bytes[start + KIND]!]!,
      at: view.getFloat64(start),
      meta: this.metas.get(seq) ?? NO_META,
      commitment: bytes[start + COMMITTED] === 0 ? null : hexIn(bytes, start + COMMITMENT),
      prev: this.#hash(seq - 1),
    };
  }

  #hash(seq: number): string {
    if (seq === 0) return GENESIS;
    const { bytes, start } = this.#row(seq);
    return hexIn(bytes, start + HASH);
  }

  #row(seq: number) {
    const place = this.starts[seq - 1]!;
    const page = Math.floor(place / PAGE);
    return { bytes: this.pages[page]!, view: this.views[page]!, start: place % PAGE };
  }

  /** Overwrites the part and its salt. The entry stays. */
  forget(seq: number): void {
    if (this.contacts[seq - 1] === undefined) return;
    const { bytes, view, start } = this.#row(seq);
    bytes.fill(0, start + SALT, start + RECORD + view.getUint32(start + LENGTH));
    view.setUint32(start + LENGTH, 0);
    this.contacts[seq - 1] = undefined;
    this.retentions.delete(seq);
  }

  retain(seq: number, retention: Retention): void {
    if (this.contacts[seq - 1] !== undefined) this.retentions.set(seq, retention);
  }
}

/** The digits of a hash or a salt. */
function hexIn(bytes: Uint8Array, at: number): string {
  return bytesToHex(bytes.subarray(at, at + 32));
}
