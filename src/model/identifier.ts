import { type ErrorCode, ProximoError, shown } from "./errors.ts";
import { isWellFormed } from "./json.ts";

/** Ids of tickets, contacts, agents, channels and skills are strings of 1 to 256 UTF-16 code units. */
export const LONGEST_ID = 256;

export function isIdentifier(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST_ID;
}

/** A store may be a database that ends its texts at U+0000. */
export function isStorable(id: string): boolean {
  return !id.includes("\0");
}

/** What every store keeps as it is: another would name somebody else. */
export function isName(value: unknown): value is string {
  return isIdentifier(value) && isWellFormed(value) && isStorable(value);
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
