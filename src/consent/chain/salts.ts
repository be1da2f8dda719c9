import { bytesToHex } from "@noble/hashes/utils";

/**
 * Fills the bytes with randomness fit for secrets, as Web Crypto's `getRandomValues` does.
 *
 * @example
 * const random: FillRandom = (bytes) => void crypto.getRandomValues(bytes);
 * const ledger = new ConsentLedger({ random });
 */
export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => void;

export const webCrypto: FillRandom = (bytes) => {
  globalThis.crypto.getRandomValues(bytes);
};

const SALT_BYTES = 32;
const DRAWN_AT_ONCE = 128;

/** A source of salts: 32 bytes each, in hexadecimal. They are drawn many at a time, since each draw is a system call. */
export function salts(fill: FillRandom): () => string {
  const pool = new Uint8Array(SALT_BYTES * DRAWN_AT_ONCE);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      fill(pool);
      used = 0;
    }
    const salt = pool.subarray(used, used + SALT_BYTES);
    used += SALT_BYTES;
    const text = bytesToHex(salt);
    salt.fill(0);
    return text;
  };
}
