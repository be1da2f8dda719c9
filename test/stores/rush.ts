import fc from "fast-check";
import { type Center, type CenterEvents, createCenter, type Store } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { expect } from "vitest";

const START = 1_700_000_000_000;
const MINUTE = 60_000;
const AGENTS = ["ana", "bia"];

/** What one center does, or both. */
interface Deed {
  readonly center: 0 | 1 | "both";
  readonly what: keyof typeof DEEDS;
  /** Picks whom or what it is done to, and how. */
  readonly pick: number;
}

/** Of many centers over one store, everything that happens, and what they tell of it. */
interface Scene {
  readonly clock: ManualClock;
  readonly tokens: string[];
  readonly tickets: string[];
}

const at = <Item>(items: readonly Item[], pick: number) => items[pick % items.length];

const DEEDS = {
  enqueue: async (center: Center, { tickets }: Scene, pick: number) => {
    const id = `t${pick % 60}`;
    tickets.push(id);
    const scheduledFor = pick % 4 === 0 ? START + 5 * MINUTE + (pick % 7) * MINUTE : undefined;
    await center.enqueue({ id, channel: "email", receivedAt: START, scheduledFor });
  },
  next: async (center: Center, { tokens }: Scene, pick: number) => {
    const claim = await center.next(at([...AGENTS, { id: "caio" }], pick)!);
    if (claim !== undefined) tokens.push(claim.token);
  },
  distribute: async (center: Center, { tokens }: Scene, pick: number) => {
    for (const { token } of await center.distribute({ within: 1 + (pick % 5) * MINUTE })) tokens.push(token);
  },
  accept: (center: Center, scene: Scene, pick: number) => theirs(center, scene, pick, (claim) => claim.accept()),
  refuse: (center: Center, scene: Scene, pick: number) => theirs(center, scene, pick, (claim) => claim.refuse()),
  withdraw: (center: Center, scene: Scene, pick: number) => theirs(center, scene, pick, (claim) => claim.withdraw()),
  complete: (center: Center, scene: Scene, pick: number) => theirs(center, scene, pick, (claim) => claim.complete()),
  release: (center: Center, scene: Scene, pick: number) =>
    theirs(center, scene, pick, (claim) => claim.release(at([{}, { channel: "sms" }, { skills: ["tech"] }], pick))),
  cancel: async (center: Center, { tickets }: Scene, pick: number) => {
    const id = at(tickets, pick);
    if (id !== undefined) await center.cancel(id);
  },
  presence: (center: Center, _: Scene, pick: number) =>
    center.agents.set(at(AGENTS, pick)!, { presence: at(["available", "available", "away"] as const, pick) }),
  advance: async (_: Center, { clock }: Scene, pick: number) => clock.advance(pick % MINUTE),
};

async function theirs(
  center: Center,
  { tokens }: Scene,
  pick: number,
  settle: (claim: NonNullable<Awaited<ReturnType<Center["claim"]>>>) => Promise<unknown>,
): Promise<void> {
  const claim = await center.claim(at(tokens, pick) ?? "none");
  if (claim !== undefined) await settle(claim);
}

const deed: fc.Arbitrary<Deed> = fc.record({
  center: fc.constantFrom(0 as const, 1 as const, "both" as const),
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("enqueue", "distribute", "next") },
    { weight: 5, arbitrary: fc.constantFrom("accept", "accept", "complete") },
    fc.constantFrom("refuse", "withdraw", "release", "cancel", "presence", "advance"),
  ),
  pick: fc.nat(100_000),
});

/** Waves of deeds: those of a wave are done at once. */
export const rushes = fc.array(fc.array(deed, { minLength: 1, maxLength: 10, size: "max" }), {
  minLength: 10,
  maxLength: 40,
  size: "max",
});

/** What somebody else was faster at. */
const OVERTAKEN = ["STALE_CLAIM", "OFFER_ACCEPTED", "DUPLICATE_TICKET", "UNKNOWN_TICKET"];

const TOLD = [
  ...(["enqueued", "offered", "claimed", "refused", "withdrawn"] as const),
  ...(["lapsed", "released", "completed", "cancelled"] as const),
];

type Told = CenterEvents[(typeof TOLD)[number]] & { readonly event: string; readonly state?: string };

/** Two centers do all of it, over two stores of the same data; whatever they did, each thing is told of once and counted once. */
export async function tellsOnce(stores: readonly [Store, Store], waves: readonly (readonly Deed[])[]): Promise<void> {
  const scene: Scene = { clock: manualClock(START), tokens: [], tickets: [] };
  const told: Told[] = [];
  const centers: Center[] = [];
  for (const store of stores) {
    const center = await createCenter({ store, clock: scene.clock });
    for (const event of TOLD) center.on(event, (one) => told.push({ ...one, event }));
    centers.push(center);
  }
  for (const id of AGENTS) await centers[0]!.agents.set(id, { capacity: 3, skills: ["tech"], presence: "available" });

  for (const wave of waves) {
    const doing = wave.flatMap(({ center, what, pick }) =>
      (center === "both" ? centers : [centers[center]!]).map((one) => DEEDS[what](one, scene, pick)),
    );
    for (const done of await Promise.allSettled(doing))
      if (done.status === "rejected") expect(OVERTAKEN).toContain(done.reason.code);
  }
  // Tells what time has brought before it gives anything out.
  for (const center of centers) await center.distribute();

  const number = (event: string, state?: string) => (id?: string) =>
    told.filter((one) => one.event === event && (!state || one.state === state) && (!id || one.ticket.id === id))
      .length;
  const ended = (state: string) => (id: string) =>
    ["refused", "withdrawn", "lapsed", "released", "completed", "cancelled"]
      .map((event) => number(event, state)(id))
      .reduce((sum, times) => sum + times);
  const [center] = centers as [Center, Center];
  for (const id of new Set(scene.tickets)) {
    const { state } = (await center.get(id))!;
    expect(number("enqueued")(id), `${id}: times it entered`).toBe(1);
    expect(number("claimed")(id) - ended("active")(id), `${id}, ${state}: agents who have it`).toBe(
      +(state === "active"),
    );
    expect(number("completed")(id) + number("cancelled")(id), `${id}, ${state}: times it was closed`).toBe(
      +(state === "completed" || state === "cancelled"),
    );
  }
  for (const each of centers) await each.statistics.report();
  const { total } = await center.statistics.report();
  const counted = {
    arrived: "enqueued",
    offered: "offered",
    refused: "refused",
    lapsed: "lapsed",
    completed: "completed",
  };
  for (const [figure, event] of Object.entries(counted))
    expect(total[figure as keyof typeof counted], figure).toBe(number(event)());
  for (const each of centers) await each.close();
}
