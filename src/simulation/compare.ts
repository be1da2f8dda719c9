import { type Estimate, estimateOf } from "./estimate.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { type SimulationResult, simulate } from "./simulate.ts";
import type { Simulation } from "./simulation.ts";

/**
 * An alternative beside what it is compared with.
 *
 * @example
 * const { alternatives } = await compare(monday, { "one more": { agents: 6 } });
 * const { result, difference } = alternatives["one more"];
 * difference.occupancy.value < 0; // → true
 */
export interface Alternative {
  readonly result: SimulationResult;
  /** What the alternative has more, replication by replication; an interval without 0 is a difference. */
  readonly difference: {
    readonly total: Figures<Estimate>;
    readonly channels: { readonly [id: string]: Figures<Estimate> };
    readonly contactScores: { readonly [score: number]: Figures<Estimate> };
    readonly occupancy: Estimate;
  };
}

/**
 * A center, and what it might be.
 *
 * @example
 * const { baseline, alternatives }: Comparison<"faster"> = await compare(monday, { faster: { reaction: 0 } });
 */
export interface Comparison<Name extends string = string> {
  readonly baseline: SimulationResult;
  readonly alternatives: { readonly [name in Name]: Alternative };
}

/**
 * Compares a center with what it might be: another strategy, one agent more, other priorities. All see the same contacts,
 * with the same patience and the same work to be done (common random numbers), so that the difference of each replication is
 * much more certain than either result: A. M. Law, "Simulation Modeling and Analysis", 5th edition, 2015, §10.2.1 and §11.2.
 *
 * @param alternatives what is different in each, by name.
 * @throws ProximoError as `simulate`.
 * @example
 * const { alternatives } = await compare(monday, { predictive: { strategy: "predictive" }, "one more": { agents: 13 } });
 * alternatives.predictive.difference.total.averageWait; // { value: -2_140…, low: …, high: … }: milliseconds
 */
export async function compare<Name extends string>(
  simulation: Simulation,
  alternatives: { readonly [name in Name]: Partial<Simulation> },
): Promise<Comparison<Name>> {
  const { confidence = 0.95 } = simulation;
  const baseline = await simulate(simulation);
  const compared: [string, Alternative][] = [];
  for (const [name, different] of Object.entries<Partial<Simulation>>(alternatives)) {
    const result = await simulate({ ...simulation, ...different, confidence });
    compared.push([name, { result, difference: differenceOf(result, baseline, confidence) }]);
  }
  return { baseline, alternatives: Object.fromEntries(compared) as Record<Name, Alternative> };
}

function differenceOf(
  result: SimulationResult,
  baseline: SimulationResult,
  confidence: number,
): Alternative["difference"] {
  const estimates = (one: Estimate, other: Estimate) =>
    estimateOf(
      one.replications.map((value, replication) => value - (other.replications[replication] ?? Number.NaN)),
      confidence,
    );
  const figures = (one: Figures<Estimate>, other: Figures<Estimate>) =>
    figuresOf((name) => estimates(one[name], other[name]));
  const each = (ones: Record<string, Figures<Estimate>>, others: Record<string, Figures<Estimate>>) =>
    Object.fromEntries(
      Object.keys(ones)
        .filter((key) => Object.hasOwn(others, key))
        .map((key) => [key, figures(ones[key]!, others[key]!)]),
    );
  return {
    total: figures(result.total, baseline.total),
    channels: each(result.channels, baseline.channels),
    contactScores: each(result.contactScores, baseline.contactScores),
    occupancy: estimates(result.occupancy, baseline.occupancy),
  };
}
