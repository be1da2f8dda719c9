import { type ErrorCode, ProximoError, shown } from "./errors.ts";
import { isWellFormed } from "./json.ts";

/** Ids of tickets, contacts, agents, channels and skills are strings of 1 to 256 UTF-16 code units. */
export const LONGEST_ID = 256;

export function isIdentifier(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST_ID;
}

/** What was expected of a text that no store could keep as it is, or not every one: cut short or changed, it would name somebody else. */
export function nameFault(id: string): string | undefined {
  if (!isIdentifier(id)) return `expected a string of 1 to ${LONGEST_ID} characters`;
  if (!isWellFormed(id)) return "expected well-formed Unicode";
  // A database may end its texts there.
  return id.includes("\0") ? "expected no NUL" : undefined;
}

export function isName(value: unknown): value is string {
  return typeof value === "string" && nameFault(value) === undefined;
}

/** @throws ProximoError with the code, `INVALID_ID` unless given, unless `value` is a string of 1 to 256 characters. */
export function toIdentifier(value: unknown, name: string, code: ErrorCode = "INVALID_ID"): string {
  if (isIdentifier(value)) return value;
  throw noIdentifier(value, name, code);
}

/** Apart from what is asked of every ticket, which stays small enough for a compiler to inline. */
function noIdentifier(value: unknown, name: string, code: ErrorCode): ProximoError {
  const came = typeof value === "string" && value.length > LONGEST_ID ? `${value.length} characters` : shown(value);
  return new ProximoError(code, `${name}: expected a string of 1 to ${LONGEST_ID} characters, got ${came}`);
}
