import type { Awaitable } from "../../model/awaitable.ts";
import { checkListening } from "../../model/emitter.ts";
import type { GrantRecord, InformationRecord, RevocationRecord } from "./records.ts";

/**
 * What is recorded of a contact, by kind.
 *
 * @example
 * ledger.on("grant", ({ record }) => notify(record.purposes, record.channels));
 * ledger.on("erasure", ({ record }) => notify("forgotten at", record.at));
 */
export interface ContactRecords {
  readonly grant: GrantRecord;
  readonly revocation: RevocationRecord;
  readonly resumption: RevocationRecord;
  readonly information: InformationRecord;
  /** The contact's parts are gone, or kept under LGPD art. 16: whatever else is held of the person is to go as well. */
  readonly erasure: { readonly at: number };
}

/**
 * What the ledger tells of, once it is recorded.
 *
 * @example
 * ledger.on("revocation", ({ contact, seq, record }) => notify(contact, seq, record.channels ?? "every channel"));
 */
export interface LedgerEvent<Kind extends keyof ContactRecords> {
  readonly contact: string;
  /** The place in the chain. */
  readonly seq: number;
  readonly record: ContactRecords[Kind];
}

/**
 * It is waited for: what was recorded resolves after it. Its errors are unhandled rejections, and stop nothing.
 *
 * @example
 * const stopSending: LedgerListener<"revocation"> = ({ contact }) => notify("no more to", contact);
 * ledger.on("revocation", stopSending);
 */
export type LedgerListener<Kind extends keyof ContactRecords> = (event: LedgerEvent<Kind>) => void | PromiseLike<void>;

type Listeners = { readonly [Kind in keyof ContactRecords]: Set<LedgerListener<Kind>> };

/** Who listens to what. */
export class Announcements {
  readonly #listeners: Listeners = {
    grant: new Set(),
    revocation: new Set(),
    resumption: new Set(),
    information: new Set(),
    erasure: new Set(),
  };

  on<Kind extends keyof ContactRecords>(kind: Kind, listener: LedgerListener<Kind>): () => void {
    checkListening(Object.keys(this.#listeners), kind, listener);
    // The same function may listen twice, and each be stopped alone.
    const own: LedgerListener<Kind> = (event) => listener(event);
    this.#listeners[kind].add(own);
    return () => {
      this.#listeners[kind].delete(own);
    };
  }

  /**
   * Calls every listener in the order they came, and waits for all of them: not at all where nobody listens. One that fails
   * stops neither the others nor what it was told of, which is recorded already: its error surfaces as an unhandled rejection.
   */
  tell<Kind extends keyof ContactRecords>(kind: Kind, event: LedgerEvent<Kind>): Awaitable<void> {
    const listeners = this.#listeners[kind];
    return listeners.size === 0 ? undefined : told([...listeners], event);
  }
}

async function told<Kind extends keyof ContactRecords>(
  listeners: readonly LedgerListener<Kind>[],
  event: LedgerEvent<Kind>,
): Promise<void> {
  const outcomes = await Promise.allSettled(listeners.map(async (listener) => listener(event)));
  for (const outcome of outcomes) if (outcome.status === "rejected") void Promise.reject(outcome.reason);
}
