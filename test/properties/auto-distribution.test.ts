import fc from "fast-check";
import { type AgentInput, type CaseUpdate, type Center, type ChannelChange, createCenter, ProximoError } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { roomOf, roomOn } from "../../src/model/agent.ts";
import { type Input, input } from "./center-steps.ts";
import { change, channel, channelChange, idOf, MINUTE, type Named, named, START } from "./steps.ts";

/** `PROXIMO_LONG=1` runs for as long as patience lasts. */
const RUNS = process.env.PROXIMO_LONG ? 20_000 : 300;

type Ending = "accept" | "complete" | "release" | "refuse" | "withdraw" | "cancel";
type Step =
  | { kind: "enqueue"; ticket: Input; prefers: string | undefined }
  | { kind: "agent"; who: string; given: AgentInput }
  | { kind: "remove" | "heartbeat" | "ready" | "next"; who: string }
  | { kind: "settle"; which: number; how: Ending }
  | { kind: "update"; ticket: Named; change: CaseUpdate }
  | { kind: "channel"; id: string; change: ChannelChange }
  | { kind: "clock"; by: number; late: boolean };

const who = fc.constantFrom("ana", "bia", "caio");
const places = fc.constantFrom(0, 1, 2, 2, 3, 3);
const ALL_SKILLS = ["billing", "english", "tech"];
const given: fc.Arbitrary<AgentInput> = fc.record(
  {
    channels: fc.oneof(fc.constant(null), fc.subarray(["webchat", "whatsapp", "email", "voice"], { minLength: 1 })),
    skills: fc.oneof({ weight: 2, arbitrary: fc.constant(ALL_SKILLS) }, fc.subarray(ALL_SKILLS)),
    capacity: fc.oneof(places, fc.record({ total: places, email: places })),
    presence: fc.constantFrom(...Array.from({ length: 6 }, () => "available" as const), "away", "offline"),
    wrapUp: fc.constantFrom(0, 10_000),
    heartbeat: fc.constantFrom(null, null, null, 30_000),
    releaseAfter: fc.constantFrom(null, 20_000),
  },
  { requiredKeys: ["presence", "skills"] },
);
const kinds = <Kind extends string>(...names: Kind[]) => fc.constantFrom(...names);

/** Unbiased, since histories that are short tell little. */
const steps: fc.Arbitrary<Step[]> = fc.noBias(
  fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ kind: kinds("enqueue"), ticket: input, prefers: fc.oneof(fc.constant(undefined), who) }),
      },
      { weight: 4, arbitrary: fc.record({ kind: kinds("agent"), who, given }) },
      {
        weight: 6,
        arbitrary: fc.record({
          kind: kinds("settle"),
          which: fc.nat({ max: 5 }),
          how: kinds<Ending>("accept", "complete", "release", "refuse", "withdraw", "cancel"),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: kinds("clock"),
          by: fc.constantFrom(1, 9_999, 20_000, 30_000, MINUTE, 5 * MINUTE, 1_440 * MINUTE, -1, -MINUTE),
          late: fc.boolean(),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: kinds("remove", "heartbeat", "ready", "next"), who }) },
      { weight: 2, arbitrary: fc.record({ kind: kinds("channel"), id: channel, change: channelChange }) },
      { weight: 2, arbitrary: fc.record({ kind: kinds("update"), ticket: named, change }) },
    ) as fc.Arbitrary<Step>,
    { maxLength: 40, size: "max" },
  ),
);

/** May be read before its timers have gone off, as every clock may while a process is busy. */
function lateClock() {
  const timers = manualClock(START);
  let seen = 0;
  const now = () => Math.max(seen, timers.now());
  return {
    now,
    wake: timers.wake,
    move(by: number, late: boolean) {
      const to = now() + by;
      seen = late ? to : 0;
      if (!late) timers.set(to);
    },
    catchUp() {
      timers.set(now());
    },
  };
}

async function take(center: Center, clock: ReturnType<typeof lateClock>, step: Step): Promise<unknown> {
  switch (step.kind) {
    case "enqueue":
      return center.enqueue(
        step.prefers ? { ...step.ticket, preferredAgent: { id: step.prefers, until: START + MINUTE } } : step.ticket,
      );
    case "agent":
      return center.agents.set(step.who, step.given);
    case "remove":
    case "heartbeat":
    case "ready":
      return center.agents[step.kind](step.who);
    case "next":
      return center.next(step.who);
    case "settle": {
      const claims = await center.claims();
      return claims[step.which % claims.length]?.[step.how]();
    }
    case "update":
      return center.update(idOf(step.ticket, await center.peek(99)) ?? "none", step.change);
    case "channel":
      return center.channels.set(step.id, step.change);
    case "clock":
      return clock.move(step.by, step.late);
  }
}

test(`nothing waits that somebody who has room could be offered (${RUNS} runs)`, { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, kinds("longestIdle", "roundRobin", "predictive"), async (taken, strategy) => {
      const clock = lateClock();
      const center = await createCenter({ clock, retention: 100 * 1_440 * MINUTE });
      await center.enqueue({ id: "gone", channel: "email" });
      const notUntil = new Map<string, number>();
      const unwilling = (ticket: { id: string }, agent: string, ms: number) =>
        notUntil.set(`${ticket.id} ${agent}`, clock.now() + ms);
      center.on("refused", ({ ticket, agent, notAgainFor }) => unwilling(ticket, agent, notAgainFor));
      center.on("lapsed", ({ ticket, agent }) => unwilling(ticket, agent, MINUTE));
      const errors: unknown[] = [];
      center.on("error", ({ error }) => errors.push(error));
      await center.autoDistribute({ strategy });
      for (const step of taken) {
        await take(center, clock, step).catch((error) => expect(error).toBeInstanceOf(ProximoError));
        await center.cancel("gone"); // Changes nothing, and has the center look.
        clock.catchUp();
        await new Promise(setImmediate);
        for (const agent of await center.agents.list()) {
          if (roomOf(agent) === 0) continue;
          const stuck = (await center.peek(Number.POSITIVE_INFINITY, agent.id)).filter(
            ({ id: ticket, channel: on }) =>
              roomOn(on, agent) > 0 && clock.now() >= (notUntil.get(`${ticket} ${agent.id}`) ?? 0),
          );
          expect(stuck, `${agent.id} after ${JSON.stringify(step)}`).toEqual([]);
        }
      }
      expect(errors).toEqual([]);
      await center.close();
    }),
    { numRuns: RUNS },
  );
});
