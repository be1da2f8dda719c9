import { isDeepStrictEqual } from "node:util";
import type { Durations, Figures, Statistics } from "proximo";
import { expect } from "vitest";
import { figuresOf, RULES, sum, type Told } from "./journal.ts";

const NONE: Told = { facts: [], work: [], presences: [] };
const ZERO: Durations = { count: 0, total: 0 };
const NOTHING: Figures = {
  ...{
    arrived: 0,
    answered: 0,
    abandoned: 0,
    shortAbandoned: 0,
    completed: 0,
    cancelled: 0,
    offered: 0,
    refused: 0,
    lapsed: 0,
  },
  ...{ serviceLevel: undefined, abandonRate: undefined, occupancy: undefined },
  ...{ wait: ZERO, timeToAbandon: ZERO, handling: ZERO, wrapUp: ZERO },
};
export const NO_STATISTICS: Statistics = { total: NOTHING, channels: {}, agents: {}, skills: {} };

export function compareStatistics(actual: Statistics, told: Told, where = "in all"): void {
  compareFigures(actual.total, told, `${where}, in total`);
  const { facts } = told;
  const names = (told: readonly string[], given: object) => new Set([...told, ...Object.keys(given)]);
  for (const name of names(
    facts.map(({ channel }) => channel),
    actual.channels,
  )) {
    const own = { ...NONE, facts: facts.filter(({ channel }) => channel === name) };
    compareFigures(actual.channels[name] ?? NOTHING, own, `${where}, on ${name}`);
  }
  for (const name of names(
    facts.flatMap(({ skills }) => skills),
    actual.skills,
  )) {
    const own = { ...NONE, facts: facts.filter(({ skills }) => skills.includes(name)) };
    compareFigures(actual.skills[name] ?? NOTHING, own, `${where}, for ${name}`);
  }
  const theirs = [...facts, ...told.work, ...told.presences].flatMap(({ agent }) => agent ?? []);
  for (const name of names(theirs, actual.agents)) {
    const of = <One extends { agent?: string | undefined }>(all: readonly One[]) =>
      all.filter(({ agent }) => agent === name);
    const own = { facts: of(facts), work: of(told.work), presences: of(told.presences) };
    compareFigures(actual.agents[name] ?? NOTHING, own, `${where}, of ${name}`);
  }
}

function compareFigures(actual: Figures, told: Told, where: string): void {
  const { durations, occupancy, ...counts } = figuresOf(told, RULES);
  const { wait, timeToAbandon, handling, wrapUp, occupancy: part, ...given } = actual;
  if (!isDeepStrictEqual(given, counts)) expect(given, where).toEqual(counts);
  near(part, occupancy, 1e-9, `${where}: occupancy`);
  for (const [name, of] of Object.entries({ wait, timeToAbandon, handling, wrapUp }))
    compareDurations(of, durations[name as keyof typeof durations], `${where}: ${name}`);
}

export function compareDurations(actual: Durations, lasted: readonly number[], where: string): void {
  const sorted = [...lasted].sort((a, b) => a - b);
  const total = sum(lasted);
  if (actual.count !== sorted.length || actual.total !== total)
    expect({ count: actual.count, total: actual.total }, where).toEqual({ count: sorted.length, total });
  if (sorted.length === 0) {
    expect(actual, where).toEqual(ZERO);
    return;
  }
  near(actual.mean, total / sorted.length, 1e-9, `${where}: mean`);
  near(actual.p95, sorted[Math.ceil(sorted.length * 0.95) - 1], 0.01, `${where}: p95`);
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  const { median = Number.NaN } = actual;
  if (!(median >= low * 0.99 && median <= high * 1.01)) expect(median, `${where}: median`).toBe((low + high) / 2);
}

function near(actual: number | undefined, expected: number | undefined, part: number, where: string): void {
  if (actual === expected) return;
  if (actual === undefined || expected === undefined || Math.abs(actual - expected) > expected * part + 1e-12)
    expect(actual, where).toBe(expected);
}
