import fc from "fast-check";
import type { Agent, Case, Standing } from "proximo";
import { describe, expect, test } from "vitest";
import { canHave, proposeLone } from "../../src/distribution/lone.ts";
import { propose } from "../../src/distribution/propose.ts";
import type { FreeAgent } from "../../src/distribution/round.ts";
import { candidatesOf, type Plan } from "../../src/distribution/strategy.ts";
import { Workforce } from "../../src/distribution/workforce.ts";
import { agents, IDS, lines } from "../properties/rounds.ts";

/** Somebody who is registered, and has as much room. */
function registered({ id, channels, skills = [], room, roomByChannel = {}, idleSince = 0 }: FreeAgent): Agent {
  const capacity = { total: room, byChannel: roomByChannel };
  const times = { presenceSince: 0, heardAt: 0, idleSince };
  const wrapUp = { otherwise: 0, byChannel: {} };
  return {
    id,
    channels,
    skills,
    capacity,
    wrapUp,
    presence: "available",
    vanished: false,
    ...times,
    load: {},
    wrappingUp: [],
  };
}

const PLANS: Record<string, (worth: (id: string) => number) => Plan["value"]> = {
  "by turns": () => undefined,
  "by lane": (worth) => ({ byLane: ({ id }) => worth(id) }),
  "by ticket": (worth) => ({ byTicket: ({ id }) => worth(id) }),
};

/** Some that are too near to each other, as far as others are, to be told apart. */
const worths = fc.array(fc.constantFrom(0, -1, 2, 2 + Number.EPSILON, 1e9), { minLength: 1, maxLength: 4 });

describe.each(Object.entries(PLANS))("the only ticket that waits, %s", (name, valueFor) => {
  test("goes to whom a whole round would give it, on the same grounds", () => {
    let given = 0;
    const missing = fc.subarray(IDS, { maxLength: 2 });
    fc.assert(
      fc.property(agents(4), lines(1), missing, worths, (all, { lanes: [lane] }, missed, numbers) => {
        fc.pre(lane !== undefined);
        const free = all.filter(({ room }) => room > 0);
        const [{ ticket, standing, reservedFor, refusedBy = [] }] = lane.waiting;
        const head = { ...lane, reservedFor, waiting: 1, first: [{ ticket: ticket as Case, standing, refusedBy }] };
        const givenTo = new Map(free.map((one) => [one.id, one.given]));
        const rank = ({ id, idleSince }: Agent) => ({ id, idleSince, given: givenTo.get(id) });
        const plan = { name, rank, value: valueFor((id) => numbers[IDS.indexOf(id) % numbers.length]) };
        const people = free.map(registered);
        const assigned = proposeLone(people, head, plan, () => missed);
        const round = propose(new Workforce(candidatesOf(people, plan)), [head], plan, () => missed);
        expect(assigned).toEqual(round.assigned);
        for (const { agent, grounds } of assigned) {
          expect(canHave(people.find(({ id }) => id === agent) as Agent, head)).toBe(true);
          expect(grounds.others.map((other) => other.agent)).not.toContain(agent);
        }
        given += assigned.length;
      }),
      { numRuns: 4_000 },
    );
    expect(given).toBeGreaterThan(100);
  });
});

const nobody = () => [];

test("and to nobody where an answer is no number", () => {
  const ana = registered({ id: "ana", room: 1 });
  const ticket = { id: "t", channel: "chat" } as Case;
  const standing: Standing = { tier: "standard", channelScore: 50, contactScore: 50, waitingSince: 0, arrival: 0 };
  const first = [{ ticket, standing, refusedBy: [] }];
  const head = { channel: "chat", promoted: false, skills: [], waiting: 1, first };
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, undefined, "7"] as number[])
    for (const value of [{ byLane: () => wrong }, { byTicket: () => wrong }]) {
      const plan = { name: "wrong", value };
      const candidates = new Workforce(candidatesOf([ana], plan));
      for (const act of [() => proposeLone([ana], head, plan, nobody), () => propose(candidates, [head], plan, nobody)])
        expect(act).toThrow(/^value of agent "ana" for (a lane of "chat"|ticket "t"): expected a finite number, got/);
    }
});
