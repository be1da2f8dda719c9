/**
 * How long something takes that takes `mean` on average and has gone on for `elapsed`: how much longer, in the same unit.
 */
export type Remaining = (mean: number, elapsed: number) => number;

/**
 * Times that are the same for the same seed: of each the part 1 − variation is certain, and the rest exponential, so that
 * its standard deviation is `variation` times its mean. In call centers that is near 1 (Brown et al., "Statistical Analysis
 * of a Telephone Call Center", JASA 100, 2005), where what has gone on for long is not the sooner over for it.
 *
 * @param variation from 0 to 1.
 */
export function chance(seed: number, variation: number): Remaining {
  const uniform = uniforms(seed >> 1, seed % 2 === 1);
  return (mean, elapsed) =>
    Math.max(0, mean * (1 - variation) - elapsed) - (variation > 0 ? mean * variation * Math.log(uniform()) : 0);
}

/** Marsaglia, "Xorshift RNGs", 2003: between 0 and 1, neither included. `opposite`: 1 minus each, which evens out what they lead to. */
function uniforms(seed: number, opposite: boolean): () => number {
  // Far from each other for seeds that are near, and never 0.
  let state = Math.imul(seed + 1, 0x9e3779b9);
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const uniform = ((state >>> 0) + 0.5) / 2 ** 32;
    return opposite ? 1 - uniform : uniform;
  };
}
