import fc from "fast-check";
import { compareTickets, type Ticket } from "proximo";
import { describe, expect, test } from "vitest";
import { addAgent, eachAgent, noAgents } from "../../src/distribution/agent-set.ts";
import { allocate } from "../../src/distribution/allocate.ts";
import { Turns } from "../../src/distribution/assignment/turns.ts";
import type { Allocation, FreeAgent, WaitingLane } from "../../src/distribution/round.ts";
import { compareSeniority } from "../../src/distribution/seniority.ts";
import { unservable } from "../../src/distribution/unservable.ts";
import { Workforce } from "../../src/distribution/workforce.ts";
import { canServeAll, chosen, type Entry, fits, greedySet, mayServe, totalOf, type Worth } from "./naive-allocation.ts";
import { agents, IDS, lines } from "./rounds.ts";

const settings = { numRuns: process.env.PROXIMO_LONG ? 200_000 : 4_000 };

/** Few enough to be equal often, negative ones and fractions among them; or none that are equal. */
const someValue = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(-0.75, 0.25, 0.5),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
);

/** A worth for each agent and lane, or for each agent and ticket; JSON of what it hangs on finds the number. */
const values = fc.array(someValue, { minLength: 1, maxLength: 64, size: "max" });

function pick(numbers: readonly number[], words: readonly unknown[]): number {
  let hash = 7;
  for (const character of JSON.stringify(words)) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return numbers[hash % numbers.length];
}

const laneWorth =
  (numbers: readonly number[]) =>
  (agent: FreeAgent, { channel, skills }: Pick<Ticket, "channel" | "skills">): number =>
    pick(numbers, [agent.id, channel, skills]);

const ticketWorth =
  (numbers: readonly number[]): Worth =>
  (agent, { id }) =>
    pick(numbers, [agent.id, id]);

const names = (allocations: readonly Allocation[]) => allocations.map(({ agent, ticket }) => [ticket.id, agent.id]);

function expectBest(free: readonly FreeAgent[], entries: readonly Entry[], round: readonly Allocation[], worth: Worth) {
  const set = greedySet(free, entries);
  expect(round.map(({ ticket }) => ticket.id)).toEqual(set.map(({ ticket }) => ticket.id));
  const expected = chosen(free, set, worth);
  const assignment = round.map(({ agent }) => agent);
  expect(totalOf(set, assignment, worth)).toBe(totalOf(set, expected ?? [], worth));
  expect(names(round)).toEqual(set.map(({ ticket }, place) => [ticket.id, expected[place].id]));
}

describe("a round, against all that could be done", () => {
  test("serves whom going down the order serves, at the largest value by lane, ties as told", () => {
    fc.assert(
      fc.property(agents(4), lines(6), values, (free, { entries, lanes }, numbers) => {
        const worth = laneWorth(numbers);
        expectBest(free, entries, allocate({ agents: free, lanes, value: { byLane: worth } }), worth);
      }),
      settings,
    );
  });

  test("and at the largest value by ticket", () => {
    fc.assert(
      fc.property(agents(4), lines(6), values, (free, { entries, lanes }, numbers) => {
        const worth = ticketWorth(numbers);
        expectBest(free, entries, allocate({ agents: free, lanes, value: { byTicket: worth } }), worth);
      }),
      settings,
    );
  });
});

test("where nobody is worth more than another, ties alone decide, whatever they all are worth", () => {
  fc.assert(
    fc.property(agents(4), lines(6), fc.constantFrom(0, -3, 0.25), (free, { entries, lanes }, worth) => {
      expectBest(free, entries, allocate({ agents: free, lanes, value: { byLane: () => worth } }), () => worth);
    }),
    settings,
  );
});

test("who can serve a lane is who serves its channel, has room on it and has all its skills", () => {
  fc.assert(
    fc.property(agents(4), lines(6), (free, { lanes }) => {
      const workforce = new Workforce(free);
      for (const lane of [...lanes, ...lanes]) {
        const able: FreeAgent[] = [];
        eachAgent(workforce.able(lane), (place) => able.push(free[place]));
        const alone = [...lane.waiting].slice(0, 1).map((one) => ({ ...one, reservedFor: undefined, refusedBy: [] }));
        for (const entry of alone)
          expect(able).toEqual(free.filter((one) => mayServe(one, entry) && fits(one, [entry.ticket])));
      }
    }),
    settings,
  );
});

describe("turns", () => {
  const given = fc.constantFrom(undefined, 0, 1, 2, 0.5);
  const people = fc.array(fc.tuple(given, fc.constantFrom(undefined, 1, 2)), { minLength: 1, maxLength: 70 });

  test("come to whoever has been given fewest, of those to the first by seniority, whoever drops out", () => {
    fc.assert(
      fc.property(people, fc.array(fc.nat(), { maxLength: 60 }), (all, choices) => {
        const crowd = all.map(([given, idleSince], index) => ({ id: `${index}`, room: 1, given, idleSince }));
        const counts = crowd.map(({ given = 0 }) => given);
        const turns = new Turns(crowd);
        const left = [0, 1].map((half) => crowd.map((_, place) => place).filter((place) => place % 2 === half || half));
        const pair = left.map((places) => {
          const set = noAgents(crowd.length);
          for (const place of places) addAgent(set, place);
          return turns.among(set);
        });
        for (const choice of choices) {
          const which = choice % 2;
          const places = left[which];
          if (places.length === 0) continue;
          const sorted = places.toSorted((a, b) => counts[a] - counts[b] || compareSeniority(crowd[a], crowd[b]));
          expect(turns.first(pair[which])).toBe(sorted[0]);
          if (choice % 3 === 0) {
            turns.drop(pair[which], sorted[0]);
            places.splice(places.indexOf(sorted[0]), 1);
          } else {
            turns.give(sorted[0]);
            counts[sorted[0]] += 1;
          }
        }
      }),
      settings,
    );
  });
});

