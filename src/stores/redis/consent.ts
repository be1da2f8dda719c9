import type { Checkpoint, Link, PersonalPart, RecordedEntry, Retention } from "../../model/consent.ts";
import type { Addition, Appended, ConsentFile, ConsentStore } from "../port/consent-store.ts";
import { append, getHead, getSuppressions, listLapsed, readFile, readLinks, readParts } from "./scripts/consent.ts";
import type { Connection, Reply } from "./server/connection.ts";
import { atMost, optional } from "./words.ts";

type EntryReply = readonly [link: string, part: string, kept: string | null];
type PartReply = readonly [part: string, kept: string | null];

/** A file that only grows, as far as it is known here. */
interface Growing extends ConsentFile {
  readonly entries: RecordedEntry[];
  /** The last link, as it is stored. */
  last: string;
}

/** The consent ledger's store in Redis. */
export class RedisConsent implements ConsentStore {
  /** They concern nobody in particular and are asked for with every decision: only what is new is fetched. */
  #purposes: Growing = { entries: [], last: "" };

  constructor(private readonly connection: Connection) {}

  async head(): Promise<Checkpoint> {
    return checkpointFrom((await this.connection.run(getHead, [])) as readonly Reply[]);
  }

  async append({ link, part, erased = [], kept, suppressed }: Addition): Promise<Appended> {
    const { entry, hash } = link;
    const [appended, ...head] = (await this.connection.run(append, [
      String(entry.seq),
      entry.prev,
      hash,
      JSON.stringify(link),
      entry.kind,
      part === undefined ? "" : JSON.stringify(part),
      ...whose(part?.contact ?? null),
      JSON.stringify(erased),
      JSON.stringify(kept?.seqs ?? []),
      JSON.stringify(kept?.retention ?? null),
      optional(kept?.retention.until),
      optional(suppressed?.since),
      ...(suppressed?.hashes ?? []),
    ])) as readonly Reply[];
    return { appended: Number(appended) === 1, head: checkpointFrom(head) };
  }

  async file(contact: string | null): Promise<ConsentFile> {
    if (contact === null) return this.#definitions();
    const [, ...entries] = (await this.connection.run(readFile, [...whose(contact), "0", ""])) as readonly EntryReply[];
    return { entries: entries.map(recordedEntry) };
  }

  async links(from: number, limit: number): Promise<readonly Link[]> {
    const links = (await this.connection.run(readLinks, [String(from), atMost(limit)])) as readonly string[];
    return links.map((link) => JSON.parse(link) as Link);
  }

  async parts(from: number, limit: number): Promise<readonly PersonalPart[]> {
    const parts = (await this.connection.run(readParts, [String(from), atMost(limit)])) as readonly PartReply[];
    return parts.map(([part, kept]) => partFrom(part, kept));
  }

  async lapsed(now: number, limit: number): Promise<readonly number[]> {
    const places = (await this.connection.run(listLapsed, [String(now), atMost(limit)])) as readonly string[];
    return places.map(Number);
  }

  async suppressedSince(hashes: readonly string[]): Promise<number | undefined> {
    if (hashes.length === 0) return undefined;
    const moments = (await this.connection.run(getSuppressions, hashes)) as readonly (string | null)[];
    const known = moments.flatMap((moment) => (moment === null ? [] : Number(moment)));
    return known.length === 0 ? undefined : Math.max(...known);
  }

  async #definitions(): Promise<ConsentFile> {
    const known = this.#purposes;
    const args = [...whose(null), String(known.entries.length), known.last];
    const [stands, ...entries] = (await this.connection.run(readFile, args)) as readonly [number, ...EntryReply[]];
    // Another store lies behind the connection now, or one set back to an earlier state.
    const file = Number(stands) === 1 || known.entries.length === 0 ? known : { entries: [], last: "" };
    if (this.#purposes === known) this.#purposes = file;
    for (const reply of entries) {
      const one = recordedEntry(reply);
      // Two who asked at once are both told of it.
      if (one.entry.seq <= (file.entries.at(-1)?.entry.seq ?? 0)) continue;
      file.entries.push(one);
      file.last = reply[0];
    }
    return file;
  }
}

function whose(contact: string | null): readonly [kind: string, contact: string] {
  return contact === null ? ["purpose", ""] : ["contact", contact];
}

function checkpointFrom([size, head]: readonly Reply[]): Checkpoint {
  return { size: Number(size), head: head as string };
}

function recordedEntry([link, part, kept]: EntryReply): RecordedEntry {
  const { entry } = JSON.parse(link) as Link;
  return { entry, part: partFrom(part, kept) };
}

function partFrom(stored: string, kept: string | null): PersonalPart {
  const part = JSON.parse(stored) as PersonalPart;
  return kept === null ? part : { ...part, kept: JSON.parse(kept) as Retention };
}
