import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Happening } from "../../src/statistics/happening.ts";
import { type StatisticsOptions, statisticsByInterval, statisticsFrom } from "../../src/statistics/report.ts";
import { DEFAULT_RULES, type TallyRules, talliesOf } from "../../src/statistics/tallies.ts";
import { MemoryTallies } from "../../src/stores/memory/tallies.ts";
import { MINUTE, NINE, QUARTER, SECOND, ticket } from "./cases.ts";

/** By way of a store, as it is kept. */
function kept(happenings: readonly Happening[], rules: Partial<TallyRules> = {}) {
  const store = new MemoryTallies();
  for (const one of happenings) store.add(talliesOf(one, { ...DEFAULT_RULES, ...rules }));
  return store.sums(0, Number.POSITIVE_INFINITY);
}

const told = (happenings: readonly Happening[], rules?: Partial<TallyRules>, options?: StatisticsOptions) =>
  statisticsFrom(kept(happenings, rules), options);

const enqueued = (at = NINE, more = {}): Happening => ({
  what: "enqueued",
  at,
  ticket: ticket({ receivedAt: at, ...more }),
});

/** Received at nine, answered after so long. */
function claimed(wait: number, more = {}): Happening {
  const at = NINE + wait;
  return { what: "claimed", at, ticket: ticket({ answeredAt: at, ...more }), agent: "ana" };
}

const active = (claimedAt: number, agent = "ana") => ({ agent, state: "active", claimedAt }) as const;

function completed(claimedAt: number, at: number, agent = "ana"): Happening {
  return { what: "completed", at, ticket: ticket({ answeredAt: claimedAt }), ...active(claimedAt, agent) };
}

const abandoned = (wait: number, more = {}): Happening => ({
  what: "cancelled",
  at: NINE + wait,
  ticket: ticket(more),
});

describe("counts", () => {
  test("are exact, by channel, agent, skill and in total", () => {
    const skills = ["billing", "english"];
    const {
      total,
      channels,
      agents,
      skills: bySkill,
    } = told([
      enqueued(NINE, { skills }),
      enqueued(NINE, { channel: "email" }),
      { what: "offered", at: NINE, ticket: ticket({ skills }), agent: "ana" },
      { what: "refused", at: NINE, ticket: ticket({ skills }), agent: "ana" },
      { what: "offered", at: NINE, ticket: ticket({ skills }), agent: "bea" },
      { what: "lapsed", at: NINE, ticket: ticket({ skills }), agent: "bea" },
      claimed(SECOND, { skills }),
      completed(NINE + SECOND, NINE + MINUTE),
    ]);
    const counts = { arrived: 2, answered: 1, completed: 1, abandoned: 0, offered: 2, refused: 1, lapsed: 1 };
    expect(total).toMatchObject(counts);
    expect(channels.voice).toMatchObject({ ...counts, arrived: 1 });
    expect(channels.email).toMatchObject({ arrived: 1, answered: 0, serviceLevel: undefined });
    expect(bySkill.billing).toMatchObject({ ...counts, arrived: 1, completed: 0 });
    expect(bySkill.english).toEqual(bySkill.billing);
    expect(agents.ana).toMatchObject({ arrived: 0, answered: 1, completed: 1, offered: 1, refused: 1, lapsed: 0 });
    expect(agents.bea).toMatchObject({ offered: 1, refused: 0, lapsed: 1 });
  });

  test("know who gave up from who was served, who had no time to be, and who was not waiting", () => {
    const outbound = { direction: "outbound" } as const;
    const later = { scheduledFor: NINE + 60 * MINUTE };
    const { total } = told([
      abandoned(5 * SECOND),
      abandoned(5 * SECOND + 1),
      abandoned(MINUTE, outbound),
      abandoned(54 * MINUTE, later),
      abandoned(56 * MINUTE, later),
      { what: "cancelled", at: NINE + MINUTE, ticket: ticket({ answeredAt: NINE }), ...active(NINE) },
      enqueued(NINE, outbound),
      claimed(SECOND, outbound),
    ]);
    expect(total).toMatchObject({ arrived: 0, answered: 0, abandoned: 3, shortAbandoned: 1, cancelled: 3 });
    expect(total.timeToAbandon.total).toBe(5 * SECOND + (5 * SECOND + 1) + MINUTE);
    expect(total.handling).toMatchObject({ count: 1, total: MINUTE });
  });

  test("take only the first answer of a ticket", () => {
    const again: Happening = { what: "claimed", at: NINE + MINUTE, ticket: ticket({ answeredAt: NINE }), agent: "bea" };
    const { total, agents } = told([claimed(0), again]);
    expect(total.answered).toBe(1);
    expect(agents).not.toHaveProperty("bea");
  });
});

