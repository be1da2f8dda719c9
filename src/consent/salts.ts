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
const DIGITS = "0123456789abcdef";

/**
 * A source of salts: 32 bytes each, in hexadecimal. They are drawn many at a time, since each draw is a system call, and made
 * of all their digits at once: joined one by one, they would leave twenty times as much behind.
 */
export function salts(fill: FillRandom): () => string {
  const pool = new Uint8Array(SALT_BYTES * DRAWN_AT_ONCE);
  const digits = new Array<number>(2 * SALT_BYTES).fill(0);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      fill(pool);
      used = 0;
    }
    for (let digit = 0; digit < digits.length; used++) {
      const byte = pool[used]!;
      digits[digit++] = DIGITS.charCodeAt(byte >> 4);
      digits[digit++] = DIGITS.charCodeAt(byte & 15);
      pool[used] = 0;
    }
    return String.fromCharCode(...digits);
  };
}
