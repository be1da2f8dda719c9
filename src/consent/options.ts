import type { Clock } from "../model/clock.ts";
import type { ConsentStore } from "../stores/consent-store.ts";
import type { FillRandom } from "./salts.ts";

/**
 * Where a ledger is kept, and what it needs; everything may be left out.
 *
 * @example
 * const options: ConsentLedgerOptions = { clock, suppressionKey: process.env.SUPPRESSION_KEY };
 * const ledger = new ConsentLedger(options);
 */
export interface ConsentLedgerOptions {
  /** In the memory of this process, unless given. */
  readonly store?: ConsentStore | undefined;
  /** The system's, unless given. */
  readonly clock?: Clock | undefined;
  /**
   * A secret, to be kept elsewhere. With it an erasure leaves keyed hashes of the contact and of their addresses, so that
   * importing them again does not write to them again. Without it nothing is left.
   */
  readonly suppressionKey?: string | undefined;
  /** Where salts come from: Web Crypto's `getRandomValues`, unless given. */
  readonly random?: FillRandom | undefined;
}
