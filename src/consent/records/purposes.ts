import type { ChainEntry, RecordedEntry } from "../../model/consent.ts";
import type { ConsentFile } from "../../stores/port/consent-store.ts";
import { canonical } from "../chain/canonical.ts";
import { digest } from "../chain/digest.ts";
import { type PurposeRecord, recordOf } from "./records.ts";

/** One definition of a purpose, as in force from `since` until a later one. */
export interface Definition extends PurposeRecord {
  readonly seq: number;
  readonly recordedAt: number;
  /** The version of the notice: SHA-256 over the canonical JSON of `{ description, notice }`. */
  readonly version: string;
  /** The same for two definitions that tell the person the same of what LGPD art. 8 §6 names. */
  readonly substance: string;
}

export function noticeText({ description, notice }: Pick<PurposeRecord, "description" | "notice">): string {
  return canonical({ description, notice });
}

/**
 * What LGPD art. 8 §6 makes the controller tell the person when it changes: art. 9 I (the purpose), II (form and duration), III (the
 * controller) and V (sharing). The text says all of these, so a changed text counts; the controller's contact (IV), a list of
 * rights (VII) and the name of the language do not.
 */
function substanceOf({ description, notice }: PurposeRecord): string {
  const { controller, text, duration, sharing } = notice;
  return canonical({ description, controller, text, duration, sharing });
}

export function definitionOf({ entry, part }: RecordedEntry): Definition {
  return defined(recordOf<PurposeRecord>(part), entry);
}

export function defined(record: PurposeRecord, { seq, at }: Pick<ChainEntry, "seq" | "at">): Definition {
  const version = digest.sha256(noticeText(record));
  return { ...record, seq, recordedAt: at, version, substance: substanceOf(record) };
}

/** Every definition of every purpose, by id: in force at a moment, or by version. */
export class Purposes {
  readonly #byId = new Map<string, Definition[]>();
  #read = 0;

  /** Takes in what was recorded since the last call. */
  take(entries: readonly RecordedEntry[]): this {
    for (; this.#read < entries.length; this.#read++) this.#add(definitionOf(entries[this.#read]!));
    return this;
  }

  #add(definition: Definition): void {
    const definitions = this.#byId.get(definition.id) ?? [];
    const place = definitions.findLastIndex(({ since }) => since <= definition.since) + 1;
    definitions.splice(place, 0, definition);
    this.#byId.set(definition.id, definitions);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** The latest to have come into force by `at`, of those recorded by `knownAt`. */
  inForce(id: string, at: number, knownAt = Number.POSITIVE_INFINITY): Definition | undefined {
    return this.#byId.get(id)?.findLast(({ since, recordedAt }) => since <= at && recordedAt <= knownAt);
  }

  /** The first definition with that version of the notice. */
  byVersion(id: string, version: string): Definition | undefined {
    return this.#byId.get(id)?.find((definition) => definition.version === version);
  }

  /**
   * The definition that stands where `record` would say nothing new: the same, in force from the same moment, or, where it
   * comes without a moment, the same as in force by `now`.
   */
  standing(record: Omit<PurposeRecord, "since">, since: number | undefined, now: number): Definition | undefined {
    const candidate =
      since === undefined
        ? this.inForce(record.id, now)
        : this.#byId.get(record.id)?.findLast((definition) => definition.since === since);
    const same = candidate?.basis === record.basis && noticeText(candidate) === noticeText(record);
    return same ? candidate : undefined;
  }
}

/** The purposes of a store's answer; what was derived from the same file before is used again. */
export function purposesOf(file: ConsentFile): Purposes {
  if (!(file.derived instanceof Purposes)) file.derived = new Purposes();
  return (file.derived as Purposes).take(file.entries);
}
