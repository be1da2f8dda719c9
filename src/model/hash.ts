import { LONGEST_ID } from "./identifier.ts";

/** A random odd number for each place in an id, drawn once: whoever does not know them cannot make ids collide. */
const MULTIPLIERS = Int32Array.from({ length: LONGEST_ID }, () => (Math.random() * 2 ** 32) | 1);

/**
 * Multilinear hashing, universal over the choice of multipliers
 * (Lemire and Kaser, "Strongly universal string hashing is fast", 2014).
 */
export function hashOf(id: string): number {
  let sum = id.length;
  for (let place = 0; place < id.length; place++) sum += Math.imul(MULTIPLIERS[place], id.charCodeAt(place) + 1);
  return scrambled(sum | 0);
}

/** The finalizer of MurmurHash3, so that the low bits depend on all. */
function scrambled(bits: number): number {
  let hash = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
