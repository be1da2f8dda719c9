/**
 * What went wrong, for programs. The message of the error says it for people.
 *
 * @example
 * const codes: ErrorCode[] = [];
 * await center.next("nobody").catch((error: ProximoError) => codes.push(error.code));
 * codes; // → ["UNKNOWN_AGENT"]
 */
export type ErrorCode =
  | "INVALID_OPTION"
  | "INVALID_ID"
  | "INVALID_SCORE"
  | "INVALID_TIME"
  | "INVALID_CHANNEL"
  | "INVALID_SKILLS"
  | "INVALID_CONTACT"
  | "INVALID_DATA"
  | "INVALID_TICKET"
  | "INVALID_AGENT"
  | "INVALID_VALUE"
  | "INVALID_RULE"
  | "UNKNOWN_CHANNEL"
  | "UNKNOWN_TICKET"
  | "UNKNOWN_AGENT"
  | "DUPLICATE_TICKET"
  | "INBOUND_NOT_ALLOWED"
  | "OUTBOUND_NOT_ALLOWED"
  | "TICKET_NOT_WAITING"
  | "STALE_CLAIM"
  | "OFFER_ACCEPTED"
  | "CENTER_CLOSED"
  /** The database did not answer, or the connection was lost: whether it happened is unknown. Ask again, with the same id. */
  | "STORE_UNAVAILABLE"
  /** The database refused for a reason of its own, such as a full disk: nothing happened. */
  | "STORE_FAILED"
  /** What is stored was written by a newer version of Proximo. */
  | "STORE_NEWER"
  | "INVALID_PURPOSE"
  | "INVALID_CONSENT"
  | "INVALID_RETENTION"
  | "NO_PURPOSE"
  | "GENERIC_PURPOSE"
  | "UNKNOWN_PURPOSE"
  | "BASIS_NOT_CONSENT"
  | "EMPTY_STATEMENT"
  | "NOT_AFFIRMATIVE"
  | "NO_EVIDENCE"
  | "FUTURE_DATE"
  | "UNKNOWN_NOTICE"
  | "NOTICE_AFTER_GRANT"
  | "INVALID_OUTBOUND"
  | "CONSENT_REQUIRED"
  | "OUTBOUND_REFUSED";

/**
 * The one error that Proximo throws: bad input or a broken promise, never an expected outcome such as an empty line.
 *
 * Whatever was asked for has not happened when it is thrown: nothing is changed, nothing is lost. Only after
 * `STORE_UNAVAILABLE` nobody knows.
 *
 * @example
 * try {
 *   channels.set("email", { score: 101 });
 * } catch (error) {
 *   if (error instanceof ProximoError && error.code === "INVALID_SCORE") console.log(error.message);
 * }
 */
export class ProximoError extends Error {
  override readonly name = "ProximoError";

  /** @param code a literal to branch on. @param message what was expected and what came. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const LONGEST_SHOWN = 60;

/** A value as an error message shows it: short, on one line, and never throwing, whatever the value is. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(clipped(value));
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : `Date ${value.toISOString()}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = clipped(String(value));
  return typeof value === "bigint" ? `${text}n` : text;
}

function clipped(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
