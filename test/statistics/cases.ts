import type { Case } from "../../src/model/case.ts";

/** A whole quarter of an hour. */
export const NINE = Date.UTC(2026, 2, 2, 9);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const QUARTER = 15 * MINUTE;

export function ticket(more: Partial<Case> = {}): Case {
  return {
    id: "t1",
    channel: "voice",
    receivedAt: NINE,
    skills: [],
    direction: "inbound",
    segments: [],
    attributes: {},
    state: "waiting",
    arrival: 1,
    ...more,
  };
}
