import type { RecordedEntry } from "../../model/consent.ts";
import { hashOf } from "../../model/hash.ts";
import type { ConsentFile } from "../port/consent-store.ts";

/** A contact's file, and its place among the others. */
export interface ContactFile extends ConsentFile {
  readonly contact: string;
  readonly entries: RecordedEntry[];
  /** What is left, by place, while more than one thing may be taken out of it: then the entries are empty. */
  left: Map<number, RecordedEntry> | undefined;
  /** What is derived has its room in the file itself: kept elsewhere, it would be one more thing to fetch for every decision. */
  derived: object | undefined;
  readonly hash: number;
  /** The next whose hash ends alike. */
  next: ContactFile | undefined;
}

const FIRST_CAPACITY = 1_024;

/**
 * Files by contact: those whose hashes end alike form a chain, linked from file to file. At least half of the chains are empty.
 *
 * A `Map` keyed by string fetches its bucket, its entries and the strings of the others in the bucket before the file, each of
 * them from memory where there are many contacts: that alone took longer than the decision.
 *
 * Invariant: a file is in the chain of its hash.
 */
export class ConsentFiles {
  /** Not private, as what holds personal data is to be seen by whoever looks for what an erasure left. */
  readonly chains: (ContactFile | undefined)[] = new Array(FIRST_CAPACITY).fill(undefined);
  #size = 0;

  find(contact: string): ContactFile | undefined {
    const hash = hashOf(contact);
    const file = this.#locate(contact, hash);
    if (file?.left === undefined) return file;
    const whole = fileOf(contact, hash, [...file.left.values()], undefined);
    this.#replace(whole);
    return whole;
  }

  #locate(contact: string, hash: number): ContactFile | undefined {
    let file = this.chains[hash & (this.chains.length - 1)];
    while (file !== undefined && (file.hash !== hash || file.contact !== contact)) file = file.next;
    return file;
  }

  /** Adds to the contact's file. */
  add(contact: string, recorded: RecordedEntry): void {
    const hash = hashOf(contact);
    const file = this.#locate(contact, hash);
    if (file === undefined) this.#enter(fileOf(contact, hash, [recorded], undefined));
    else if (file.left === undefined) file.entries.push(recorded);
    else file.left.set(recorded.entry.seq, recorded);
  }

  /**
   * What the contact's entry of that place has become; undefined where it is gone. A file that lost something is a new one: what
   * was derived from the old is worthless. Without entries there is none. O(entries) for the first after a `find`, then O(1)
   */
  change(contact: string, seq: number, recorded: RecordedEntry | undefined): void {
    const hash = hashOf(contact);
    const left = this.#leftOf(contact, hash);
    if (left === undefined || !left.has(seq)) return;
    if (recorded !== undefined) left.set(seq, recorded);
    else if (left.delete(seq) && left.size === 0) this.#remove(contact, hash);
  }

  #leftOf(contact: string, hash: number): Map<number, RecordedEntry> | undefined {
    const file = this.#locate(contact, hash);
    if (file === undefined || file.left !== undefined) return file?.left;
    const left = new Map(file.entries.map((recorded) => [recorded.entry.seq, recorded]));
    this.#replace(fileOf(contact, hash, [], left));
    return left;
  }

  #replace(file: ContactFile): void {
    this.#remove(file.contact, file.hash);
    this.#enter(file);
  }

  #enter(file: ContactFile): void {
    if (2 * this.#size >= this.chains.length) this.#grow();
    this.#link(file);
    this.#size += 1;
  }

  #link(file: ContactFile): void {
    const chain = file.hash & (this.chains.length - 1);
    file.next = this.chains[chain];
    this.chains[chain] = file;
  }

  #remove(contact: string, hash: number): void {
    const file = this.#locate(contact, hash);
    if (file === undefined) return;
    const chain = file.hash & (this.chains.length - 1);
    let before = this.chains[chain]!;
    if (before === file) this.chains[chain] = file.next;
    else {
      while (before.next !== file) before = before.next!;
      before.next = file.next;
    }
    this.#size -= 1;
  }

  #grow(): void {
    const files = this.chains.slice();
    const { length } = files;
    for (let chain = 0; chain < length; chain++) this.chains[chain] = undefined;
    for (let chain = length; chain < 2 * length; chain++) this.chains.push(undefined);
    for (let file of files) {
      while (file !== undefined) {
        const { next }: ContactFile = file;
        this.#link(file);
        file = next;
      }
    }
  }
}

/** All of them of one shape. */
function fileOf(contact: string, hash: number, entries: RecordedEntry[], left: ContactFile["left"]): ContactFile {
  return { contact, entries, left, derived: undefined, hash, next: undefined };
}
