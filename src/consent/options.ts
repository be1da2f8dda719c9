import type { Clock } from "../model/clock.ts";
import { ProximoError, shown } from "../model/errors.ts";
import { checkFields } from "../model/fields.ts";
import { hasMethods } from "../model/methods.ts";
import type { ConsentStore } from "../stores/port/consent-store.ts";
import type { FillRandom } from "./chain/salts.ts";

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
   * importing them again does not write to them again. Without it nothing is left. Under another id they are known by their
   * address alone, where the question names it; with another key they are not known at all.
   */
  readonly suppressionKey?: string | undefined;
  /** Where salts come from: Web Crypto's `getRandomValues`, unless given. */
  readonly random?: FillRandom | undefined;
}

const OPTIONS = new Set<string>([
  "store",
  "clock",
  "suppressionKey",
  "random",
] satisfies (keyof ConsentLedgerOptions)[]);

/** @throws ProximoError `INVALID_OPTION` */
export function checkOptions(options: ConsentLedgerOptions): void {
  checkFields(options, OPTIONS, "options", "INVALID_OPTION");
  const { store, clock, suppressionKey, random } = options;
  if (suppressionKey !== undefined && !(typeof suppressionKey === "string" && suppressionKey.length >= 32))
    throw new ProximoError("INVALID_OPTION", "suppressionKey: expected a secret of at least 32 characters, got less");
  if (clock !== undefined && !hasMethods(clock, "now"))
    throw new ProximoError("INVALID_OPTION", `clock: expected one, got ${shown(clock)}`);
  if (store !== undefined && !hasMethods(store, "head", "append", "file"))
    throw new ProximoError("INVALID_OPTION", `store: expected one of consent, got ${shown(store)}`);
  if (random !== undefined && typeof random !== "function")
    throw new ProximoError("INVALID_OPTION", `random: expected a function that fills bytes, got ${shown(random)}`);
}
