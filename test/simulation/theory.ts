import { existsSync, readFileSync } from "node:fs";
import { type Estimate, erlangA, erlangC, type Simulation, type SimulationResult } from "proximo/simulation";

/** A figure that theory knows, and where a simulation tells it. */
export interface Known {
  readonly figure: string;
  readonly value: number;
  readonly of: (result: SimulationResult) => Estimate | undefined;
}

/** A center that theory has solved. */
export interface Solved {
  readonly id: string;
  readonly simulation: Omit<Simulation, "duration">;
  /** Milliseconds between two contacts, on average. */
  readonly gap: number;
  readonly known: readonly Known[];
}

interface Vector {
  readonly id: string;
  readonly params: Record<"lambda_" | "mu" | "theta" | "servers", number> & {
    readonly lambdas: readonly number[];
    readonly target?: number | null;
    readonly unit: string;
  };
  readonly recomputed: { readonly [figure: string]: number } & { readonly wq: readonly number[] };
}

type Vectors = Readonly<Record<"erlangC" | "erlangA" | "priorityNonPreemptive", readonly Vector[]>>;

const HOUR = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: HOUR };
/** What is measured in handling times is played with those of a minute. */
const OF_A_MINUTE = 60_000;

const file = new URL("../../../shared/data/queueing-vectors.json", import.meta.url);

/** The published centers where they are at hand, others that this package solves otherwise. */
export function solvedCenters(): readonly Solved[] {
  if (!existsSync(file)) return ownCenters();
  const vectors: Vectors = JSON.parse(readFileSync(file, "utf8"));
  return [
    ...vectors.erlangC.map(patient),
    ...vectors.erlangA.map(impatient),
    ...vectors.priorityNonPreemptive.map(prioritised),
  ];
}

/** M/M/n. */
function patient({ id, params, recomputed }: Vector): Solved {
  const { simulation, gap, unit } = calls(params);
  const { pWait, asa, serviceLevel, occupancy } = recomputed;
  const known = [
    total("waitProbability", pWait),
    total("averageWait", asa! * unit),
    total("serviceLevel", serviceLevel),
    { figure: "occupancy", value: occupancy!, of: (result: SimulationResult) => result.occupancy },
  ];
  return { id: `Erlang C ${id}`, simulation, gap, known: known.filter(isKnown) };
}

/** M/M/n+M. */
function impatient({ id, params, recomputed }: Vector): Solved {
  const { simulation, gap, unit } = calls(params);
  const { pWait, pAbandon, ew, ewServed, servedWithinTargetOfAll, occupancy } = recomputed;
  const known = [
    total("waitProbability", pWait),
    total("abandonProbability", pAbandon),
    total("averageWait", ew! * unit),
    total("averageWaitOfServed", ewServed && ewServed * unit),
    total("serviceLevel", servedWithinTargetOfAll),
    { figure: "occupancy", value: occupancy!, of: (result: SimulationResult) => result.occupancy },
  ];
  return { id: `Erlang A ${id}`, simulation, gap, known: known.filter(isKnown) };
}

/** Cobham's line, its classes by contact score. */
function prioritised({ id, params, recomputed }: Vector): Solved {
  const { lambdas, mu, servers } = params;
  const unit = UNITS[params.unit] ?? OF_A_MINUTE;
  const rate = lambdas.reduce((sum, one) => sum + one, 0);
  const scoreOf = (place: number) => 90 - 40 * place;
  const voice = {
    arrivalsPerHour: (rate * HOUR) / unit,
    handlingTime: { exponential: unit / mu },
    contacts: lambdas.map((share, place) => ({ share, contactScore: scoreOf(place) })),
  };
  const known = recomputed.wq.map((wait, place): Known => {
    const of = ({ contactScores }: SimulationResult) => contactScores[scoreOf(place)]?.averageWait;
    return { figure: `averageWait, score ${scoreOf(place)}`, value: wait * unit, of };
  });
  return { id: `priorities ${id}`, simulation: { channels: { voice }, agents: servers }, gap: unit / rate, known };
}

function calls({ lambda_, mu, theta, servers, target, unit: name }: Vector["params"]) {
  const unit = UNITS[name] ?? OF_A_MINUTE;
  const voice = {
    arrivalsPerHour: (lambda_ * HOUR) / unit,
    handlingTime: { exponential: unit / mu },
    ...(theta === undefined ? {} : { patience: { exponential: unit / theta } }),
    ...(target == null ? {} : { target: target * unit }),
  };
  return { simulation: { channels: { voice }, agents: servers }, gap: unit / lambda_, unit };
}

type Total = Exclude<keyof SimulationResult["total"], symbol>;

function total(figure: Total, value: number | undefined): Known | undefined {
  return value === undefined ? undefined : { figure, value, of: (result) => result.total[figure] };
}

function isKnown(known: Known | undefined): known is Known {
  return known !== undefined;
}

function ownCenters(): readonly Solved[] {
  const center = { arrivalRate: 200 / 3600, serviceRate: 1 / 180, target: 20 };
  const params = { lambda_: center.arrivalRate, mu: center.serviceRate, target: 20, unit: "s" };
  const vector = (id: string, more: object, recomputed: object) =>
    ({ id, params: { ...params, ...more }, recomputed }) as unknown as Vector;
  const c = erlangC({ ...center, agents: 13 });
  const a = erlangA({ ...center, agents: 11, patienceRate: 1 / 120 });
  return [
    patient(vector("own", { servers: 13 }, { ...c, pWait: c.waitProbability, asa: c.averageWait })),
    impatient(
      vector(
        "own",
        { servers: 11, theta: 1 / 120 },
        {
          ...{ pWait: a.waitProbability, pAbandon: a.abandonProbability, ew: a.averageWait },
          ...{ servedWithinTargetOfAll: a.serviceLevel, occupancy: a.occupancy },
        },
      ),
    ),
    // A. Cobham, "Priority assignment in waiting line problems", 1954: R / ((1 − σ₁) (1 − σ₂)), in handling times.
    prioritised(
      vector("own", { lambdas: [0.1, 0.4], mu: 1, servers: 1, unit: "-" }, { wq: [0.5 / 0.9, 0.5 / (0.9 * 0.5)] }),
    ),
  ];
}
