import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws that are the same for the same seed. */
export class Random {
  readonly #generator;

  /** @param seed an integer of 32 bits. */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** From 0 to 1, 1 excluded. */
  uniform(): number {
    return uniformFloat64(this.#generator);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** An integer from 0 to `below`, `below` excluded. */
  below(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** Lognormal, by its own mean and its coefficient of variation (standard deviation over mean). */
  lognormal(mean: number, variation: number): number {
    const variance = Math.log(1 + variation ** 2);
    return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * this.#normal());
  }

  /** Box and Muller, 1958. */
  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }
}
