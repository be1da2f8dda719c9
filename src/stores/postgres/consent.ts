import type { Checkpoint, Link, PersonalPart, RecordedEntry, Retention } from "../../model/consent.ts";
import type { Addition, Appended, ConsentFile, ConsentStore } from "../port/consent-store.ts";
import type { Database } from "./database.ts";
import { arrayOf } from "./quoting.ts";

/** A part as the schema's functions show it. */
type ShownPart = Omit<PersonalPart, "kept"> & { readonly kept: Retention | null };
interface ShownEntry {
  readonly entry: RecordedEntry["entry"];
  readonly part: ShownPart;
}

export class PostgresConsent implements ConsentStore {
  /** The definitions of purposes: to these, more are only ever added. */
  readonly #purposes: { readonly entries: RecordedEntry[] } & ConsentFile = { entries: [] };

  constructor(private readonly database: Database) {}

  head(): Promise<Checkpoint> {
    return this.database.call("consent_head");
  }

  append({ link: { entry, hash }, part, erased = [], kept, suppressed }: Addition): Promise<Appended> {
    return this.database.call(
      "append",
      ["smallint", entry.v],
      ["bigint", entry.seq],
      ["text", entry.kind],
      ["bigint", entry.at],
      ["json", JSON.stringify(entry.meta)],
      ["text", entry.commitment],
      ["text", entry.prev],
      ["text", hash],
      ["boolean", part !== undefined],
      ["text", part?.contact],
      ["text", part?.salt],
      ["text", part?.record],
      ["text", part?.kept?.inciso],
      ["bigint", part?.kept?.until],
      ["bigint[]", arrayOf(erased)],
      ["bigint[]", arrayOf(kept?.seqs ?? [])],
      ["text", kept?.retention.inciso],
      ["bigint", kept?.retention.until],
      ["text[]", arrayOf(suppressed?.hashes ?? [])],
      ["bigint", suppressed?.since],
    );
  }

  async file(contact: string | null): Promise<ConsentFile> {
    if (contact !== null) {
      return {
        entries: (await this.database.call<readonly ShownEntry[]>("consent_file", ["text", contact])).map(asEntry),
      };
    }
    const { entries } = this.#purposes;
    const known = entries.at(-1)?.entry.seq ?? 0;
    const more = await this.database.call<readonly ShownEntry[]>("purposes_file", ["bigint", known]);
    // Another call may have brought some of them meanwhile.
    for (const one of more) if (one.entry.seq > (entries.at(-1)?.entry.seq ?? 0)) entries.push(asEntry(one));
    return this.#purposes;
  }

  links(from: number, limit: number): Promise<readonly Link[]> {
    return this.database.call("consent_links", ["bigint", from], ["bigint", limit]);
  }

  async parts(from: number, limit: number): Promise<readonly PersonalPart[]> {
    return (await this.database.call<readonly ShownPart[]>("consent_parts", ["bigint", from], ["bigint", limit])).map(
      asPart,
    );
  }

  lapsed(now: number, limit: number): Promise<readonly number[]> {
    return this.database.call("lapsed", ["bigint", now], ["bigint", limit]);
  }

  async suppressedSince(hashes: readonly string[]): Promise<number | undefined> {
    return (await this.database.call<number | null>("suppressed_since", ["text[]", arrayOf(hashes)])) ?? undefined;
  }
}

function asPart({ kept, ...part }: ShownPart): PersonalPart {
  return kept === null ? part : { ...part, kept };
}

function asEntry({ entry, part }: ShownEntry): RecordedEntry {
  return { entry, part: asPart(part) };
}
