import { type Awaitable, followed, isPromise } from "../model/awaitable.ts";
import { type Clock, systemClock } from "../model/clock.ts";
import type { Checkpoint } from "../model/consent.ts";
import { ProximoError } from "../model/errors.ts";
import { memoryConsentStore } from "../stores/memory/consent.ts";
import type { ConsentStore } from "../stores/port/consent-store.ts";
import { salts, webCrypto } from "./chain/salts.ts";
import { type Verification, verifyChain } from "./chain/verify.ts";
import { Writer } from "./chain/writer.ts";
import { type Decision, decide } from "./decision/decision.ts";
import { EVERYTHING } from "./decision/question.ts";
import { erasureOf, lapseOf } from "./erasure/erasure.ts";
import { Suppression } from "./erasure/suppression.ts";
import type {
  CheckInput,
  ErasureInput,
  GrantInput,
  InformationInput,
  PurposeInput,
  RevocationInput,
} from "./input/inputs.ts";
import {
  parseCheck,
  parseCheckpoint,
  parseContact,
  parseErasure,
  parseGrant,
  parseInformation,
  parsePurpose,
  parseRevocation,
} from "./input/parse.ts";
import { type ConsentLedgerOptions, checkOptions } from "./options.ts";
import { type ConsentProof, proofOf } from "./proof.ts";
import { Announcements, type ContactRecords, type LedgerListener } from "./records/events.ts";
import { grantRecord, informationRecord, revocationRecord } from "./records/grants.ts";
import { type HistoryEntry, historyEntry } from "./records/history.ts";
import { type ErasureReceipt, type Receipt, type RegisteredPurpose, receiptOf } from "./records/receipts.ts";
import { Recorder } from "./records/recorder.ts";

const PURGED_AT_ONCE = 1_000;

/**
 * The consent ledger: may we contact this person, on this channel, for this purpose, now, and can we prove it?
 *
 * It records what LGPD (Lei 13.709/2018) arts. 5 XII, 7 I and 8 ask for, and GDPR art. 7 alike, in a chain of hashes in
 * which every later change shows. No record is ever changed. It is a tool, not legal advice.
 *
 * Every method rejects with a `ProximoError` on bad input, and has then recorded nothing. An expected outcome, such as no
 * consent, is a value.
 *
 * @example
 * const ledger = new ConsentLedger({ clock });
 * await ledger.definePurpose({ id: "offers", description: "Offers about our phone plans", basis: "consent",
 *   notice: { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text: "…" } });
 * await ledger.grant({ contact: "maria", controller: "Acme Ltda", purposes: ["offers"], channels: ["whatsapp"],
 *   statement: "Quero receber ofertas da Acme", act: "checkbox", evidence: { form: "signup-7" } });
 * await ledger.check({ contact: "maria", channel: "whatsapp", purpose: "offers" }); // → { allowed: true, …
 */
export class ConsentLedger {
  readonly #store: ConsentStore;
  readonly #clock: Clock;
  readonly #writer: Writer;
  readonly #recorder: Recorder;
  readonly #suppression: Suppression;
  readonly #announcements = new Announcements();

  /** @throws ProximoError `INVALID_OPTION`, also for a suppression key of less than 32 characters. */
  constructor(options: ConsentLedgerOptions = {}) {
    checkOptions(options);
    const { store = memoryConsentStore(), clock = systemClock, suppressionKey, random = webCrypto } = options;
    this.#store = store;
    this.#clock = clock;
    this.#writer = new Writer(this.#store);
    this.#recorder = new Recorder(this.#store, this.#writer, clock, salts(random), this.#announcements);
    this.#suppression = new Suppression(suppressionKey);
  }

  /**
   * Registers a purpose (LGPD arts. 6 I, 8 §4, 9), or a new definition of it. The same definition again, as at every start
   * of an application, records nothing and answers the one that stands.
   *
   * Where the new notice differs in what LGPD art. 8 §6 names (purpose, form and duration, controller, sharing), older
   * grants answer `reinform` from its `since` on, until `inform`.
   *
   * @throws ProximoError `INVALID_PURPOSE`, `GENERIC_PURPOSE`, `INVALID_TIME`.
   */
  async definePurpose(input: PurposeInput): Promise<RegisteredPurpose> {
    const given = parsePurpose(input);
    if (given.id === "*") throw new ProximoError("GENERIC_PURPOSE", 'purpose.id: expected a specific one, got "*"');
    const { id, basis, since, version, seq } = await this.#recorder.define(given);
    return { id, basis, since, notice: version, seq };
  }

