import { expect, test } from "vitest";
import { waitingNow } from "../../src/statistics/waiting.ts";
import type { LaneHead, Ranked } from "../../src/stores/store.ts";
import { MINUTE, NINE, ticket } from "./cases.ts";

const ranked = (waitingSince: number): Ranked => ({
  ticket: ticket(),
  standing: { tier: "standard", channelScore: 50, contactScore: 50, waitingSince, arrival: 1 },
  refusedBy: [],
});

const lane = (
  channel: string,
  skills: readonly string[],
  since: readonly number[],
  waiting = since.length,
): LaneHead => ({
  channel,
  skills,
  promoted: false,
  waiting,
  first: since.map(ranked),
});

test("what waits is counted and its time in queue told, by channel and skill", () => {
  const lanes = [
    lane("voice", [], [NINE - MINUTE]),
    lane("voice", ["billing"], [NINE, NINE - 3 * MINUTE]),
    lane("email", [], [NINE]),
  ];
  const { total, channels, skills } = waitingNow(lanes, NINE);
  expect(total).toMatchObject({
    count: 4,
    longest: 3 * MINUTE,
    timeInQueue: { count: 4, total: 4 * MINUTE, mean: MINUTE },
  });
  expect(channels.voice).toMatchObject({ count: 3, longest: 3 * MINUTE });
  expect(channels.email).toMatchObject({ count: 1, longest: 0 });
  expect(skills.billing).toMatchObject({ count: 2, longest: 3 * MINUTE });
});

test("counts are of all, times of the tickets given", () => {
  expect(waitingNow([lane("voice", [], [], 1_000)], NINE).total).toEqual({
    count: 1_000,
    timeInQueue: { count: 0, total: 0 },
    longest: undefined,
  });
});
