import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { bank } from "../../examples/day/bank.ts";
import type { Arrival, Day } from "../../examples/day/source.ts";
import type { SimulatedAgent, SimulatedContact, Simulation } from "../../src/simulation/index.ts";
import { Stream } from "../../src/simulation/random.ts";

export const DAY = 24 * 60 * 60_000;

/** An agent's own handling times of a kind of call are believed from so many on; with fewer, the kind's of all agents are. */
const ENOUGH = 30;

/** A call that was answered: by whom, of what kind, on which of the days, and how long it took. */
export interface Served {
  readonly agent: string;
  readonly kind: string;
  readonly day: number;
  readonly handling: number;
}

export async function bankDays(file: string): Promise<readonly Day[]> {
  const days: Day[] = [];
  for await (const day of (await bank(file)).days) days.push(day);
  return days;
}

/** Who served what, which the reader of the log does not tell. */
export async function servedCalls(file: string): Promise<readonly Served[]> {
  const rows: readonly Readonly<Record<string, string>>[] = parse(await readFile(file), { columns: true, bom: true });
  const dates = [...new Set(rows.map(({ date }) => date))].sort();
  return rows
    .filter(({ outcome, server }) => outcome === "AGENT" && server !== "NO_SERVER")
    .map(({ server = "", type = "", date, ser_time }) => ({
      ...{ agent: server, kind: KINDS[type] ?? "voice", day: dates.indexOf(date), handling: Number(ser_time) * 1_000 },
    }))
    .filter(({ handling }) => handling >= 0);
}

/** Channel and skill by type of call, as the reader has them. */
const KINDS: Readonly<Record<string, string>> = {
  ...{ TT: "callback", NE: "voice stocks", IN: "voice internet", PE: "voice english" },
};

function kindOf({ channel, skills = [] }: Arrival["ticket"]): string {
  return [channel, ...skills].join(" ");
}

/**
 * The bank for some days of learning and one to be judged by: the log's callers, agents and breaks. A call takes what its
 * random number says of the agent's own handling times of such calls, measured in the days of learning while those are
 * played, and in the others when it counts: nothing is learned of what is judged.
 */
export function bankSimulation(
  days: readonly Day[],
  served: readonly Served[],
  { learning, judged }: { readonly learning: number; readonly judged: number },
): Simulation {
  const played = [...days.slice(0, learning), days[judged]!];
  const times = [
    new HandlingTimes(served.filter(({ day }) => day < learning)),
    new HandlingTimes(served.filter(({ day }) => day >= learning)),
  ] as const;
  return {
    channels: Object.fromEntries(
      [
        ["voice", 50],
        ["callback", 30],
      ].map(([id, score]) => [id, { arrivalsPerHour: 0, handlingTime: 0, score: score as number }]),
    ),
    contacts: () => contactsOf(played, times),
    agents: agentsOf(played),
    warmUp: learning * DAY,
    duration: DAY,
    cycle: played.length * DAY,
    start: days[0]!.from,
    replications: 1,
  };
}

function* contactsOf(
  played: readonly Day[],
  times: readonly [HandlingTimes, HandlingTimes],
): Iterable<SimulatedContact> {
  for (const [place, { from, arrivals }] of played.entries()) {
    const judged = place === played.length - 1;
    const random = new Stream(1, from / DAY, "handling");
    for (const arrival of arrivals) {
      const { ticket, leaves } = arrival;
      const since = (moment: number) => place * DAY + moment - from;
      const drawn = random.uniform();
      yield {
        at: Math.max(place * DAY, since(arrival.at)),
        ...{ channel: ticket.channel, contact: ticket.contact, skills: ticket.skills },
        receivedAt: ticket.receivedAt === undefined ? undefined : since(ticket.receivedAt),
        patience: leaves && leaves.at - arrival.at,
        handlingTime: (agent) => times[judged ? 1 : 0].quantile(agent, kindOf(ticket), drawn),
      };
    }
  }
}

function agentsOf(played: readonly Day[]): Record<string, SimulatedAgent> {
  const agents = new Map<string, { skills: Set<string>; shifts: { from: number; to: number }[] }>();
  for (const [place, { from: midnight, shifts }] of played.entries()) {
    for (const { agent, from, to } of shifts) {
      const known = agents.get(agent.id) ?? { skills: new Set(), shifts: [] };
      agents.set(agent.id, known);
      for (const skill of agent.skills) known.skills.add(skill);
      const shift = {
        from: place * DAY + from - midnight,
        to: Math.min(place * DAY + to - midnight, played.length * DAY),
      };
      if (shift.from < shift.to) known.shifts.push(shift);
    }
  }
  return Object.fromEntries([...agents].map(([id, { skills, shifts }]) => [id, { skills: [...skills], shifts }]));
}

/** Measured handling times, ready to be drawn from: by agent and kind of call, or by kind. */
class HandlingTimes {
  readonly #times = new Map<string, number[]>();

  constructor(served: readonly Served[]) {
    for (const { agent, kind, handling } of served)
      for (const key of [`${agent} ${kind}`, kind]) {
        const times = this.#times.get(key) ?? [];
        this.#times.set(key, times);
        times.push(handling);
      }
    for (const times of this.#times.values()) times.sort((a, b) => a - b);
  }

  quantile(agent: string, kind: string, random: number): number {
    const own = this.#times.get(`${agent} ${kind}`) ?? [];
    const times = own.length >= ENOUGH ? own : (this.#times.get(kind) ?? []);
    return times[Math.floor(random * times.length)] ?? 0;
  }
}
