import fc from "fast-check";
import { type Claim, ProximoError } from "proximo";
import { expect, test } from "vitest";
import { input } from "./center-steps.ts";
import { stage } from "./stage.ts";
import { MINUTE } from "./steps.ts";

const RUNS = process.env.PROXIMO_LONG ? 20_000 : 400;

const race = (name: string, run: (scheduler: fc.Scheduler, draw: fc.GeneratorValue) => Promise<void>) =>
  test(`${name} (${RUNS} schedules)`, { timeout: 0 }, async () => {
    expect.hasAssertions();
    await fc.assert(fc.asyncProperty(fc.scheduler(), fc.gen(), run), { numRuns: RUNS });
  });

const tickets = fc.uniqueArray(input, { selector: ({ id }) => id, minLength: 1, maxLength: 5 });

/** What came of it: `done`, or why not. */
async function outcome(settling: Promise<unknown>): Promise<string> {
  try {
    await settling;
    return "done";
  } catch (error) {
    if (error instanceof ProximoError) return error.code;
    throw error;
  }
}

race("of all that ends an offer at once, one does; the ticket is where that left it", async (scheduler, draw) => {
  const { here, there, clock } = await stage(scheduler);
  const act = <Result>(doing: Promise<Result>) => scheduler.waitFor(doing);
  await act(here.agents.set("ana", { presence: "available" }));
  await act(here.enqueue({ id: "t", channel: "email" }));
  const [offer] = await act(here.distribute({ within: MINUTE }));
  const elsewhere = (await act(there.claim(offer.token))) as Claim;
  const lapses = draw(fc.boolean);
  const jump = async () => {
    await scheduler.schedule(Promise.resolve(), "the clock jumps");
    if (lapses) clock.advance(MINUTE);
  };
  const leaves = draw(fc.boolean);
  const [accepted, refused, withdrawn, cancelled] = await act(
    Promise.all([
      outcome(elsewhere.accept()),
      outcome(offer.refuse()),
      outcome(elsewhere.withdraw()),
      here.cancel("t"),
      jump(),
      leaves && there.agents.set("ana", { presence: "away" }),
    ]),
  );

  expect(cancelled).toBe(true);
  expect((await act(there.get("t")))?.state).toBe("cancelled");
  expect(await act(there.claims())).toEqual([]);
  const ended = [refused, withdrawn].filter((one) => one === "done").length + (accepted === "done" ? 1 : 0);
  expect(ended).toBeLessThanOrEqual(1);
  for (const one of [accepted, refused, withdrawn]) expect(["done", "STALE_CLAIM", "OFFER_ACCEPTED"]).toContain(one);
  if (accepted !== "done") expect([refused, withdrawn]).not.toContain("OFFER_ACCEPTED");
  expect((await act(here.agents.get("ana")))?.load).toEqual({});
});

race(
  "centers that distribute at once, and agents who press Next, give nobody more than they can have",
  async (scheduler, draw) => {
    const { here, there } = await stage(scheduler);
    const act = <Result>(doing: Promise<Result>) => scheduler.waitFor(doing);
    const capacities = draw(fc.array, fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 });
    for (const [n, capacity] of capacities.entries())
      await act(
        here.agents.set(`agent ${n}`, { capacity, presence: "available", skills: ["billing", "english", "tech"] }),
      );
    const line = draw(() => tickets);
    for (const one of line) await act(here.enqueue(one));
    const waiting = (await act(here.counts())).waiting;

    const [offers, others, pressed] = await act(
      Promise.all([here.distribute(), there.distribute({ strategy: "leastLoaded" }), there.next("agent 0")]),
    );

    const claims = await act(there.claims());
    const made = [...offers, ...others, ...(pressed === undefined ? [] : [pressed])];
    expect(made.map(({ token }) => token).sort()).toEqual(claims.map(({ token }) => token).sort());
    expect(new Set(claims.map(({ ticket }) => ticket.id)).size).toBe(claims.length);
    for (const [n, capacity] of capacities.entries())
      expect(claims.filter(({ agent }) => agent === `agent ${n}`).length).toBeLessThanOrEqual(capacity);
    const places = capacities.reduce((sum, capacity) => sum + capacity, 0);
    expect(claims).toHaveLength(Math.min(places, waiting));
  },
);
