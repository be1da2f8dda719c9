/** Rounds after which every bit of the state depends on every bit of the seed: as many as PractRand takes. */
const ROUNDS = 15;

/**
 * A stream of random numbers, the same for the same seed: sfc32 of Chris Doty-Humphrey's PractRand 0.93 ("small fast
 * counting", 2014), which passes that suite and BigCrush. Its counter alone makes a period of 2³² numbers at the least, and
 * streams of different seeds do not run into each other: each is seeded by three words, the counter begins at 1.
 */
export class Stream {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param name what it is for: streams of other names are others, whatever else is drawn. */
  constructor(seed: number, replication: number, name: string) {
    this.#a = seed | 0;
    this.#b = replication | 0;
    this.#c = hashOf(name);
    for (let round = 0; round < ROUNDS; round++) this.#word();
  }

  /** From 0 to 1, 1 excluded: a multiple of 2⁻⁵³. */
  uniform(): number {
    const high = this.#word() >>> 5;
    return (high * 2 ** 26 + (this.#word() >>> 6)) / 2 ** 53;
  }

  /** Of mean 1. */
  exponential(): number {
    return -Math.log(1 - this.uniform());
  }

  /** Of mean 0 and variance 1: G. E. P. Box and M. E. Muller, 1958. */
  normal(): number {
    return Math.sqrt(2 * this.exponential()) * Math.cos(2 * Math.PI * this.uniform());
  }

  #word(): number {
    const word = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + word) | 0;
    return word;
  }
}

/** FNV-1a, over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