describe("service level", () => {
  const waits = [claimed(0), claimed(20 * SECOND), claimed(20 * SECOND + 1), abandoned(SECOND), abandoned(MINUTE)];

  test("is of those answered or abandoned, short abandons left out, who were answered in 20 seconds", () => {
    expect(told(waits).total).toMatchObject({ serviceLevel: 2 / 4, abandonRate: 1 / 4 });
  });

  test("goes by the target of the channel, at the time", () => {
    const targetByChannel = { email: 4 * MINUTE };
    const { total, channels } = told([...waits, claimed(3 * MINUTE, { channel: "email" })], { targetByChannel });
    expect(channels.email?.serviceLevel).toBe(1);
    expect(total.serviceLevel).toBe(3 / 5);
  });

  test("can be asked for within another target", () => {
    expect(told(waits, {}, { target: 15 * SECOND }).total.serviceLevel).toBe(1 / 4);
    expect(told(waits, {}, { target: 25 * SECOND }).total.serviceLevel).toBe(3 / 4);
  });
});

describe("times", () => {
  test("have a total and a mean that are exact, a median and a 95th percentile within 1 %", () => {
    const waits = Array.from({ length: 100 }, (_, second) => claimed((second + 1) * SECOND));
    const { wait } = told(waits).total;
    expect(wait).toMatchObject({ count: 100, total: 5_050 * SECOND, mean: 50.5 * SECOND });
    expect(Math.abs(wait.median! / (50 * SECOND) - 1)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(wait.p95! / (95 * SECOND) - 1)).toBeLessThanOrEqual(0.01);
  });

  test("of a few have the longest as their 95th percentile", () => {
    const { wait } = told([claimed(4 * SECOND), claimed(30 * SECOND)]).total;
    expect(Math.abs(wait.median! / (4 * SECOND) - 1)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(wait.p95! / (30 * SECOND) - 1)).toBeLessThanOrEqual(0.01);
  });

  test("that nobody took are not told", () => {
    expect(told([enqueued()]).total.wait).toEqual({ count: 0, total: 0 });
  });

  test("are counted for every claim that was active, however it ended", () => {
    const { agents } = told([
      { what: "released", at: NINE + MINUTE, ticket: ticket(), ...active(NINE) },
      completed(NINE + MINUTE, NINE + 3 * MINUTE),
      { what: "cancelled", at: NINE + MINUTE, ticket: ticket({ answeredAt: NINE }), ...active(NINE, "bea") },
      { what: "cancelled", at: NINE + MINUTE, ticket: ticket(), agent: "eva", state: "offered", claimedAt: NINE },
    ]);
    expect(agents.ana?.handling).toMatchObject({ count: 2, total: 3 * MINUTE, mean: 1.5 * MINUTE });
    expect(agents.bea?.handling).toMatchObject({ count: 1, total: MINUTE });
    expect(agents.eva?.handling.count).toBe(0);
  });

  test("of a wrap-up are those that it took, where it was cut short", () => {
    const wrapUp = { agent: "ana", channel: "voice", until: NINE + MINUTE } as const;
    const planned: Happening = { what: "wrapUp", at: NINE, ...wrapUp };
    const cut: Happening = { what: "ready", at: NINE + 20 * SECOND, since: NINE, ...wrapUp };
    const short: Happening = { what: "wrapUp", at: NINE, ...wrapUp, until: NINE + 20 * SECOND };
    expect(told([planned]).channels.voice?.wrapUp).toMatchObject({ count: 1, total: MINUTE });
    expect(told([planned, cut])).toEqual(told([short]));
  });
});

