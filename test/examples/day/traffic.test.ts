import { describe, expect, it } from "vitest";
import { Random } from "../../../examples/day/random.ts";
import type { Day } from "../../../examples/day/source.ts";
import { mean } from "../../../examples/day/tally.ts";
import { ownTraffic } from "../../../examples/day/traffic.ts";

async function day(seed: number): Promise<Day> {
  const days = [];
  for await (const each of ownTraffic(seed).days) days.push(each);
  expect(days).toHaveLength(1);
  return days[0]!;
}

const CHANNELS = "webchat whatsapp email sms facebook telegram voice rcs viber form video".split(" ");

describe("own traffic", () => {
  it("is the same for the same seed, and another for another", async () => {
    expect(await day(7)).toEqual(await day(7));
    expect((await day(7)).arrivals).not.toEqual((await day(8)).arrivals);
  });

  it("arrives on all eleven channels, in order of time, within the day, each id once", async () => {
    const { from, to, arrivals } = await day(1);
    expect(new Set(arrivals.map(({ ticket }) => ticket.channel))).toEqual(new Set(CHANNELS));
    expect(new Set(arrivals.map(({ ticket }) => ticket.id)).size).toBe(arrivals.length);
    let last = from;
    for (const { at } of arrivals) {
      expect(at).toBeGreaterThanOrEqual(last);
      last = at;
    }
    expect(last).toBeLessThanOrEqual(to);
  });

  it("keeps to the figures it names: 1,747 calls of 183 s on average, callers with 416 s of patience", async () => {
    const calls = [];
    for (let seed = 1; seed <= 20; seed += 1) {
      calls.push(...(await day(seed)).arrivals.filter(({ label }) => label === "voice"));
    }
    // Five standard errors: of a Poisson count, and of means of 35,000 draws.
    expect(Math.abs(calls.length / 20 - 1_746)).toBeLessThan(5 * Math.sqrt(1_747 / 20));
    expect(Math.abs(mean(calls.map(({ handling }) => handling))! / 1_000 - 183)).toBeLessThan(
      (5 * 248) / Math.sqrt(35_000),
    );
    const patience = calls.map(({ at, leaves }) => leaves!.at - at);
    expect(Math.abs(mean(patience)! / 1_000 - 416)).toBeLessThan((5 * 416) / Math.sqrt(35_000));
  });

  it("has everything a day has: callbacks, people with priority, skills, transfers, a mailbox read late", async () => {
    const { arrivals, interventions, shifts } = await day(1);
    const some = (test: (arrival: (typeof arrivals)[number]) => boolean) => arrivals.filter(test).length;
    expect(some(({ ticket }) => ticket.scheduledFor !== undefined)).toBeGreaterThan(40);
    expect(some(({ ticket }) => ticket.contact?.segments?.includes("vip") === true)).toBeGreaterThan(50);
    expect(some(({ ticket }) => (ticket.skills?.length ?? 0) > 1)).toBeGreaterThan(50);
    expect(some(({ handedBack }) => handedBack?.skills !== undefined)).toBeGreaterThan(50);
    expect(some(({ handedBack }) => handedBack?.againIn !== undefined)).toBeGreaterThan(5);
    expect(some(({ at, ticket }) => ticket.channel === "email" && ticket.receivedAt! < at)).toBeGreaterThan(300);
    expect(interventions).not.toHaveLength(0);
    expect(new Set(shifts.map(({ agent }) => agent.id)).size).toBe(shifts.length);
  });
});

describe("draws", () => {
  it("of a lognormal have the mean and the spread asked for", () => {
    const random = new Random(3);
    const draws = Array.from({ length: 200_000 }, () => random.lognormal(183, 1.36));
    const average = mean(draws)!;
    const spread = Math.sqrt(mean(draws.map((draw) => (draw - average) ** 2))!) / average;
    expect(average).toBeCloseTo(183, -1);
    expect(spread).toBeGreaterThan(1.26);
    expect(spread).toBeLessThan(1.46);
  });
});
