import { allocate } from "../src/distribution/allocate.ts";
import type { Allocation, FreeAgent, Prediction, WaitingLane } from "../src/distribution/round.ts";
import type { Lane } from "../src/stores/store.ts";
import { expectEqual } from "./harness/check.ts";
import { elapsed, median } from "./harness/measure.ts";
import type { Options } from "./harness/question.ts";
import { count, duration, printTable, verdict } from "./harness/report.ts";
import { expectRight, type Judged } from "./harness/round-certificate.ts";
import { drawn, type Scene, type Shape, sceneOf } from "./harness/rounds.ts";
import { distribution, staffed } from "./harness/staffed-center.ts";

export const title = "Distribute: which waiting tickets are served now, and by which of the free agents";

interface Case extends Shape {
  readonly name: string;
  readonly value: "lane" | "agent" | "equal" | "ticket";
  /** Nanoseconds. */
  readonly target?: number;
  readonly most?: number;
}

const MS = 1e6;
/** Rounds, or milliseconds, after which the compiler has learned what there is to learn. */
const WARM = 10_000;
const LONGEST_WARMING = 2_000;
/** Through a center: what the rounds of one shape taught the compiler is unlearned with the next, and learned anew. */
const WARM_CENTER = 1_500;
const LONGEST_WARMING_OF_A_CENTER = 8_000;
/** Milliseconds: shorter samples say more about the machine. */
const SHORTEST_SAMPLE = 20;
const SKILLS = 40;
const FULL = { agents: 1_000, waiting: 100_000 };

const rounds: readonly Case[] = [
  { ...FULL, name: "values by agent and lane", skills: 0, value: "lane", target: 50 * MS },
  { ...FULL, name: "the same, with skills", skills: SKILLS, value: "lane", target: 50 * MS },
  { ...FULL, name: "values by agent alone, with skills", skills: SKILLS, value: "agent", target: 50 * MS },
  { ...FULL, name: "all values equal, with skills", skills: SKILLS, value: "equal", target: 50 * MS },
  { name: "values by agent and lane", agents: 100, waiting: 100_000, skills: 0, value: "lane", target: 2 * MS },
  { name: "the same, with skills", agents: 100, waiting: 100_000, skills: SKILLS, value: "lane", target: 2 * MS },
  { name: "one arrival", agents: 1_000, waiting: 1, skills: 0, value: "lane", target: 0.1 * MS },
  { name: "one arrival, all values equal", agents: 1_000, waiting: 1, skills: 0, value: "equal", target: 0.1 * MS },
  { name: "one freed agent", agents: 1, waiting: 100_000, skills: 0, value: "lane", target: 0.1 * MS },
  {
    name: "one freed agent, with skills",
    agents: 1,
    waiting: 100_000,
    skills: SKILLS,
    value: "lane",
    target: 0.1 * MS,
  },
];

const arbitrary: readonly Case[] = [100, 300, 1_000].map(
  (agents): Case => ({
    name: "values by agent and ticket",
    agents,
    waiting: 100_000,
    skills: 0,
    value: "ticket",
    most: 3,
  }),
);

const growth: readonly Case[] = [
  ...[100, 300, 1_000, 3_000].map((agents) => ({ agents, waiting: 100_000 })),
  ...[3_000, 10_000, 1_000_000].map((waiting) => ({ agents: 1_000, waiting })),
].map((shape): Case => ({ ...shape, name: "values by agent and lane", skills: 0, value: "lane", most: 5 }));

const offered: readonly Case[] = [
  { ...FULL, name: "values by agent and lane", skills: 0, value: "lane", target: 50 * MS },
  { ...FULL, name: "longest idle", skills: 0, value: "equal", target: 50 * MS },
  { ...FULL, name: "longest idle, with skills", skills: SKILLS, value: "equal", target: 50 * MS },
  { name: "values by agent and lane", agents: 100, waiting: 100_000, skills: 0, value: "lane", target: 2 * MS },
  { name: "longest idle", agents: 100, waiting: 100_000, skills: 0, value: "equal", target: 2 * MS },
  { name: "one arrival", agents: 1_000, waiting: 1, skills: 0, value: "equal", target: 0.1 * MS },
  { name: "one arrival", agents: 100, waiting: 1, skills: 0, value: "equal", target: 0.1 * MS },
  { name: "one freed agent", agents: 1, waiting: 100_000, skills: 0, value: "equal", target: 0.1 * MS },
  ...[
    [300, 100_000],
    [1_000, 10_000],
  ].map(([agents = 0, waiting = 0]): Case => ({ name: "growth", agents, waiting, skills: 0, value: "lane" })),
];

export async function run({ sizes, rounds: samples }: Options): Promise<void> {
  const largest = Math.max(...sizes);
  const print = (caption: string, cases: readonly Case[]) =>
    printTable(
      caption,
      ["", "free agents", "waiting", "lanes", "served", "median", "target"],
      cases.filter(({ waiting }) => waiting <= largest).map((one) => rowOf(one, samples(one.waiting))),
    );
  print("one round", rounds);
  print("one round, arbitrary values: reported", arbitrary);
  print("growth", growth);
  await throughTheCenter(largest, samples);
  console.log(
    "\nWhat dominates, as profiled: the search for exchanges between rows (`Transport`), then finding who is served, then\n" +
      "settling ties; where all values are equal there is no such search. It grows with tickets served times rows: a row\n" +
      "is a lane that is served, or, by ticket, each ticket served.\n" +
      "The backlog behind them is not looked at; each lane that anybody has room for costs its first ticket, once its\n" +
      "channel's turn has come.",
  );
}

