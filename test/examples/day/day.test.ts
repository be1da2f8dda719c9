import { type AgentDescription, createCenter } from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expect, it } from "vitest";
import { type Center, Floor } from "../../../examples/day/day.ts";
import { Referee } from "../../../examples/day/referee.ts";
import { verdict } from "../../../examples/day/report.ts";
import { Tally } from "../../../examples/day/tally.ts";
import { ownTraffic } from "../../../examples/day/traffic.ts";

/** Runs a day of traffic on a center that may have been made to misbehave. */
async function run(seed: number, lie: (center: Center) => Partial<Center> = () => ({})) {
  const clock = manualClock();
  const honest = await createCenter({ clock });
  const lies = lie(honest);
  const center = new Proxy(honest, {
    get(target, name) {
      const value = Reflect.get(lies, name) ?? Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const referee = new Referee();
  const tally = new Tally();
  const floor = new Floor({ center, clock, referee, tally });
  const source = ownTraffic(seed);
  const moments: number[] = [];
  await floor.open(source);
  for await (const day of source.days) await floor.run(day, async (now) => void moments.push(now));
  await floor.close(async (now) => void moments.push(now));
  const now = clock.now();
  const result = await verdict(referee, honest, now);
  await honest.close();
  return { result, rows: tally.rows(), standing: tally.standing(now), moments };
}

describe("a day at the center", () => {
  it("has every ticket handed out in its turn, whatever the seed", async () => {
    for (const seed of [2, 3, 4]) {
      const { result } = await run(seed);
      expect(result.lines.join()).toContain("Every answer was the right one");
      expect(result.right).toBe(true);
    }
  });

  it("is the same day twice, in order of time", async () => {
    const [one, other] = [await run(5), await run(5)];
    expect(one).toEqual(other);
    expect(one.moments).toEqual([...one.moments].sort((a, b) => a - b));
  });

  it("loses nobody", async () => {
    const { rows, standing } = await run(6);
    for (const row of rows) {
      const { waiting, scheduled } = standing.get(row)!;
      expect(row.served + row.gaveUp + row.calledOff + waiting + scheduled).toBe(row.arrived);
    }
    expect(rows.map(({ gaveUp }) => gaveUp).some((left) => left > 0)).toBe(true);
  });
});

const idOf = (agent: AgentDescription | string) => (typeof agent === "string" ? agent : agent.id);

describe("a center that misbehaves is found out", () => {
  const lies: Record<string, (center: Center) => Partial<Center>> = {
    "handing out nothing on the phones": (center) => ({
      next: async (agent) => (idOf(agent).startsWith("phones") ? undefined : center.next(agent)),
    }),
    "forgetting what an agent can do": (center) => ({
      next: (agent) => center.next(typeof agent === "string" ? agent : { id: agent.id, channels: agent.channels }),
    }),
    "forgetting who is important": (center) => ({
      contacts: Object.assign(Object.create(center.contacts), { setRules: async () => {} }),
    }),
    "deaf to the supervisor": (center) => ({
      channels: Object.assign(Object.create(center.channels), { set: (id: string) => center.channels.get(id) }),
    }),
    "forgetting when a message was sent": (center) => ({
      enqueue: ({ receivedAt: _, ...ticket }) => center.enqueue(ticket),
    }),
    "forgetting that a ticket is for later": (center) => ({
      enqueue: ({ scheduledFor: _, ...ticket }) => center.enqueue(ticket),
    }),
    "keeping who gave up": () => ({ cancel: async () => {} }) as unknown as Partial<Center>,
  };

  it.each(Object.entries(lies))("%s", async (_, lie) => {
    const { result } = await run(1, lie);
    expect(result.right).toBe(false);
    expect(result.lines.join("\n")).toMatch(/got .+, expected /);
  });
});
