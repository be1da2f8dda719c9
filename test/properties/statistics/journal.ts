import { INTERVAL } from "./steps.ts";

/** What happened, in the words of the documentation: where, with whom, for which skills, and how long it lasted. */
export interface Fact {
  readonly what:
    | "arrived"
    | "answered"
    | "abandoned"
    | "completed"
    | "cancelled"
    | "offered"
    | "refused"
    | "lapsed"
    | "handled"
    | "wrapped";
  readonly at: number;
  readonly channel: string;
  readonly skills: readonly string[];
  readonly agent?: string | undefined;
  /** Of an answer the wait, of what was handled how long; 0 where nothing lasts. */
  readonly lasted: number;
}

/** An agent was there, with so many places, from then until then. */
export interface Presence {
  readonly agent: string;
  readonly from: number;
  readonly to: number;
  readonly places: number;
}

/** An agent was at work, from then until then. */
export type Work = Omit<Presence, "places">;

export interface Rules {
  readonly interval: number;
  readonly target: number;
  readonly targetByChannel: Readonly<Record<string, number>>;
  readonly shortAbandon: number;
}

export const RULES: Rules = {
  interval: INTERVAL,
  target: 20_000,
  targetByChannel: { email: 60_000 },
  shortAbandon: 5_000,
};

/** All that somebody has written down. */
export interface Told {
  readonly facts: readonly Fact[];
  readonly work: readonly Work[];
  readonly presences: readonly Presence[];
}

/** All that was told of a subject, worked out anew from every fact there is. */
export function figuresOf({ facts, work, presences }: Told, { target, targetByChannel, shortAbandon }: Rules) {
  const all = (what: Fact["what"]) => facts.filter((fact) => fact.what === what);
  const [answered, abandoned] = [all("answered"), all("abandoned")];
  const short = abandoned.filter(({ lasted }) => lasted <= shortAbandon).length;
  const inTime = answered.filter(({ channel, lasted }) => lasted <= (targetByChannel[channel] ?? target)).length;
  const counted = answered.length + abandoned.length - short;
  const there = (agent?: string) =>
    sum(presences.map((one) => ((agent ?? one.agent) === one.agent ? (one.to - one.from) * one.places : 0)));
  const worked = (agent: string) => sum(work.map((one) => (agent === one.agent ? one.to - one.from : 0)));
  const occupied = [...new Set(work.map(({ agent }) => agent))].map((agent) => Math.min(worked(agent), there(agent)));
  return {
    arrived: all("arrived").length,
    answered: answered.length,
    abandoned: abandoned.length,
    shortAbandoned: short,
    completed: all("completed").length,
    cancelled: all("cancelled").length,
    offered: all("offered").length,
    refused: all("refused").length,
    lapsed: all("lapsed").length,
    serviceLevel: counted > 0 ? inTime / counted : undefined,
    abandonRate: counted > 0 ? (abandoned.length - short) / counted : undefined,
    occupancy: there() > 0 ? sum(occupied) / there() : undefined,
    durations: {
      wait: answered.map(({ lasted }) => lasted),
      timeToAbandon: abandoned.map(({ lasted }) => lasted),
      handling: all("handled").map(({ lasted }) => lasted),
      wrapUp: all("wrapped").map(({ lasted }) => lasted),
    },
  };
}

/** What of it was in a span: each fact by its moment, of times what passed in it. */
export function within({ facts, work, presences }: Told, from: number, to: number): Told {
  const cut = <Span extends Work>(span: Span) => ({
    ...span,
    from: Math.max(span.from, from),
    to: Math.min(span.to, to),
  });
  return {
    facts: facts.filter(({ at }) => from <= at && at < to),
    work: work.map(cut).filter((span) => span.from < span.to),
    presences: presences.map(cut).filter((span) => span.from < span.to),
  };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
