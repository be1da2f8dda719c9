import type { ChainEntry, Checkpoint, ErasureMeta, Link, PersonalPart, Retention } from "../../model/consent.ts";
import type { ConsentStore } from "../../stores/port/consent-store.ts";
import { entryHash, GENESIS, isEntry } from "./chain.ts";
import { commitmentOf } from "./part.ts";

/**
 * What is wrong:
 * - `missing`: no entry stands at this place, though the ledger says that its chain reaches it.
 * - `out-of-order`: the entry that stands here has another's number, or is one more than the ledger says there are.
 * - `edited`: the entry is not the one that was hashed.
 * - `unlinked`: the entry does not follow the one before it: one of the two was changed and hashed anew.
 * - `head-changed`: the last entry is not the one that the ledger's head names.
 * - `part-missing`: the personal part is gone, and no erasure says why.
 * - `part-edited`: the personal part is not the one that was committed to.
 * - `part-unexpected`: a part stands where none belongs, or came back after its erasure.
 * - `retention-changed`: that a part is kept under art. 16, or until when, is not what its erasure says.
 * - `cut`: the chain is shorter than it was at the checkpoint.
 * - `rehashed`: the chain is whole, but not the one that the checkpoint was taken of.
 *
 * @example
 * await ledger.verify({ size: 9, head: "0".repeat(64) }); // → { ok: false, … problem: "cut" }
 */
export type Problem =
  | "missing"
  | "out-of-order"
  | "edited"
  | "unlinked"
  | "head-changed"
  | "part-missing"
  | "part-edited"
  | "part-unexpected"
  | "retention-changed"
  | "cut"
  | "rehashed";

/**
 * `at` is the place of the entry where the problem shows.
 *
 * @example
 * const verification: Verification = await ledger.verify(checkpoint);
 * notify(verification.ok ? `${verification.size} entries` : `${verification.problem} at entry ${verification.at}`);
 */
export type Verification =
  | { readonly ok: true; readonly size: number; readonly head: string }
  | { readonly ok: false; readonly at: number; readonly problem: Problem };

export type Failure = Extract<Verification, { ok: false }>;

const PAGE = 1_000;

/**
 * Reads the whole chain once, a page at a time, with the parts beside it.
 *
 * Entries may be appended and parts erased meanwhile: the head is read after the links, and what seems to contradict an
 * erasure is read again before it is reported.
 */
export async function verifyChain(store: ConsentStore, checkpoint?: Checkpoint): Promise<Verification> {
  const chain = new ChainAudit(checkpoint);
  const parts = new PartAudit();
  for (;;) {
    const links = await store.links(chain.size + 1, PAGE);
    if (links.length > 0) {
      const page = await store.parts(chain.size + 1, links.length);
      const failure = audited(links, page, chain, parts);
      if (failure !== undefined) return failure;
      continue;
    }
    const head = await store.head();
    // Whatever was appended since the last page is read before anything is concluded.
    if (head.size > chain.size && (await store.links(chain.size + 1, 1)).length > 0) continue;
    return chain.end(head) ?? (await parts.end(store, chain.size)) ?? { ok: true, ...head };
  }
}

/** Links and the parts beside them, both in order of place. */
function audited(
  links: readonly Link[],
  beside: readonly PersonalPart[],
  chain: ChainAudit,
  parts: PartAudit,
): Failure | undefined {
  let next = 0;
  for (const link of links) {
    const failure = chain.take(link);
    if (failure !== undefined) return failure;
    const part = beside[next];
    const own = part !== undefined && part.seq <= link.entry.seq;
    const partFailure = parts.take(link.entry, own ? part : undefined);
    if (partFailure !== undefined) return partFailure;
    if (own) next++;
  }
  return undefined;
}

/** The chain alone: places, hashes, links, head. */
class ChainAudit {
  readonly #checkpoint: Checkpoint | undefined;
  #head = GENESIS;
  size = 0;

  constructor(checkpoint: Checkpoint | undefined) {
    this.#checkpoint = checkpoint;
  }

