import type { ChainEntry, ErasureMeta } from "../../model/consent.ts";
import type { Definition } from "./purposes.ts";

/**
 * What was recorded: its place in the chain, and when, in epoch milliseconds.
 *
 * @example
 * const receipt: Receipt = await ledger.revoke({ contact: "maria" });
 * [receipt.seq, receipt.recordedAt]; // → [3, 1795435200000]
 */
export interface Receipt {
  readonly seq: number;
  readonly recordedAt: number;
}

/**
 * A purpose as registered. `notice` is the version of its notice.
 *
 * @example
 * const notice = { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text: "…" };
 * const { seq, notice: version }: RegisteredPurpose = await ledger.definePurpose({
 *   id: "survey", description: "One question after each call", basis: "consent", notice });
 * [seq, version.length]; // → [3, 64]
 */
export interface RegisteredPurpose extends Pick<Definition, "id" | "basis" | "since" | "seq"> {
  readonly notice: string;
}

/**
 * The places of the erasure itself, of the parts that are gone, and of those kept under LGPD art. 16.
 *
 * @example
 * await ledger.erase({ contact: "maria", reason: "art. 18 VI" }); // → { seq: 3, erased: [2], kept: [] }
 */
export interface ErasureReceipt {
  readonly seq: number;
  readonly erased: readonly number[];
  readonly kept: readonly number[];
}

/** What an erasure says in the chain, as it is told to whoever asked for it. */
export function receiptOf({ seq, meta }: ChainEntry): ErasureReceipt {
  const { erased, kept } = meta as ErasureMeta;
  return { seq, erased, kept: kept?.seqs ?? [] };
}
