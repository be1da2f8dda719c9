import fc from "fast-check";
import { type Case, ChannelRegistry, ProximoError } from "proximo";
import { expect, test } from "vitest";
import { ids, NaiveCenter } from "../../src/testing/naive/center.ts";
import { canServe } from "../../src/testing/naive/line.ts";
import { describedAgent, type Input, input, rules } from "./center-steps.ts";
import { type Stage, stage } from "./stage.ts";
import { MINUTE, START } from "./steps.ts";

/** `PROXIMO_LONG=1` runs for as long as patience lasts; the number of schedules otherwise is what CI can bear. */
const RUNS = process.env.PROXIMO_LONG ? 50_000 : 1_200;
const ALL = Number.POSITIVE_INFINITY;

const tickets = fc.uniqueArray(input, { selector: ({ id }) => id, minLength: 1, maxLength: 6 });
const everything = { id: "bia", skills: ["billing", "english", "tech"] };

/** One race, run under many schedules. */
const race = (name: string, run: (scheduler: fc.Scheduler, draw: fc.GeneratorValue) => Promise<void>) =>
  test(`${name} (${RUNS} schedules)`, { timeout: 0 }, async () => {
    expect.hasAssertions();
    await fc.assert(fc.asyncProperty(fc.scheduler(), fc.gen(), run), { numRuns: RUNS });
  });

/** Puts tickets in, and says in which order they then wait. */
async function enter(scheduler: fc.Scheduler, { here }: Stage, inputs: readonly Input[]): Promise<Case[]> {
  for (const one of inputs) await scheduler.waitFor(here.enqueue(one));
  return [...(await scheduler.waitFor(here.peek(ALL)))];
}

race(
  "agents who ask at once never get the same ticket, and each the first there was by then",
  async (scheduler, draw) => {
    const on = await stage(scheduler);
    const inputs = draw(() => tickets);
    const line = await enter(scheduler, on, inputs);

    const pressing = Array.from({ length: draw(fc.integer, { min: 2, max: 6 }) }, (_, n) => {
      const center = n % 2 === 0 ? on.here : on.there;
      const agent = draw(() => describedAgent);
      return draw(fc.boolean) ? center.next(agent) : center.take(inputs[n % inputs.length].id, agent);
    });
    const claims = await scheduler.waitFor(Promise.all(pressing));

    const given = new Map(claims.map((claim) => [claim?.token, claim?.ticket.id]));
    for (const { id, agent, token } of on.attempts) {
      const place = line.findIndex((one) => (id === undefined || one.id === id) && canServe(agent, one));
      expect(given.get(token)).toBe(line[place]?.id);
      if (place >= 0) line.splice(place, 1);
    }
    expect(ids(await scheduler.waitFor(on.there.peek(ALL)))).toEqual(ids(line));
  },
);

race("whoever ends a ticket first has ended it; the others are told, and change nothing", async (scheduler, draw) => {
  const on = await stage(scheduler);
  const { here, there } = on;
  const line = await enter(
    scheduler,
    on,
    draw(() => tickets),
  );
  const claim = await scheduler.waitFor(here.next(everything));
  if (claim === undefined) return;
  const { id } = claim.ticket;
  const pickedUp = (await scheduler.waitFor(there.claim(claim.token)))!;

  const ends = {
    completed: () => claim.complete(),
    "completed elsewhere": () => pickedUp.complete(),
    "cancelled by the agent": () => pickedUp.cancel(),
    "cancelled by the contact": () => here.cancel(id),
    "cancelled twice": () => there.cancel(id),
  };
  const outcomes = await scheduler.waitFor(Promise.all(Object.values(ends).map((end) => outcome(end()))));

  expect(outcomes.filter((one) => one === "done")).toHaveLength(1);
  expect(outcomes.slice(0, 3)).not.toContain(false);
  expect(outcomes.filter((one) => one !== "done" && one !== false && one !== "STALE_CLAIM")).toEqual([]);
  const winner = Object.keys(ends)[outcomes.indexOf("done")];
  expect((await scheduler.waitFor(there.get(id)))?.state).toBe(winner.split(" ")[0]);
  expect(ids(await scheduler.waitFor(there.peek(ALL)))).toEqual(ids(line.slice(1)));
  expect(await scheduler.waitFor(there.claims())).toEqual([]);
});