/** The same by `center.distribute`: agents and lanes are read from the store in memory, and every offer is made. */
async function throughTheCenter(largest: number, samples: (size: number) => number): Promise<void> {
  const rows: string[][] = [];
  for (const one of offered.filter(({ waiting }) => waiting <= largest)) {
    const scene = sceneOf(one);
    const center = await staffed(scene);
    const worth = drawn();
    const kindOf = kinds();
    const agents = new Map(scene.agents.map((agent) => [agent.id, agent]));
    const byLane = ({ id }: { readonly id: string }, lane: Lane) => worth(agents.get(id)!, kindOf(lane));
    const strategy = one.value === "lane" ? { name: "drawn", byLane } : "longestIdle";
    const once = () => distribution(center, strategy);
    const start = performance.now();
    let { offers: served } = await once();
    for (let warming = 0; warming < WARM_CENTER && performance.now() - start < LONGEST_WARMING_OF_A_CENTER; warming++)
      await once();
    const taken: number[] = [];
    for (let round = 0; round < samples(one.waiting); round++) {
      const { taken: milliseconds, offers } = await once();
      served = offers;
      taken.push(milliseconds * MS);
    }
    expectEqual(one.name, "offers", served, allocate({ ...scene, value: { byLane: () => 0 } }).length);
    await center.close();
    const target = one.target === undefined ? "" : `≤ ${duration(one.target)}: ${verdict(median(taken) <= one.target)}`;
    const cells = [one.agents, one.waiting, served].map(count);
    rows.push([one.name, ...cells, duration(median(taken)), target]);
  }
  printTable(
    "center.distribute(), offers and all, in memory",
    ["", "free agents", "waiting", "offers", "median", "target"],
    rows,
  );
}

/** The same object for the same lane, whichever round shows it: looked up once for all agents, as the strategy is to cost little. */
function kinds(): (lane: Lane) => object {
  const known = new Map<string, object>();
  let last: Lane | undefined;
  let kind = {};
  return (lane) => {
    if (lane === last) return kind;
    const { channel, promoted, skills } = lane;
    const name = `${channel} ${promoted} ${skills}`;
    kind = known.get(name) ?? {};
    known.set(name, kind);
    last = lane;
    return kind;
  };
}

function rowOf(one: Case, samples: number): string[] {
  const scene = sceneOf(one);
  const worth = drawn();
  const value = valuesOf(one, worth);
  const round = { ...scene, value };
  const result = allocate(round);
  for (const judged of judgedBy(scene, value, result)) expectRight(one.name, judged, result);
  const taken = measure(() => allocate(round), Math.min(samples, one.most ?? samples));
  const target = one.target === undefined ? "" : `≤ ${duration(one.target)}: ${verdict(median(taken) <= one.target)}`;
  return [
    one.name,
    count(one.agents),
    count(one.waiting),
    count(scene.lanes.length),
    count(result.length),
    duration(median(taken)),
    target,
  ];
}

/**
 * Nanoseconds, sample by sample, after as long a warming up. The heap is not swept in between: a round leaves nothing
 * behind, and a sweep would make V8 let go of the code compiled for it (see `keepWarm`), as no service does.
 */
function measure(work: () => void, samples: number): number[] {
  const start = performance.now();
  let warming = 0;
  for (; warming < samples || (warming < WARM && performance.now() - start < LONGEST_WARMING); warming++) work();
  const batch = Math.max(1, Math.floor((SHORTEST_SAMPLE * warming) / (performance.now() - start)));
  return Array.from({ length: samples }, () => {
    const milliseconds = elapsed(() => {
      for (let turn = 0; turn < batch; turn++) work();
    });
    return (milliseconds * MS) / batch;
  });
}

function valuesOf({ value }: Case, worth: (agent: FreeAgent, of: object) => number): Prediction {
  const nothing = {};
  if (value === "ticket") return { byTicket: worth };
  if (value === "lane") return { byLane: worth };
  return { byLane: value === "agent" ? (agent) => worth(agent, nothing) : () => 0 };
}

/** By ticket: the lanes tell who is served, and each ticket as a lane of its own by whom. */
function judgedBy({ agents, lanes }: Scene, value: Prediction, result: readonly Allocation[]): Judged[] {
  if ("byLane" in value) return [{ agents, lanes, worth: value.byLane }];
  const waitingOf = new Map(lanes.flatMap(({ waiting }) => [...waiting].map((one) => [one.ticket, one] as const)));
  const alone = result.map(({ ticket }): WaitingLane => {
    const waiting = [waitingOf.get(ticket)!];
    return { channel: ticket.channel, skills: ticket.skills, promoted: false, waiting };
  });
  const worth = (agent: FreeAgent, lane: WaitingLane) => value.byTicket(agent, [...lane.waiting][0]!.ticket);
  return [
    { agents, lanes, worth: () => 0 },
    { agents, lanes: alone, worth },
  ];
}