  /**
   * Records a grant, with what shows that it happened.
   *
   * What is generic or uninformed is refused, because it is void (LGPD arts. 8 §§3-4, 9 §1).
   *
   * @throws ProximoError `NO_PURPOSE`; `GENERIC_PURPOSE` (`"*"`); `UNKNOWN_PURPOSE`; `BASIS_NOT_CONSENT`; `EMPTY_STATEMENT`;
   * `NOT_AFFIRMATIVE` (silence, a pre-ticked box); `NO_EVIDENCE`; `FUTURE_DATE`; `UNKNOWN_NOTICE`; `NOTICE_AFTER_GRANT`;
   * `INVALID_CHANNEL`; `INVALID_TIME`; `INVALID_ID`; `INVALID_CONSENT`.
   * @example
   * await ledger.grant({ contact: "maria", controller: "Acme Ltda", purposes: ["offers"], channels: "any",
   *   addresses: { whatsapp: "+5511…" }, statement: "Quero receber ofertas da Acme", language: "pt-BR",
   *   act: "checkbox", evidence: { form: "signup-7", ip: "203.0.113.9" } });
   */
  async grant(input: GrantInput): Promise<Receipt> {
    const given = parseGrant(input);
    return this.#recorder.record("grant", given.contact, (purposes, now) => grantRecord(given, purposes, now));
  }

