import { type Awaitable, followed } from "../../model/awaitable.ts";
import type { Clock } from "../../model/clock.ts";
import type { ChainEntry } from "../../model/consent.ts";
import type { ConsentStore } from "../../stores/port/consent-store.ts";
import { sealed } from "../chain/part.ts";
import type { Draft, Writer } from "../chain/writer.ts";
import type { parsePurpose } from "../input/parse.ts";
import type { Announcements, ContactRecords } from "./events.ts";
import { type Definition, defined, type Purposes, purposesOf } from "./purposes.ts";
import type { Receipt } from "./receipts.ts";
import type { PurposeRecord } from "./records.ts";

/**
 * Records what has a personal part, under a salt of its own. What a record says of purposes is said of them as they stand when
 * its turn in the chain has come.
 */
export class Recorder {
  constructor(
    private readonly store: ConsentStore,
    private readonly writer: Writer,
    private readonly clock: Clock,
    private readonly salt: () => string,
    private readonly announcements: Announcements,
  ) {}

  /** What concerns one contact. Resolves once it has been announced. */
  record<Kind extends keyof ContactRecords>(
    kind: Kind,
    contact: string,
    recordOf: (purposes: Purposes, now: number) => ContactRecords[Kind],
  ): Awaitable<Receipt> {
    const now = this.clock.now();
    let record: ContactRecords[Kind];
    const appended = this.#append((purposes) => {
      record = recordOf(purposes, now);
      return { kind, at: now, part: sealed(contact, record, this.salt()) };
    });
    return followed(appended, (entry) => {
      const { seq } = entry!;
      return followed(this.announcements.tell(kind, { contact, seq, record }), () => ({ seq, recordedAt: now }));
    });
  }

  /** A definition of a purpose, which concerns nobody in particular; or the one that stands, where it says the same. */
  define({ since, ...given }: ReturnType<typeof parsePurpose>): Awaitable<Definition> {
    const now = this.clock.now();
    const record: PurposeRecord = { ...given, since: since ?? now };
    let standing: Definition | undefined;
    const appended = this.#append((purposes) => {
      standing = purposes.standing(given, since, now);
      return standing ? undefined : { kind: "purpose", at: now, part: sealed(null, record, this.salt()) };
    });
    return followed(appended, (entry) => standing ?? defined(record, entry!));
  }

  #append(draft: (purposes: Purposes) => Draft | undefined): Awaitable<ChainEntry | undefined> {
    return this.writer.append(() => followed(this.store.file(null), (definitions) => draft(purposesOf(definitions))));
  }
}
