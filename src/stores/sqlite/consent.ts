import type { Checkpoint, Link, PersonalPart, RecordedEntry, Retention } from "../../model/consent.ts";
import type { Addition, Appended, ConsentFile } from "../port/consent-store.ts";
import type { Counters } from "./counters.ts";
import type { Connection } from "./database/connection.ts";
import type { Cache } from "./database/transactions.ts";

interface LinkRow {
  readonly entry: string;
  readonly hash: string;
}

interface PartRow {
  readonly seq: number;
  readonly contact: string | null;
  readonly salt: string;
  readonly record: string;
  readonly kept_inciso: Retention["inciso"] | null;
  readonly kept_until: number | null;
}

interface GrowingFile extends ConsentFile {
  readonly entries: RecordedEntry[];
}

const PART = "seq, contact, salt, record, kept_inciso, kept_until";
/** How many files are kept at hand. */
const MOST_FILES = 10_000;

/** The consent chain, the personal parts beside it, and the suppressions. */
export class SqliteConsent implements Cache {
  readonly #files = new Map<string | null, GrowingFile>();
  readonly #head;
  readonly #moveHead;
  readonly #insertLink;
  readonly #insertPart;
  readonly #contactOf;
  readonly #erase;
  readonly #keep;
  readonly #suppress;
  readonly #suppressed;
  readonly #file;
  readonly #links;
  readonly #parts;
  readonly #lapsed;
  readonly #last;

  constructor(
    connection: Connection,
    private readonly counters: Counters,
    private readonly scrub: () => void,
  ) {
    this.#head = connection.prepare<Checkpoint>("SELECT size, head FROM consent_head");
    this.#moveHead = connection.prepare("UPDATE consent_head SET size = ?, head = ?");
    this.#insertLink = connection.prepare("INSERT INTO consent_links (seq, entry, hash) VALUES (?, ?, ?)");
    this.#insertPart = connection.prepare("INSERT INTO consent_parts (seq, contact, salt, record) VALUES (?, ?, ?, ?)");
    this.#contactOf = connection.prepare<{ contact: string | null }>("SELECT contact FROM consent_parts WHERE seq = ?");
    this.#erase = connection.prepare("DELETE FROM consent_parts WHERE seq = ?");
    this.#keep = connection.prepare("UPDATE consent_parts SET kept_inciso = ?, kept_until = ? WHERE seq = ?");
    this.#suppress = connection.prepare(
      "INSERT INTO consent_suppressions (hash, since) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET since = max(since, excluded.since)",
    );
    this.#suppressed = connection.prepare<{ since: number }>("SELECT since FROM consent_suppressions WHERE hash = ?");
    // A single null would be taken for named parameters by libsql: hence the second one.
    this.#file = connection.prepare<LinkRow & PartRow>(
      `SELECT ${PART}, entry, hash FROM consent_parts JOIN consent_links USING (seq)
       WHERE contact IS ? AND seq > ? ORDER BY seq`,
    );
    this.#links = connection.prepare<LinkRow>(
      "SELECT entry, hash FROM consent_links WHERE seq >= ? ORDER BY seq LIMIT ?",
    );
    this.#parts = connection.prepare<PartRow>(`SELECT ${PART} FROM consent_parts WHERE seq >= ? ORDER BY seq LIMIT ?`);
    this.#lapsed = connection.prepare<{ seq: number }>(
      "SELECT seq FROM consent_parts WHERE kept_until <= ? ORDER BY kept_until, seq LIMIT ?",
    );
    this.#last = connection.prepare<{ seq: number | null }>(
      "SELECT max(seq) AS seq FROM consent_parts WHERE contact IS ? AND seq > ?",
    );
  }

  head(): Checkpoint {
    const { size, head } = this.#head.get()!;
    return { size, head };
  }

  append({ link, part, erased = [], kept, suppressed }: Addition): Appended {
    const { entry, hash } = link;
    const before = this.head();
    if (entry.prev !== before.head || entry.seq !== before.size + 1) return { appended: false, head: before };
    const rewritten = [...erased, ...(kept?.seqs ?? [])].map((seq) => this.#contactOf.get(seq)?.contact);
    this.#insertLink.run(entry.seq, JSON.stringify(entry), hash);
    if (part !== undefined) this.#insertPart.run(part.seq, part.contact, part.salt, part.record);
    for (const seq of erased) this.#erase.run(seq);
    for (const seq of kept?.seqs ?? []) this.#keep.run(kept!.retention.inciso, kept!.retention.until, seq);
    for (const suppression of suppressed?.hashes ?? []) this.#suppress.run(suppression, suppressed!.since);
    if (entry.kind === "erasure") this.counters.set("erasure", entry.seq);
    if (erased.length > 0) this.scrub();
    const head = { size: entry.seq, head: hash };
    this.#moveHead.run(head.size, head.head);
    if (part !== undefined) this.#files.get(part.contact)?.entries.push({ entry, part });
    // A file that lost something is a new one: what was derived from the old is worthless.
    for (const contact of rewritten) if (contact !== undefined) this.#files.delete(contact);
    return { appended: true, head };
  }

  file(contact: string | null): ConsentFile {
    let file = this.#files.get(contact);
    if (file === undefined) {
      const entries = this.#file.all(contact, 0).map((row) => ({ entry: linkOf(row).entry, part: partOf(row) }));
      file = { entries };
      if (this.#files.size >= MOST_FILES) this.#files.clear();
      this.#files.set(contact, file);
    }
    return file;
  }

  links(from: number, limit: number): readonly Link[] {
    return this.#links.all(from, limit).map(linkOf);
  }

  parts(from: number, limit: number): readonly PersonalPart[] {
    return this.#parts.all(from, limit).map(partOf);
  }

  lapsed(now: number, limit: number): readonly number[] {
    return this.#lapsed.all(now, limit).map(({ seq }) => seq);
  }

  suppressedSince(hashes: readonly string[]): number | undefined {
    const moments = hashes.flatMap((hash) => this.#suppressed.get(hash)?.since ?? []);
    return moments.length === 0 ? undefined : Math.max(...moments);
  }

  /** Changes with whatever a decision about the contact rests on: what is recorded of them, the purposes, the suppressions. */
  basis(contact: string): string {
    const last = (of: string | null) => this.#last.get(of, 0)?.seq ?? 0;
    return `${last(contact)} ${last(null)} ${this.counters.get("erasure")}`;
  }

  forget(): void {
    this.#files.clear();
  }
}

function linkOf({ entry, hash }: LinkRow): Link {
  return { entry: JSON.parse(entry) as Link["entry"], hash };
}

function partOf({ seq, contact, salt, record, kept_inciso: inciso, kept_until: until }: PartRow): PersonalPart {
  return { seq, contact, salt, record, ...(inciso !== null && { kept: { inciso, until: until as number } }) };
}