race("tickets that are claimed and given back, by many at once, stand as they stood", async (scheduler, draw) => {
  const on = await stage(scheduler);
  const line = await enter(
    scheduler,
    on,
    draw(() => tickets),
  );

  const hands = line.map(async (_, n) => {
    const claim = (await (n % 2 === 0 ? on.here : on.there).next(everything))!;
    const pickedUp = (await on.there.claim(claim.token))!;
    return Promise.all([outcome(claim.release()), outcome(pickedUp.release())]);
  });
  for (const both of await scheduler.waitFor(Promise.all(hands))) expect(both.sort()).toEqual(["STALE_CLAIM", "done"]);

  expect(ids(await scheduler.waitFor(on.here.peek(ALL)))).toEqual(ids(line));
  expect(await scheduler.waitFor(on.here.claims())).toEqual([]);
});

race("whatever is changed at once, the newest rules score everything in the end", async (scheduler, draw) => {
  const on = await stage(scheduler);
  const inputs = draw(() => tickets);
  const [older, newer] = [draw(() => rules), draw(() => rules)];
  await scheduler.waitFor(
    Promise.all([
      ...inputs.map((one, n) => (n % 2 === 0 ? on.here : on.there).enqueue(one)),
      on.here.contacts.setRules(older),
      on.there.contacts.setRules(newer),
    ]),
  );

  const model = new NaiveCenter(new ChannelRegistry(), 5 * MINUTE);
  model.rules = await scheduler.waitFor(on.here.contacts.rules());
  expect([older, newer]).toContainEqual(model.rules);
  const entered = await scheduler.waitFor(Promise.all(inputs.map(({ id }) => on.there.get(id))));
  for (const { id } of entered.map((one) => one!).sort((a, b) => a.arrival - b.arrival)) {
    model.accept(inputs.find((one) => one.id === id)!, START);
  }
  expect(ids(await scheduler.waitFor(on.here.peek(ALL)))).toEqual(ids(model.inOrder()));
});

race("every change of the button is told, and every promotion once", async (scheduler, draw) => {
  const { here, there, clock } = await stage(scheduler);
  const red: boolean[] = [];
  const promoted: string[] = [];
  here.on("urgency", ({ urgent }) => red.push(urgent));
  // By whichever center notices it first; the other hears of it.
  here.on("promoted", ({ ticket }) => promoted.push(ticket.id));
  there.on("promoted", ({ ticket }) => promoted.push(ticket.id));

  const jump = async (minutes: number) => {
    await scheduler.schedule(Promise.resolve(), "the clock jumps");
    clock.advance(minutes * MINUTE);
  };
  const held: string[] = [];
  const live = async (one: Input, served: boolean) => {
    const { id, state } = await here.enqueue(one);
    if (state === "held") held.push(id);
    if (served) await (await here.next(everything))?.complete();
  };
  const lives = draw(() => tickets).map((one) => live(one, draw(fc.boolean)));
  const jumps = draw(() => fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 })).map(jump);
  await scheduler.waitFor(Promise.all([...lives, ...jumps]));
  await scheduler.waitIdle();

  const states = await scheduler.waitFor(Promise.all(held.map(async (id) => (await here.get(id))?.state)));
  expect([...promoted].sort()).toEqual(held.filter((_, n) => states[n] !== "held").sort());
  expect(red).toEqual(red.map((_, n) => n % 2 === 0));
  expect(red.at(-1) ?? false).toBe((await scheduler.waitFor(here.urgency())).urgent);
});

/** `"done"`, `false` where there was nothing to do, or the code of the refusal. */
async function outcome(end: Promise<unknown>): Promise<string | false> {
  try {
    return (await end) === false ? false : "done";
  } catch (error) {
    if (error instanceof ProximoError) return error.code;
    throw error;
  }
}