  /**
   * Records a revocation: of one purpose, of one channel, of everything. Always possible, by any act, with nothing to show
   * (LGPD art. 8 §5, GDPR art. 7 (3)); effective from its own time on, for what comes after it.
   * What rests on another basis than consent it closes on the channels that it names, and legitimate interest on all.
   *
   * @throws ProximoError `NO_PURPOSE` (an empty array: omit it for all), `GENERIC_PURPOSE`, `UNKNOWN_PURPOSE`, `INVALID_CHANNEL`,
   * `INVALID_TIME`, `INVALID_ID`, `INVALID_CONSENT`; in a center, `UNKNOWN_CHANNEL` for one that neither it nor a record of the
   * contact names: mistyped, the opt-out would be lost.
   * @example
   * await ledger.revoke({ contact: "maria", channels: ["whatsapp"], act: "reply", evidence: { message: "SAIR" } });
   */
  async revoke(input: RevocationInput): Promise<Receipt> {
    const given = parseRevocation(input);
    return this.#recorder.record("revocation", given.contact, (purposes, now) =>
      revocationRecord(given, purposes, now),
    );
  }

  /**
   * Records that a person takes back an objection, or the refusal of a channel, to purposes that do not rest on consent.
   * Consent that was revoked is given again by `grant`, never by this.
   *
   * @throws ProximoError as `revoke`.
   */
  async resume(input: RevocationInput): Promise<Receipt> {
    const given = parseRevocation(input);
    return this.#recorder.record("resumption", given.contact, (purposes, now) =>
      revocationRecord(given, purposes, now),
    );
  }

  /**
   * Records that a person was told of a changed notice (LGPD art. 8 §6), which opens again what answered `reinform`. It may
   * be one that comes into force later.
   *
   * @throws ProximoError `NO_PURPOSE`, `GENERIC_PURPOSE`, `UNKNOWN_PURPOSE`, `UNKNOWN_NOTICE`, `NOTICE_AFTER_GRANT` (none was in force),
   * `FUTURE_DATE`, `INVALID_TIME`, `INVALID_ID`, `INVALID_CONSENT`.
   * @example
   * await ledger.inform({ contact: "maria", purposes: ["offers"], evidence: { email: "2026-05-02/778" } });
   */
  async inform(input: InformationInput): Promise<Receipt> {
    const given = parseInformation(input);
    return this.#recorder.record("information", given.contact, (purposes, now) =>
      informationRecord(given, purposes, now),
    );
  }

  /**
   * May we contact this person, on this channel, for this purpose, at this moment? `at` asks about any moment, `knownAt`
   * about what had been recorded by then. The latest event that covers all three, by its time and then its place in the
   * chain, decides, from its time inclusive.
   *
   * Does not depend on the size of the ledger. About now, it takes time in proportion to how many different things the contact
   * has granted and revoked; about an earlier moment, to the logarithm of their events and to how many of the latest by then do
   * not cover the question. With a suppression key, one or two keyed hashes more.
   *
   * @throws ProximoError `INVALID_ID`, `INVALID_TIME`, `INVALID_CONSENT`.
   * @example
   * const answer = await ledger.check({ contact: "maria", channel: "email", purpose: "offers" });
   * if (!answer.allowed) console.log(answer.reasons); // ["revoked"]
   */
  async check(input: CheckInput): Promise<Decision> {
    return this.ask(input);
  }

  /**
   * As `check`, but answers at once where the store does, as the one in memory: for a gate whose own step must not be
   * interrupted between the question and what follows from it.
   *
   * @throws ProximoError as `check`.
   */
  ask(input: CheckInput): Awaitable<Decision> {
    const { contact, channel, purpose, address, at, knownAt } = parseCheck(input);
    const question = { purpose, channel, address, at: at ?? this.#clock.now(), knownAt: knownAt ?? EVERYTHING };
    const file = this.#store.file(contact);
    const definitions = this.#store.file(null);
    const suppressed = this.#suppression.since(this.#store, contact, channel, address);
    if (isPromise(file) || isPromise(definitions) || isPromise(suppressed))
      return Promise.all([file, definitions, suppressed]).then((answers) => decide(...answers, question));
    return decide(file, definitions, suppressed, question);
  }

  /** All that is recorded of a contact, in the order of the chain (LGPD arts. 18 II and 19). After an erasure: what is kept. */
  async history(contact: string): Promise<readonly HistoryEntry[]> {
    const { entries } = await this.#store.file(parseContact(contact));
    return entries.map(historyEntry);
  }

  /**
   * Erases a person (LGPD art. 18 VI, GDPR art. 17): deletes their parts and salts, and records which. From then on no
   * decision rests on them. The chain verifies as before, and so do older checkpoints.
   *
   * `keep` leaves what LGPD art. 16 lets a controller keep, under its inciso, until its end; it decides nothing any more.
   *
   * @throws ProximoError `INVALID_RETENTION` where the end is not after now or an entry is not the contact's, `INVALID_ID`,
   * `INVALID_CONSENT`.
   * @example
   * await ledger.erase({ contact: "maria", reason: "art. 18 VI" });
   */
  async erase(input: ErasureInput): Promise<ErasureReceipt> {
    const erasure = parseErasure(input);
    const now = this.#clock.now();
    const entry = await this.#writer.append(() =>
      followed(this.#store.file(erasure.contact), ({ entries }) => erasureOf(erasure, entries, this.#suppression, now)),
    );
    const receipt = receiptOf(entry!);
    await this.#announcements.tell("erasure", { contact: erasure.contact, seq: receipt.seq, record: { at: now } });
    return receipt;
  }

  /**
   * Deletes the parts whose retention under LGPD art. 16 has ended, and records which. To be called from time to time.
   *
   * @returns their places.
   */
  async purge(): Promise<readonly number[]> {
    const now = this.#clock.now();
    const purged: number[] = [];
    for (;;) {
      const entry = await this.#writer.append(() =>
        followed(this.#store.lapsed(now, PURGED_AT_ONCE), (seqs) => lapseOf(seqs, now)),
      );
      if (entry === undefined) return purged;
      purged.push(...receiptOf(entry).erased);
    }
  }

  /**
   * Where the chain stands. Keep it elsewhere, and from time to time: with a third party, in print, in another company's
   * mailbox. What has been rehashed or cut since shows against it alone.
   */
  async checkpoint(): Promise<Checkpoint> {
    return this.#store.head();
  }

  /**
   * Reads the chain and the personal parts from beginning to end and answers whether they are as they were recorded; if not,
   * what is wrong, and where. Without a checkpoint it cannot find what was rehashed up to the very end, or cut off together
   * with the record of the head.
   *
   * Takes time in proportion to the chain, and memory in proportion to what was erased.
   *
   * @throws ProximoError `INVALID_CONSENT` for what is no checkpoint.
   * @example
   * const answer = await ledger.verify(checkpoint);
   * if (!answer.ok) console.error(`${answer.problem} at ${answer.at}`);
   */
  async verify(checkpoint?: Checkpoint): Promise<Verification> {
    return verifyChain(this.#store, checkpoint === undefined ? undefined : parseCheckpoint(checkpoint));
  }

  /**
   * Exports what was consented, when, how and to whom, and the part of the chain that shows it (LGPD art. 8 §2, GDPR
   * art. 7 (1)). See `ConsentProof` on how to check it without this library.
   *
   * Its size is that of the chain from the contact's first entry on, to the head or to the `until` checkpoint.
   *
   * @throws ProximoError `INVALID_ID`; `INVALID_CONSENT` where the checkpoint is not of this chain.
   */
  async proof(contact: string, options: { readonly until?: Checkpoint | undefined } = {}): Promise<ConsentProof> {
    const until = options.until === undefined ? undefined : parseCheckpoint(options.until);
    return proofOf(this.#store, parseContact(contact), until);
  }

  /**
   * Tells what this ledger records, once it is recorded; what other processes record on the same store is not told. The
   * method that recorded it waits for the listeners.
   *
   * @returns a function that stops it.
   * @throws ProximoError `INVALID_OPTION`
   * @example
   * ledger.on("revocation", ({ contact, record }) => notify(contact, record.purposes ?? "everything"));
   */
  on<Kind extends keyof ContactRecords>(kind: Kind, listener: LedgerListener<Kind>): () => void {
    return this.#announcements.on(kind, listener);
  }
}
