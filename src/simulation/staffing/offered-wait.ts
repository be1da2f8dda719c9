import { integrate } from "./integrate.ts";

/** e to the minus this is nothing beside 1. */
const NEGLIGIBLE = 45;

/**
 * The density of the wait that is offered to a contact who never gives up, among others who do.
 *
 * It is exp(a (1 − exp(−βx)) / β − nx) but for a constant, x in mean handling times, a the load, β the impatience, n the
 * agents: F. Baccelli and G. Hebuterne, "On queues with impatient customers", 1981. It rises to one peak, where as many
 * are left of those who came as n agents serve, and falls from there ever more steeply. Told relative to the peak, and by
 * the distance from it, it neither overflows nor loses digits, whatever the load and the patience.
 */
export class OfferedWait {
  readonly #peak: number;
  readonly #loadAtPeak: number;

  /** @param impatience the mean handling time over the mean patience. */
  constructor(
    load: number,
    private readonly agents: number,
    private readonly impatience: number,
  ) {
    this.#peak = load > agents ? Math.log1p((load - agents) / agents) / impatience : 0;
    this.#loadAtPeak = Math.min(load, agents);
  }

  /** The density of no wait, relative to the peak's. */
  get atNone(): number {
    return Math.exp(-this.#drop(-this.#peak));
  }

  /** The integral of the density, relative to its peak, times `weight` of the wait. */
  integral(weight: (wait: number) => number, until = Number.POSITIVE_INFINITY): number {
    const weighted = (distance: number) => Math.exp(-this.#drop(distance)) * weight(this.#peak + distance);
    const first = -this.#reach(-1, this.#peak);
    const last = this.#reach(1, until - this.#peak);
    return integrate(weighted, first, Math.min(last, 0)) + integrate(weighted, 0, last);
  }

  /** How far, in logarithms, it lies below the peak. */
  #drop(distance: number): number {
    const curve = this.#loadAtPeak / this.impatience;
    return (this.agents - this.#loadAtPeak) * distance + curve * exponentialExcess(-this.impatience * distance);
  }

  /** A distance from the peak beyond which nothing counts, or else the farthest. */
  #reach(side: 1 | -1, farthest: number): number {
    let distance = 1 / (this.agents - this.#loadAtPeak + Math.sqrt(this.#loadAtPeak * this.impatience));
    while (distance < farthest && this.#drop(side * distance) < NEGLIGIBLE) distance *= 2;
    return Math.min(distance, farthest);
  }
}

/** exp(x) − 1 − x, to the last digits also where x is near 0. */
function exponentialExcess(x: number): number {
  if (Math.abs(x) > 0.02) return Math.expm1(x) - x;
  return (x ** 2 / 2) * (1 + (x / 3) * (1 + (x / 4) * (1 + (x / 5) * (1 + (x / 6) * (1 + x / 7)))));
}
