import canonicalize from "canonicalize";
import { ProximoError } from "../model/errors.ts";

/**
 * A JSON value as RFC 8785 canonical text: one text for one value, whoever writes it.
 *
 * @throws ProximoError `INVALID_CONSENT` where the value is no JSON, or holds half a surrogate pair, which has no UTF-8.
 */
export function canonical(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProximoError("INVALID_CONSENT", `expected JSON that can be made canonical (RFC 8785): ${reason}`);
  }
  if (text === undefined) throw new ProximoError("INVALID_CONSENT", "expected JSON, got nothing");
  return text;
}