describe("occupancy", () => {
  test("is handling and wrap-up over the time for which places were available, in each interval", () => {
    const tallies = kept([
      { what: "available", agent: "ana", since: NINE - QUARTER, at: NINE + QUARTER, places: 2 },
      completed(NINE - 5 * MINUTE, NINE + 5 * MINUTE),
      { what: "wrapUp", agent: "ana", channel: "voice", at: NINE + 5 * MINUTE, until: NINE + 6 * MINUTE },
    ]);
    const { total, agents, channels } = statisticsFrom(tallies);
    expect(agents.ana?.occupancy).toBe(11 / 60);
    expect(total.occupancy).toBe(11 / 60);
    expect(channels.voice?.occupancy).toBeUndefined();
    const byInterval = statisticsByInterval(tallies, QUARTER);
    expect(byInterval.map(({ at, total: { occupancy } }) => [at, occupancy])).toEqual([
      [NINE - QUARTER, 5 / 30],
      [NINE, 6 / 30],
    ]);
  });

  test("is at most 1, whatever was done while away", () => {
    const away: Happening = { what: "available", agent: "ana", since: NINE, at: NINE + MINUTE, places: 1 };
    expect(told([away, completed(NINE, NINE + 5 * MINUTE)]).total.occupancy).toBe(1);
  });

  test("of all is of those who were there: nobody's work fills the time of another", () => {
    const there = (agent: string): Happening => ({
      ...{ what: "available", agent, since: NINE, at: NINE + MINUTE, places: 1 },
    });
    const { total, agents } = told([
      there("bea"),
      there("ana"),
      completed(NINE, NINE + 5 * MINUTE),
      completed(NINE, NINE + 5 * MINUTE, "described on the spot"),
    ]);
    expect([agents.ana?.occupancy, agents.bea?.occupancy]).toEqual([1, 0]);
    expect(agents["described on the spot"]?.occupancy).toBeUndefined();
    expect(total.occupancy).toBe(1 / 2);
  });
});

const names = fc.oneof(
  fc.string({ minLength: 1, unit: "binary" }),
  fc.constantFrom("__proto__", "constructor", '"', "\ud800", ","),
);

test("any name is told apart from any other", () => {
  fc.assert(
    fc.property(fc.uniqueArray(names), (channels) => {
      const statistics = told(channels.map((channel) => enqueued(NINE, { channel })));
      expect(Object.keys(statistics.channels).sort()).toEqual(channels.sort());
      for (const channel of channels)
        expect(Object.entries(statistics.channels)).toContainEqual([channel, expect.objectContaining({ arrived: 1 })]);
    }),
  );
});

test("what others keep in the same store is none of these", () => {
  const others = [{ at: 0, series: '["handling","ana","voice"]', measure: "count", amount: 7 }];
  expect(statisticsFrom(others)).toEqual(statisticsFrom([]));
  expect(statisticsByInterval(others, QUARTER)).toEqual([]);
});

test("the order in which it is added, and by whom, makes no difference", () => {
  const happenings = fc.oneof(
    fc.nat(QUARTER * 3).map((wait) => claimed(wait)),
    fc.nat(QUARTER * 3).map((wait) => abandoned(wait)),
    fc.nat(QUARTER * 3).map((lasted) => completed(NINE, NINE + lasted)),
    fc.nat(QUARTER * 3).map((since) => enqueued(NINE + since)),
  );
  fc.assert(
    fc.property(fc.array(happenings), fc.array(happenings), (some, others) => {
      const together = [...kept(some), ...kept(others)];
      expect(statisticsFrom(together)).toEqual(told([...others, ...some]));
      expect(statisticsByInterval(together, QUARTER)).toEqual(
        statisticsByInterval(kept([...others, ...some]), QUARTER),
      );
    }),
  );
});

test("a span of years is told from its last month on", () => {
  const years = talliesOf(completed(0, NINE), DEFAULT_RULES).filter(({ measure }) => measure === "busy");
  expect(years).toHaveLength(3_000);
  expect(new Set(years.map(({ amount }) => amount))).toEqual(new Set([QUARTER]));
});
