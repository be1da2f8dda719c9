import { compare, type Simulation, simulate } from "proximo/simulation";
import { describe, expect, test } from "vitest";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const calls = {
  arrivalsPerHour: 60,
  handlingTime: { exponential: 3 * MINUTE },
  patience: { exponential: 2 * MINUTE },
} as const;
const office = { channels: { voice: calls }, agents: 4, duration: 4 * HOUR, replications: 3 } satisfies Simulation;

/** Contacts that come at these minutes and take so many. */
const given = (...rows: readonly { readonly at: number; readonly takes: number; readonly patience?: number }[]) => ({
  contacts: () =>
    rows.map(({ at, takes, patience }) => ({
      ...{ at: at * MINUTE, channel: "voice", handlingTime: () => takes * MINUTE },
      ...(patience === undefined ? {} : { patience: patience * MINUTE }),
    })),
  replications: 1,
});

describe("a simulation", () => {
  test("is the same for the same seed, another for another", async () => {
    const [one, same, other] = await Promise.all([
      simulate(office),
      simulate(office),
      simulate({ ...office, seed: 2 }),
    ]);
    expect(same).toEqual(one);
    expect(other.total.averageWait.replications).not.toEqual(one.total.averageWait.replications);
    expect(new Set(one.total.averageWait.replications).size).toBe(3);
  });

  test("follows everybody to their end", async () => {
    const { total, contacts } = await simulate({ ...office, warmUp: HOUR });
    const { arrived, served, abandoned, unanswered } = total;
    for (const replication of arrived.replications.keys()) {
      const [came, ...went] = [arrived, served, abandoned, unanswered].map((one) => one.replications[replication]!);
      expect(went.reduce((sum, one) => sum + one, 0)).toBe(came);
    }
    expect(unanswered.value).toBe(0);
    expect(abandoned.value).toBeGreaterThan(0);
    // Those of the warm-up come, and are not counted.
    expect(contacts).toBeGreaterThan(3 * arrived.value * 1.1);
  });

  test("tells what became of contacts that are known one by one", async () => {
    const rows = given(
      { at: 0, takes: 10 },
      { at: 1, takes: 5 },
      { at: 2, takes: 5, patience: 3 },
      { at: 30, takes: 6 },
    );
    const { total, occupancy } = await simulate({ ...rows, agents: 1, duration: HOUR, target: MINUTE });
    const told = Object.fromEntries(Object.entries(total).map(([figure, { value }]) => [figure, value]));
    expect(told).toEqual({
      ...{ arrived: 4, served: 3, abandoned: 1, unanswered: 0 },
      ...{ abandonProbability: 1 / 4, waitProbability: 2 / 4, serviceLevel: 2 / 4 },
      ...{ averageWait: 3 * MINUTE, averageWaitOfServed: 3 * MINUTE, p95Wait: 9 * MINUTE },
      averageHandlingTime: 7 * MINUTE,
    });
    expect(occupancy.value).toBeCloseTo(21 / 60, 12);
  });

  test("takes contacts to the millisecond", async () => {
    const contacts = () => [{ at: 59_999.6, channel: "voice", patience: 0.4, handlingTime: () => 1_000.5 }];
    const { total } = await simulate({ contacts, agents: 1, duration: MINUTE, replications: 1 });
    expect([total.served.value, total.averageWait.value, total.averageHandlingTime.value]).toEqual([1, 0, 1_001]);
  });

  test("lets agents be fast, wrap up, take a moment to accept, and go home", async () => {
    const rows = given({ at: 0, takes: 10 }, { at: 1, takes: 10 }, { at: 70, takes: 4 });
    const agents = { ana: { speed: { voice: 2 }, wrapUp: MINUTE, shifts: [{ from: 0, to: HOUR }] } };
    const result = await simulate({ ...rows, agents, duration: 2 * HOUR, reaction: MINUTE / 6, within: MINUTE });
    // The first from 0:00:10 to 0:05:10, the second after a minute of wrap-up, the third on the next day.
    expect(result.total.served.value).toBe(3);
    expect(result.total.averageHandlingTime.value).toBe(4 * MINUTE);
    const waits = MINUTE / 6 + (5 * MINUTE + MINUTE / 3) + (DAY - 70 * MINUTE + MINUTE / 6);
    expect(result.total.averageWait.value).toBeCloseTo(waits / 3, 6);
    // Ten minutes and two of wrap-up of the hour they were there.
    expect(result.occupancy.value).toBeCloseTo(12 / 60, 12);
  });

  test("counts as unanswered those whom nobody comes to serve", async () => {
    const rows = given({ at: 0, takes: 10 });
    const { total } = await simulate({ ...rows, agents: { ana: { channels: ["email"] } }, duration: HOUR });
    expect([total.served.value, total.unanswered.value]).toEqual([0, 1]);
    expect(total.averageWait.value).toBe(HOUR);
    expect(total.averageWaitOfServed.value).toBeNaN();
  });

  test("gives an offer that nobody accepts in time to somebody else, who does no better", async () => {
    const rows = given({ at: 0, takes: 10, patience: 5 });
    const { total } = await simulate({ ...rows, agents: 2, duration: HOUR, reaction: 2 * MINUTE, within: MINUTE });
    expect([total.served.value, total.abandoned.value]).toEqual([0, 1]);
  });

  test("lets whoever gets the next offer be quicker, where chance has made the first too slow", async () => {
    const rows = given(...Array.from({ length: 40 }, (_, index) => ({ at: 10 * index, takes: 1 })));
    const reaction = (random: number) => (random < 0.5 ? 2 * MINUTE : 0);
    const { total } = await simulate({ ...rows, agents: 2, duration: 7 * HOUR, reaction, within: MINUTE });
    expect([total.served.value, total.unanswered.value]).toEqual([40, 0]);
    expect(total.averageWait.value).toBeGreaterThan(0);
  });

  test("lets more come at some hours than at others", async () => {
    const byHour = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 120 : hour === 10 ? 30 : 0));
    const seen: number[] = [];
    const spy = (random: number) => {
      seen.push(random);
      return MINUTE;
    };
    const channels = { voice: { ...calls, arrivalsPerHour: byHour, handlingTime: spy } };
    const { total } = await simulate({ channels, agents: 10, duration: 2 * DAY, replications: 5 });
    const expected = 2 * 150;
    expect(Math.abs(total.arrived.value - expected)).toBeLessThan(4 * Math.sqrt(expected / 5));
    // Quantile functions are asked with uniform numbers.
    expect(seen.every((random) => random >= 0 && random < 1)).toBe(true);
    expect(Math.abs(seen.reduce((sum, one) => sum + one, 0) / seen.length - 0.5)).toBeLessThan(0.05);
  });

  test("tells contacts apart by channel and by contact score, given or by the rules", async () => {
    const contacts = [
      { share: 1, segments: ["vip"] },
      { share: 3, contactScore: 20 },
    ];
    const channels = { voice: { ...calls, contacts }, email: { ...calls, arrivalsPerHour: 30 } };
    const rules = [{ segment: "vip", score: 90 }];
    const { channels: by, contactScores, total } = await simulate({ ...office, channels, rules });
    expect(Object.keys(contactScores)).toEqual(["20", "50", "90"]);
    const sum = (figures: object) =>
      Object.values(figures as typeof by).reduce((all, { arrived }) => all + arrived.value, 0);
    expect(sum(by)).toBeCloseTo(total.arrived.value, 9);
    expect(sum(contactScores)).toBeCloseTo(total.arrived.value, 9);
    expect(contactScores[90]!.averageWait.value).toBeLessThan(contactScores[20]!.averageWait.value);
  });

  test("draws handling times and patience as asked for", async () => {
    const lognormal = { lognormal: { mean: 3 * MINUTE, variation: 0.5 } };
    const channels = { voice: { arrivalsPerHour: 60, handlingTime: lognormal } };
    const { total } = await simulate({ channels, agents: 10, duration: 10 * HOUR, replications: 5 });
    const { low, high } = total.averageHandlingTime;
    expect(low).toBeLessThan(3 * MINUTE);
    expect(high).toBeGreaterThan(3 * MINUTE);
    expect(high - low).toBeLessThan(MINUTE / 2);
  });
});

describe("a comparison", () => {
  test("gives all the same contacts, so that differences are surer than results", async () => {
    const { baseline, alternatives } = await compare(
      { ...office, replications: 5 },
      { same: {}, "one more": { agents: 5 } },
    );
    expect(alternatives.same.difference.total.averageWait).toMatchObject({ value: 0, low: 0, high: 0 });
    const { result, difference } = alternatives["one more"];
    expect(result.total.arrived).toEqual(baseline.total.arrived);
    const { value, low, high } = difference.total.averageWait;
    expect(value).toBeCloseTo(result.total.averageWait.value - baseline.total.averageWait.value, 6);
    expect(high).toBeLessThan(0);
    expect(high - low).toBeLessThan(baseline.total.averageWait.high - baseline.total.averageWait.low);
    expect(difference.channels.voice!.averageWait).toEqual(difference.total.averageWait);
  });

  test("leaves the contacts of a channel as they are when another is added", async () => {
    const more = { voice: calls, email: { ...calls, arrivalsPerHour: 5 } };
    const { baseline, alternatives } = await compare(office, { more: { channels: more } });
    expect(alternatives.more.result.channels.voice!.arrived).toEqual(baseline.channels.voice!.arrived);
  });
});
