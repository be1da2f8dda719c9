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
const DIGITS = new TextEncoder().encode("0123456789abcdef");

/**
 * A source of salts: 32 bytes each, in hexadecimal. They are drawn many at a time, since each draw is a system call, and
 * decoded whole: put together digit by digit, a text is a tree of its pieces until something reads it.
 */
export function salts(fill: FillRandom): () => string {
  const pool = new Uint8Array(SALT_BYTES * DRAWN_AT_ONCE);
  const digits = new Uint8Array(2 * SALT_BYTES);
  const decoder = new TextDecoder();
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      fill(pool);
      used = 0;
    }
    for (let place = 0; place < digits.length; used++) {
      const byte = pool[used]!;
      pool[used] = 0;
      digits[place++] = DIGITS[byte >> 4]!;
      digits[place++] = DIGITS[byte & 15]!;
    }
    const salt = decoder.decode(digits);
    digits.fill(0);
    return salt;
  };
}