  take({ entry, hash }: Link): Failure | undefined {
    const at = this.size + 1;
    if (!isEntry(entry)) return failed(at, "edited");
    if (hash !== hashed(entry)) return failed(at, "edited");
    if (entry.seq !== at) return failed(at, entry.seq > at ? "missing" : "out-of-order");
    if (entry.prev !== this.#head) return failed(at, "unlinked");
    this.size = at;
    this.#head = hash;
    if (at === this.#checkpoint?.size && hash !== this.#checkpoint.head) return failed(at, "rehashed");
    return undefined;
  }

  /** @param head what the store says of itself, read when no more links came. */
  end(head: Checkpoint): Failure | undefined {
    if (head.size > this.size) return failed(this.size + 1, "missing");
    if (head.size < this.size) return failed(head.size + 1, "out-of-order");
    if (head.head !== this.#head) return failed(this.size, "head-changed");
    if (this.#checkpoint === undefined) return undefined;
    if (this.#checkpoint.size > this.size) return failed(this.size + 1, "cut");
    if (this.#checkpoint.size === 0 && this.#checkpoint.head !== GENESIS) return failed(0, "rehashed");
    return undefined;
  }
}

/** An edited erasure may hold what has no canonical JSON, hence no hash. */
function hashed(entry: ChainEntry): string | undefined {
  try {
    return entryHash(entry);
  } catch {
    return undefined;
  }
}

/** The personal parts against the commitments and the erasures. Remembers only what erasures touch. */
class PartAudit {
  /** Entries without their part, as long as no erasure has been read that says why. */
  readonly #absent = new Set<number>();
  /** Parts that were there although an erasure says that they are gone. */
  readonly #returned = new Set<number>();
  /** What is kept as the parts say, and as the erasures say. */
  readonly #kept = new Map<number, Retention>();
  readonly #toBeKept = new Map<number, Retention>();

  take(entry: ChainEntry, part: PersonalPart | undefined): Failure | undefined {
    if (entry.kind === "erasure") this.#takeErasure(entry.meta as ErasureMeta);
    if (part === undefined) {
      if (entry.commitment !== null) this.#absent.add(entry.seq);
      return undefined;
    }
    if (entry.commitment === null || part.seq !== entry.seq) return failed(entry.seq, "part-unexpected");
    if (commitment(part) !== entry.commitment) return failed(entry.seq, "part-edited");
    if (part.kept !== undefined) this.#kept.set(entry.seq, part.kept);
    return undefined;
  }

  #takeErasure({ erased, kept }: ErasureMeta): void {
    for (const seq of erased) {
      if (!this.#absent.delete(seq)) this.#returned.add(seq);
      this.#toBeKept.delete(seq);
    }
    for (const seq of kept?.seqs ?? []) this.#toBeKept.set(seq, { inciso: kept!.inciso, until: kept!.until });
  }

  /** What is still unexplained at the end; what may have changed while it was read is read again. */
  async end(store: ConsentStore, size: number): Promise<Failure | undefined> {
    const absent = lowest(this.#absent);
    if (absent !== undefined) return failed(absent, "part-missing");
    for (const seq of this.#returned) if (await partAt(store, seq)) return failed(seq, "part-unexpected");
    for (const seq of new Set([...this.#kept.keys(), ...this.#toBeKept.keys()])) {
      if (sameRetention(this.#kept.get(seq), this.#toBeKept.get(seq))) continue;
      const part = await partAt(store, seq);
      if (part !== undefined && !sameRetention(part.kept, this.#toBeKept.get(seq)))
        return failed(seq, "retention-changed");
    }
    const [beyond] = await store.parts(size + 1, 1);
    if (beyond !== undefined && beyond.seq > (await store.head()).size) return failed(beyond.seq, "part-unexpected");
    return undefined;
  }
}

/** An edited part may hold what has no canonical JSON, hence no commitment. */
function commitment(part: PersonalPart): string | undefined {
  try {
    return commitmentOf(part);
  } catch {
    return undefined;
  }
}

async function partAt(store: ConsentStore, seq: number): Promise<PersonalPart | undefined> {
  const [part] = await store.parts(seq, 1);
  return part?.seq === seq ? part : undefined;
}

function lowest(seqs: Iterable<number>): number | undefined {
  let found: number | undefined;
  for (const seq of seqs) if (found === undefined || seq < found) found = seq;
  return found;
}

function sameRetention(a: Retention | undefined, b: Retention | undefined): boolean {
  return a?.inciso === b?.inciso && a?.until === b?.until;
}

function failed(at: number, problem: Problem): Failure {
  return { ok: false, at, problem };
}
