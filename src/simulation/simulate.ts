import { type Estimate, estimateOf } from "./estimate.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { parseSimulation, type Setting } from "./parse.ts";
import { type Outcome, Run } from "./run.ts";
import type { Simulation } from "./simulation.ts";

/**
 * What a simulation tells, each figure with its confidence interval. Times are milliseconds.
 *
 * @example
 * const { total, channels, occupancy }: SimulationResult = await simulate(monday);
 * channels.voice?.arrived.value === total.arrived.value; // → true
 */
export interface SimulationResult {
  readonly total: Figures<Estimate>;
  /** By channel: those on which anybody came. */
  readonly channels: { readonly [id: string]: Figures<Estimate> };
  /** By contact score, given or by the rules. */
  readonly contactScores: { readonly [score: number]: Figures<Estimate> };
  /** The part of their time, or of their places, that agents were busy, wrap-up included, while they were there. */
  readonly occupancy: Estimate;
  /** The same by agent. */
  readonly agents: { readonly [id: string]: Estimate };
  /** How many contacts were simulated in all, those of the warm-up included. */
  readonly contacts: number;
}

/**
 * Runs a center of one's own through simulated days or weeks, and tells what became of those who came. It is a center as
 * `createCenter` makes it, in the memory of this process, on a clock that jumps from one thing that happens to the next:
 * contacts come at random, are offered by the strategy, accepted, served and wrapped up, or lose patience and leave.
 *
 * @returns the same for the same seed. O(contacts × replications)
 * @throws ProximoError `INVALID_OPTION`; `INVALID_VALUE` where a function of yours answers what is no duration.
 * @example
 * const monday = await simulate({
 *   channels: { voice: { arrivalsPerHour: 200, handlingTime: { exponential: 180_000 }, patience: { exponential: 120_000 } } },
 *   agents: 12,
 *   duration: 24 * 3_600_000,
 * });
 * monday.total.serviceLevel; // { value: 0.80…, low: 0.79…, high: 0.82…, … }
 */
export async function simulate(simulation: Simulation): Promise<SimulationResult> {
  const setting = parseSimulation(simulation);
  const outcomes: Outcome[] = [];
  for (let replication = 0; replication < setting.replications; replication++)
    outcomes.push(await Run.play(setting, replication));
  return resultOf(outcomes, setting);
}

function resultOf(outcomes: readonly Outcome[], { confidence }: Setting): SimulationResult {
  const estimate = (of: (outcome: Outcome) => number | undefined) =>
    estimateOf(
      outcomes.map((outcome) => of(outcome) ?? Number.NaN),
      confidence,
    );
  const each = <Key extends string | number, Value>(
    of: (outcome: Outcome) => ReadonlyMap<Key, unknown>,
    make: (key: Key) => Value,
  ) => {
    const keys = new Set(outcomes.flatMap((outcome) => [...of(outcome).keys()]));
    return Object.fromEntries([...keys].sort().map((key) => [key, make(key)])) as Record<Key, Value>;
  };
  const figures = (of: (outcome: Outcome) => Figures | undefined) =>
    figuresOf((name) => estimate((outcome) => of(outcome)?.[name]));
  return {
    total: figures(({ total }) => total),
    channels: each(
      ({ channels }) => channels,
      (id) => figures(({ channels }) => channels.get(id)),
    ),
    contactScores: each(
      ({ contactScores }) => contactScores,
      (score) => figures(({ contactScores }) => contactScores.get(score)),
    ),
    occupancy: estimate(({ occupancy }) => occupancy),
    agents: each(
      ({ agents }) => agents,
      (id) => estimate(({ agents }) => agents.get(id)),
    ),
    contacts: outcomes.reduce((sum, { contacts }) => sum + contacts, 0),
  };
}
