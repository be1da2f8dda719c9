import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../../../examples/day/random.ts";
import { handlingTallies } from "../../../src/agents/prediction/handling-tallies.ts";
import { PRIOR, predictorFrom } from "../../../src/agents/prediction/learning.ts";
import { MemoryTallies } from "../../../src/stores/memory/tallies.ts";

interface Completed {
  readonly agent: string;
  readonly channel: string;
  readonly skills: readonly string[];
  readonly seconds: number;
}

/** By way of a store, as they are kept. */
function learned(all: readonly Completed[], prior?: number) {
  const store = new MemoryTallies();
  for (const { agent, channel, skills, seconds } of all) store.add(handlingTallies(agent, channel, skills, seconds));
  return predictorFrom(store.sums(0, 1), prior);
}

const took = (agent: string, seconds: number, channel = "chat", skills: readonly string[] = []): Completed => ({
  agent,
  channel,
  skills,
  seconds,
});

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

const completed = fc.record({
  agent: fc.constantFrom("ana", "bea", "eva", "__proto__"),
  channel: fc.constantFrom("chat", "email", "voice"),
  skills: fc.constantFrom([], ["billing"], ["billing", "english"]),
  seconds: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1e6, noNaN: true })),
});

describe("an agent's time", () => {
  test("is between their own mean and the channel's", () => {
    const plain = completed.map((one) => ({ ...one, skills: [] }));
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 60 }), (all) => {
        const predictor = learned(all);
        for (const { agent, channel } of all) {
          const own = mean(
            all.filter((one) => one.agent === agent && one.channel === channel).map((one) => one.seconds),
          );
          const { channelMean } = predictor.expected("nobody", channel);
          const told = predictor.handlingTime(agent, channel);
          const rounding = 1e-9 * Math.max(own, channelMean);
          expect(told).toBeGreaterThanOrEqual(Math.min(own, channelMean) - rounding);
          expect(told).toBeLessThanOrEqual(Math.max(own, channelMean) + rounding);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("comes to be their own mean", () => {
    const random = new Random(7);
    const off = [10, 100, 1_000, 10_000].map((count) => {
      const tickets = Array.from({ length: count }, () => [
        took("ana", random.exponential(200)),
        took("bea", random.exponential(300)),
      ]).flat();
      const own = mean(tickets.filter(({ agent }) => agent === "ana").map(({ seconds }) => seconds));
      return Math.abs(learned(tickets).handlingTime("ana", "chat") / own - 1);
    });
    expect(off[3]).toBeLessThan(0.001);
    expect(off[3]).toBeLessThan(off[0]!);
  });

  test("is worked by hand", () => {
    // The constant of these is 2, and their channel's mean 15: (10·2 + 15·2)/4.
    const predictor = learned([took("ana", 5), took("ana", 15), took("bea", 15), took("bea", 25)]);
    expect(predictor.handlingTime("ana", "chat")).toBeCloseTo(12.5, 10);
    expect(predictor.handlingTime("bea", "chat")).toBeCloseTo(17.5, 10);
    expect(predictor.handlingTime("eva", "chat")).toBe(15);
  });

  test("is not the longer for tickets that take everybody long", () => {
    const random = new Random(3);
    const easy = Array.from({ length: 400 }, () => took("ana", random.exponential(100)));
    const hard = Array.from({ length: 400 }, () => took("bea", random.exponential(900), "chat", ["billing"]));
    const both = Array.from({ length: 400 }, () => [
      took("eva", random.exponential(100)),
      took("eva", random.exponential(900), "chat", ["billing"]),
    ]).flat();
    const predictor = learned([...easy, ...hard, ...both]);
    const [ana, bea] = ["ana", "bea"].map((agent) => predictor.handlingTime(agent, "chat", ["billing"]));
    expect(ana! / bea!).toBeCloseTo(1, 1);
    expect(predictor.handlingTime("bea", "chat") / 100).toBeCloseTo(1, 0);
  });
});

test("where nothing is known of an agent, a channel or skills, the next larger whole is expected", () => {
  expect(learned([]).handlingTime("ana", "chat")).toBe(PRIOR);
  expect(learned([], 60).handlingTime("ana", "chat", ["billing"])).toBe(60);
  const predictor = learned([took("ana", 10), took("ana", 30), took("bea", 20, "email")]);
  expect(predictor.handlingTime("ana", "voice")).toBe(20);
  expect(predictor.handlingTime("eva", "email")).toBe(20);
  expect(predictor.handlingTime("eva", "chat", ["billing"])).toBe(predictor.handlingTime("eva", "chat"));
});

test("how much tickets differ is measured within agent and lane", () => {
  expect(learned([took("ana", 7), took("bea", 99)]).variation).toBe(1);
  const steady = [took("ana", 50), took("ana", 50), took("bea", 200), took("bea", 200)];
  expect(learned(steady).variation).toBe(0);
  // Of [75, 125] the sample variance is 1,250, and of means 100: √(0.125 · 1/3).
  expect(learned([...steady, took("eva", 75), took("eva", 125)]).variation).toBeCloseTo(Math.sqrt(0.125 / 3), 12);
  const random = new Random(9);
  const lognormal = Array.from({ length: 4_000 }, () => took("ana", random.lognormal(300, 0.5)));
  expect(learned(lognormal).variation).toBeCloseTo(0.5, 1);
  const wild = Array.from({ length: 4_000 }, () => took("ana", random.lognormal(300, 2)));
  expect(learned(wild).variation).toBe(1);
});

test("the order in which tickets were completed makes no difference", () => {
  const shuffled = fc
    .array(completed, { maxLength: 40 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(shuffled, ([all, again]) => {
      const [one, other] = [learned(all), learned(again)];
      for (const { agent, channel, skills } of all) {
        const [a, b] = [one, other].map((predictor) => predictor.handlingTime(agent, channel, skills));
        expect(Math.abs(a! - b!)).toBeLessThanOrEqual(1e-6 * Math.max(a!, b!));
      }
    }),
  );
});

test("whatever was completed, times are finite and not negative", () => {
  fc.assert(
    fc.property(fc.array(completed), completed, (all, { agent, channel, skills }) => {
      const told = learned(all).handlingTime(agent, channel, skills);
      expect(Number.isFinite(told)).toBe(true);
      expect(told).toBeGreaterThanOrEqual(0);
    }),
  );
});

describe("against tickets of known means", () => {
  const random = new Random(11);
  const channels = [
    ["chat", 400],
    ["email", 900],
    ["voice", 250],
  ] as const;
  const agents = Array.from({ length: 60 }, (_, number) => ({
    id: `agent-${number}`,
    factor: random.lognormal(1, 0.25),
    /** Some are new. */
    tickets: 2 + random.below(60),
  }));
  const seconds = (factor: number, of: number) => random.lognormal(factor * of, 1);
  const past = agents.flatMap(({ id, factor, tickets }) =>
    channels.flatMap(([channel, of]) => Array.from({ length: tickets }, () => took(id, seconds(factor, of), channel))),
  );
  const predictor = learned(past);

  test("it is nearer to the truth than the agent's own mean and the channel's", () => {
    const ofChannel = (wanted: string) => past.filter(({ channel }) => channel === wanted);
    const errors = { predicted: 0, own: 0, ofChannel: 0 };
    for (const [channel, of] of channels) {
      const channelMean = mean(ofChannel(channel).map((one) => one.seconds));
      for (const { id, factor } of agents) {
        const own = mean(ofChannel(channel).flatMap((one) => (one.agent === id ? [one.seconds] : [])));
        const truth = factor * of;
        errors.predicted += (predictor.handlingTime(id, channel) / truth - 1) ** 2;
        errors.own += (own / truth - 1) ** 2;
        errors.ofChannel += (channelMean / truth - 1) ** 2;
      }
    }
    expect(errors.predicted).toBeLessThan(0.8 * errors.own);
    expect(errors.predicted).toBeLessThan(0.8 * errors.ofChannel);
  });

  test("its accuracy is told against saying the channel's mean", () => {
    const store = new MemoryTallies();
    const off = { predicted: 0, ofChannel: 0, signed: 0 };
    for (const { id, factor } of agents)
      for (const [channel, of] of channels) {
        const expected = predictor.expected(id, channel);
        const actual = seconds(factor, of);
        store.add(handlingTallies(id, channel, [], actual, expected));
        off.predicted += Math.abs(actual - expected.seconds) / 180;
        off.ofChannel += Math.abs(actual - expected.channelMean) / 180;
        off.signed += (expected.seconds - actual) / 180;
      }
    const accuracy = predictorFrom(store.sums(0, 1)).accuracy();
    expect(accuracy.count).toBe(180);
    expect(accuracy.meanAbsoluteError).toBeCloseTo(off.predicted, 6);
    expect(accuracy.baselineError).toBeCloseTo(off.ofChannel, 6);
    expect(accuracy.bias).toBeCloseTo(off.signed, 6);
    expect(accuracy.channels.chat?.count).toBe(60);
  });
});

test("accuracy of nothing is not told", () => {
  expect(learned([took("ana", 7)]).accuracy()).toEqual({ count: 0, channels: {} });
});

test("a thousand agents are asked about twenty lanes in a few milliseconds", () => {
  const ids = Array.from({ length: 1_000 }, (_, number) => `agent-${number}`);
  const lanes = Array.from({ length: 20 }, (_, number) => ({
    channel: ["chat", "email", "voice", "sms"][number % 4]!,
    skills: number < 4 ? [] : [`skill-${number}`],
  }));
  const past = ids.flatMap((id, number) => lanes.map(({ channel, skills }) => took(id, number + 1, channel, skills)));
  const predictor = learned(past);
  const times = Array.from({ length: 9 }, () => {
    const begun = performance.now();
    let sum = 0;
    for (const { channel, skills } of lanes) for (const id of ids) sum += predictor.handlingTime(id, channel, skills);
    expect(sum).toBeGreaterThan(0);
    return performance.now() - begun;
  });
  expect(Math.min(...times)).toBeLessThan(10);
});
