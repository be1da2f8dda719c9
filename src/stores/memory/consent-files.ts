import type { RecordedEntry } from "../../model/consent.ts";
import { hashOf } from "../../model/hash.ts";
import type { ConsentFile } from "../consent-store.ts";

/** A contact's file, and its place among the others. */
export interface ContactFile extends ConsentFile {
  readonly contact: string;
  readonly entries: RecordedEntry[];
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

  find(contact: string, hash = hashOf(contact)): ContactFile | undefined {
    let file = this.chains[hash & (this.chains.length - 1)];
    while (file !== undefined && (file.hash !== hash || file.contact !== contact)) file = file.next;
    return file;
  }

  /** Adds to the contact's file. */
  add(contact: string, recorded: RecordedEntry): void {
    const hash = hashOf(contact);
    const file = this.find(contact, hash);
    if (file === undefined) this.#enter({ contact, entries: [recorded], derived: undefined, hash, next: undefined });
    else file.entries.push(recorded);
  }

  /** A file that lost something is a new one: what was derived from the old is worthless. Without entries there is none. */
  replace(contact: string, entries: readonly RecordedEntry[]): void {
    this.#remove(contact);
    for (const recorded of entries) this.add(contact, recorded);
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

  #remove(contact: string): void {
    const file = this.find(contact);
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
