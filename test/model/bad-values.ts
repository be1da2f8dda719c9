import type { ErrorCode } from "proximo";

export const NOW = 1_700_000_000_000;
export const LONG = "x".repeat(257);

/** What somebody who does not read the types, or speaks JSON, may come with. */
export type Bad = readonly [what: string, input: unknown, code: ErrorCode];

export const circular: Record<string, unknown> = {};
circular.self = circular;
export const nested = (levels: number): unknown => (levels === 0 ? 0 : [nested(levels - 1)]);

export const badIds: readonly unknown[] = [
  undefined,
  null,
  "",
  LONG,
  5,
  Number.NaN,
  {},
  ["t1"],
  Symbol("t1"),
  5n,
  true,
];
export const badScores: readonly unknown[] = [
  0,
  101,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "5",
  {},
  [5],
  true,
  5n,
];
const badTimes: readonly unknown[] = [
  ...[-1, 1.5, 8.64e15 + 1, Number.NaN, Number.POSITIVE_INFINITY, "2026-01-01", {}, true, 5n],
  ...[new Date("no date"), new Date(-1), new Date("1969-12-31T23:59:59.999Z")],
];
const badSkills: readonly unknown[] = ["billing", {}, null, 5, [""], [LONG], [5], [undefined], new Set(["billing"])];

export const each = (key: string, values: readonly unknown[], code: ErrorCode): Bad[] =>
  values.map((value) => [`${key}: ${show(value)}`, { [key]: value }, code]);

/** What no ticket may have, in the line as in a center. */
export const badFields: readonly Bad[] = [
  ...each("contactScore", badScores, "INVALID_SCORE"),
  ...each("receivedAt", [...badTimes, null], "INVALID_TIME"),
  ...each("scheduledFor", badTimes, "INVALID_TIME"),
  ...each("skills", badSkills, "INVALID_SKILLS"),
  ...each("channel", [undefined, null, "", LONG, 5, {}], "INVALID_CHANNEL"),
  ...each("channel", ["fax", "Email", "__proto__", "constructor", "toString"], "UNKNOWN_CHANNEL"),
  ...each("contact", [null, "", LONG, 5, []], "INVALID_CONTACT"),
  ...["contactscore", "priority", "tier", "arrival", "constructor"].flatMap((key) => each(key, [5], "INVALID_TICKET")),
];

export const badChanges: readonly Bad[] = [
  ["no object: null", null, "INVALID_TICKET"],
  ["no object: a string", "channel", "INVALID_TICKET"],
  ...each("contactScore", badScores, "INVALID_SCORE"),
  ...each("scheduledFor", badTimes, "INVALID_TIME"),
  ...each("skills", badSkills, "INVALID_SKILLS"),
  ...each("channel", [null, "", LONG, 5, {}], "INVALID_CHANNEL"),
  ...each("channel", ["fax", "__proto__"], "UNKNOWN_CHANNEL"),
  ...["id", "contact", "receivedAt", "data", "arrival", "tier", "constructor"].flatMap((key) =>
    each(key, ["x"], "INVALID_TICKET"),
  ),
  ["__proto__", JSON.parse('{"__proto__": {"contactScore": 100}}'), "INVALID_TICKET"],
];

export const badAgents: readonly Bad[] = [
  ["null", null, "INVALID_AGENT"],
  ["a number", 5, "INVALID_AGENT"],
  ...each("channels", ["email", {}, null, [5], [null]], "INVALID_AGENT"),
  ...each("skills", ["billing", {}, null, [5], [undefined]], "INVALID_AGENT"),
];

export const badCounts: readonly unknown[] = [-1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY, "5", null, {}, 5n];

export const badChannels: readonly Bad[] = [
  ["no object: null", null, "INVALID_CHANNEL"],
  ["no object: 80", 80, "INVALID_CHANNEL"],
  ...each("score", [...badScores, null], "INVALID_SCORE"),
  ...["absolute", "enabled", "inbound", "outbound"].flatMap((key) => each(key, ["yes", 1, 0, null], "INVALID_CHANNEL")),
  ...each("priority", [5], "INVALID_CHANNEL"),
  ...each("id", ["sms"], "INVALID_CHANNEL"),
  ["__proto__", JSON.parse('{"__proto__": {"score": 100}}'), "INVALID_CHANNEL"],
];

export function show(value: unknown): string {
  if (typeof value === "string") return value.length > 20 ? `${value.length} characters` : JSON.stringify(value);
  if (typeof value === "object" && value !== null && !(value instanceof Date)) return JSON.stringify(value);
  return String(value);
}
