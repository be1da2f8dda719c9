import type { Tally, TallyStore } from "../../../stores/port/tally-store.ts";
import { agree } from "../stage/agree.ts";
import { type Chapter, START } from "../stage/stage.ts";
import { all as names } from "./names.ts";

const HOUR = 3_600_000;
const END = Number.MAX_SAFE_INTEGER;

const one = (amount: number, about: Partial<Tally> = {}): Tally => ({
  ...{ at: START, series: "email", measure: "count", amount },
  ...about,
});
const inOrder = (tallies: readonly Tally[]) =>
  tallies
    .filter(({ amount }) => amount !== 0)
    .map(({ at, series, measure, amount }) => ({ at, series, measure, amount }))
    .map((tally) => ({ tally, text: JSON.stringify([tally.at, tally.series, tally.measure]) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ tally }) => tally);

/** All sums, but for those of 0. */
const sums = async (tallies: TallyStore, from = 0, to = END) => inOrder(await tallies.sums(from, to));

/** Counts and sums that add up. */
export const tallies: Chapter = {
  "what is of one interval, series and measure adds up; the rest stays apart": async ({ store, there }) => {
    agree(await sums(store.tallies), []);
    await store.tallies.add([one(1), one(2, { measure: "wait" }), one(3, { series: "voice" }), one(4)]);
    await there.tallies.add([one(10), one(5, { at: START + HOUR }), one(20, { measure: "wait" })]);
    await store.tallies.add([]);
    const expected = inOrder([
      ...[one(15), one(22, { measure: "wait" }), one(3, { series: "voice" }), one(5, { at: START + HOUR })],
    ]);
    for (const { tallies } of [store, there]) agree(await sums(tallies), expected);
  },

  "an amount may have a fraction, or be negative; integers are exact": async ({ store, there }) => {
    await store.tallies.add([one(0.5), one(0.25), one(-1)]);
    await there.tallies.add([one(2 ** 53 - 1, { series: "large" }), one(-(2 ** 52), { series: "large" })]);
    await store.tallies.add([one(7, { series: "none" }), one(-7, { series: "none" })]);
    await store.tallies.add([one(2 ** -30, { series: "small" }), one(2, { series: "small" })]);
    const expected = [one(-0.25), one(2 ** 52 - 1, { series: "large" }), one(2 + 2 ** -30, { series: "small" })];
    agree(await sums(there.tallies), inOrder(expected));
  },

  "sums are those of the intervals that begin from a moment on, and before another": async ({ store, there }) => {
    for (const [n, at] of [START, START + HOUR, START + 2 * HOUR].entries())
      await store.tallies.add([one(n + 1, { at })]);
    const amounts = async (from: number, to: number) =>
      (await sums(there.tallies, from, to)).map(({ amount }) => amount);
    agree(await amounts(START, START + 2 * HOUR), [1, 2]);
    agree(await amounts(START + 1, START + 2 * HOUR + 1), [2, 3]);
    agree(await amounts(START, START), []);
    agree(await amounts(0, START), []);
    agree(await amounts(START + 2 * HOUR, END), [3]);
  },

  "what is dropped is every interval that begins before then, but for what is kept for good": async ({
    store,
    there,
  }) => {
    const at = [0, 1, START, START + HOUR];
    await store.tallies.add(at.map((at) => one(1, { at })));
    const left = async () => (await sums(there.tallies)).map((tally) => tally.at);
    agree(await left(), at);
    await there.tallies.drop(1);
    agree(await left(), at);
    await store.tallies.drop(START);
    agree(await left(), [0, START, START + HOUR]);
    await there.tallies.drop(START + 1);
    agree(await left(), [0, START + HOUR]);
    await store.tallies.drop(END);
    agree(await left(), [0]);
    await there.tallies.add([one(1, { at: 0 }), one(9)]);
    agree(
      (await sums(store.tallies)).map(({ amount }) => amount),
      [2, 9],
    );
  },

  "any name names one series and one measure": async ({ store, there }) => {
    const added = names.flatMap((name, n) => [
      one(n + 1, { series: name }),
      one(n + 1, { measure: name }),
      one(n + 1, { series: name, measure: name }),
    ]);
    await store.tallies.add(added);
    agree(await sums(there.tallies), inOrder(added));
    await there.tallies.add(added);
    agree(await sums(store.tallies), inOrder(added.map((tally) => ({ ...tally, amount: 2 * tally.amount }))));
  },

  "many are added at once": async ({ store, there }) => {
    const many = Array.from({ length: 3_000 }, (_, n) => one(n, { series: `s${n % 1_500}`, measure: `m${n % 2}` }));
    await store.tallies.add(many);
    const found = await sums(there.tallies);
    agree(found.length, 1_500);
    agree(
      found.reduce((sum, { amount }) => sum + amount, 0),
      (3_000 * 2_999) / 2,
    );
  },

  "what many add at the same time is all there": async ({ store, there }) => {
    const adding = Array.from({ length: 60 }, async (_, n) => {
      const mixed = [one(1), one(n, { measure: "wait" }), one(1, { series: `s${n % 3}` })];
      await [store, there][n % 2]!.tallies.add(n % 4 < 2 ? mixed : mixed.reverse());
    });
    await Promise.all(adding);
    agree(
      await sums(there.tallies),
      inOrder([one(60), one(1_770, { measure: "wait" }), ...["s0", "s1", "s2"].map((series) => one(20, { series }))]),
    );
  },

  "nothing else is told of, forgotten or counted with them": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll({ id: "t", contact: "maria" });
    await store.tallies.add([one(1, { series: "maria" })]);
    await there.forget("maria");
    agree(await sums(store.tallies), [one(1, { series: "maria" })]);
    agree((await store.agenda()).nextChange, undefined);
  },
};
