import fc from "fast-check";
import { compareTickets, type Tier } from "proximo";
import type { FreeAgent, WaitingLane } from "../../src/distribution/round.ts";
import type { Entry } from "./naive-allocation.ts";

/** Rounds of any shape, small enough to meet: agents share ids with reservations, values are often equal. */

const CHANNELS = ["chat", "email", "voice"];
const SKILLS = ["billing", "french"];
export const IDS = ["ana", "bea", "caio", "davi"];

/** Mostly some: rounds in which nobody can take anything tell little. */
const room = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.integer({ min: -1, max: 0 }));

/** All or some of them, rarely none. */
const most = (all: string[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(all) },
    { weight: 5, arbitrary: fc.subarray(all, { minLength: 1 }) },
    fc.constant([]),
  );

const agent = (id: string): fc.Arbitrary<FreeAgent> =>
  fc.record(
    {
      id: fc.constant(id),
      room,
      channels: most(CHANNELS),
      skills: most(SKILLS),
      roomByChannel: fc.dictionary(fc.constantFrom(...CHANNELS), room, { maxKeys: 3 }),
      given: fc.integer({ min: 0, max: 2 }),
      idleSince: fc.integer({ min: 0, max: 2 }),
    },
    { requiredKeys: ["id", "room"] },
  );

export const agents = (upTo: number): fc.Arbitrary<FreeAgent[]> =>
  fc
    .oneof(
      { weight: 9, arbitrary: fc.shuffledSubarray(IDS.slice(0, upTo), { minLength: 1 }) },
      fc.constant<string[]>([]),
    )
    .chain((ids) => fc.tuple(...ids.map(agent)));

const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, arbitrary);

/** By channel: what its tickets share, set once for a round. */
const ranks = fc.record({
  chat: fc.record({ absolute: fc.boolean(), score: fc.integer({ min: 49, max: 51 }) }),
  email: fc.record({ absolute: fc.boolean(), score: fc.integer({ min: 49, max: 51 }) }),
  voice: fc.record({ absolute: fc.boolean(), score: fc.integer({ min: 49, max: 51 }) }),
});

const waiting = fc.record({
  channel: fc.constantFrom("chat", "email", "voice"),
  promoted: fc.boolean(),
  skills: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(SKILLS)),
  contactScore: fc.integer({ min: 49, max: 51 }),
  waitingSince: fc.integer({ min: 0, max: 3 }),
  reservedFor: seldom(fc.constantFrom(...IDS)),
  refusedBy: seldom(fc.subarray(IDS)),
});

export interface Line {
  readonly entries: readonly Entry[];
  readonly lanes: readonly WaitingLane[];
}

export const lines = (upTo: number): fc.Arbitrary<Line> =>
  fc.tuple(ranks, fc.array(waiting, { maxLength: upTo, size: "max" })).map(([rank, all]) => {
    const byLane = new Map<string, Entry[]>();
    const entries = all.map(
      ({ channel, promoted, skills, contactScore, waitingSince, reservedFor, refusedBy }, arrival) => {
        const { absolute, score } = rank[channel];
        const tier: Tier = absolute ? "absolute" : promoted ? "promoted" : "standard";
        const entry: Entry = {
          ticket: { id: `t${arrival}`, channel, skills, receivedAt: waitingSince },
          standing: { tier, channelScore: score, contactScore, waitingSince, arrival },
          reservedFor,
          refusedBy,
        };
        const lane = JSON.stringify({ channel, promoted, skills });
        byLane.set(lane, [...(byLane.get(lane) ?? []), entry]);
        return entry;
      },
    );
    const lanes = [...byLane].map(
      ([lane, members]): WaitingLane => ({
        ...(JSON.parse(lane) as Pick<WaitingLane, "channel" | "promoted" | "skills">),
        waiting: members.sort((a, b) => compareTickets(a.standing, b.standing)),
      }),
    );
    return { entries, lanes };
  });