describe("a round of any size", () => {
  const crowd = fc
    .tuple(agents(4), agents(4), agents(4))
    .map((teams) =>
      teams.flatMap((team, index) =>
        team.map((agent): FreeAgent => ({ ...agent, id: index ? `${agent.id}${index}` : agent.id })),
      ),
    );

  test("gives nobody more than they can serve, nor what they cannot", () => {
    fc.assert(
      fc.property(crowd, lines(40), values, (free, { entries, lanes }, numbers) => {
        const round = allocate({ agents: free, lanes, value: { byLane: laneWorth(numbers) } });
        for (const agent of free) {
          const has = round.filter((one) => one.agent === agent).map(({ ticket }) => ticket);
          expect(has.length === 0 || fits(agent, has)).toBe(true);
        }
        for (const { agent, ticket } of round)
          expect(mayServe(agent, entries.find((entry) => entry.ticket === ticket)!)).toBe(true);
      }),
      settings,
    );
  });

  test("lets no ticket overtake one ahead of it that the same agent could have served instead", () => {
    fc.assert(
      fc.property(crowd, lines(40), values, (free, { entries, lanes }, numbers) => {
        const round = allocate({ agents: free, lanes, value: { byLane: laneWorth(numbers) } });
        const served = new Map(round.map(({ agent, ticket }) => [ticket, agent]));
        const ordered = entries.toSorted((a, b) => compareTickets(a.standing, b.standing));
        for (const [place, entry] of ordered.entries()) {
          if (served.has(entry.ticket)) continue;
          for (const { ticket } of ordered.slice(place + 1)) {
            const agent = served.get(ticket);
            if (agent === undefined || !mayServe(agent, entry)) continue;
            const has = round.filter((one) => one.agent === agent && one.ticket !== ticket).map((one) => one.ticket);
            expect(fits(agent, [...has, entry.ticket])).toBe(false);
          }
        }
      }),
      settings,
    );
  });

  test("is the same whether tickets of a lane are told to be worth the same or are found to be", () => {
    fc.assert(
      fc.property(crowd, lines(40), values, (free, { lanes }, numbers) => {
        const worth = laneWorth(numbers);
        const byLane = allocate({ agents: free, lanes, value: { byLane: worth } });
        expect(names(byLane)).toEqual(names(allocate({ agents: free, lanes, value: { byTicket: worth } })));
      }),
      settings,
    );
  });

  test("is the same in whatever order agents, lanes, channels and skills are given", () => {
    const shuffled = crowd.chain((free) => fc.tuple(fc.constant(free), shuffle(free)));
    const turned = lines(40).chain((line) => fc.tuple(fc.constant(line), shuffle(line.lanes)));
    fc.assert(
      fc.property(shuffled, turned, values, fc.boolean(), ([free, other], [{ lanes }, otherLanes], numbers, lane) => {
        const value = lane ? { byLane: laneWorth(numbers) } : { byTicket: ticketWorth(numbers) };
        const again = allocate({ agents: other.map(reversed), lanes: otherLanes, value });
        expect(names(again)).toEqual(names(allocate({ agents: free, lanes, value })));
      }),
      settings,
    );
  });

  const shuffle = <T>(all: readonly T[]) =>
    fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });
  const reversed = (agent: FreeAgent): FreeAgent => ({
    ...agent,
    channels: agent.channels?.toReversed(),
    skills: agent.skills?.toReversed(),
  });
});

test("a lane is unservable just where nobody, idle, could serve its ticket alone", () => {
  fc.assert(
    fc.property(agents(4), lines(6), (all, { lanes }) => {
      const alone = ({ waiting }: WaitingLane) => ({
        ...[...waiting][0],
        reservedFor: undefined,
        refusedBy: undefined,
      });
      const expected = lanes.filter((lane) => !canServeAll(all, [alone(lane)]));
      expect(unservable(all, lanes)).toEqual(expected);
    }),
    settings,
  );
});

test("each kind of round is met often", () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(agents(4), lines(6), (free, { entries }) => {
      const set = greedySet(free, entries);
      const kinds = {
        "nobody free": free.length === 0,
        "nobody waiting": entries.length === 0,
        "some served": set.length > 1 && set.length < entries.length,
        "all served": set.length > 1 && set.length === entries.length,
        reserved: set.some(({ reservedFor }) => IDS.includes(reservedFor ?? "")),
        "no room": free.some(({ room }) => room <= 0),
      };
      for (const [kind, is] of Object.entries(kinds)) seen[kind] = (seen[kind] ?? 0) + Number(is);
    }),
    { numRuns: 2_000 },
  );
  const seldom = Object.entries(seen).filter(([, times]) => times < 60);
  expect(seldom, "of 2,000").toEqual([]);
});
