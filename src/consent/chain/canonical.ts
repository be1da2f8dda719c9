import canonicalize from "canonicalize";
import { ProximoError } from "../../model/errors.ts";

/**
 * A JSON value as RFC 8785 canonical text: one text for one value, whoever writes it.
 *
 * @throws ProximoError `INVALID_CONSENT` where the value is no JSON, or holds half a surrogate pair, which has no UTF-8.
 */
export function canonical(value: unknown): string {
  let text: string | undefined;
  try {
    text = inOrder(value) ? writtenInOrder(value) : canonicalize(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProximoError("INVALID_CONSENT", `expected JSON that can be made canonical (RFC 8785): ${reason}`);
  }
  if (text === undefined) throw new ProximoError("INVALID_CONSENT", "expected JSON, got nothing");
  return text;
}

/**
 * RFC 8785 writes strings and numbers as ECMAScript does (§3.2.2) and only adds the order of keys: what is in order already is
 * written by `JSON.stringify`, three times as fast. Half a surrogate pair is left to the library to refuse: it alone is
 * written as an escape that begins so.
 */
function writtenInOrder(value: unknown): string | undefined {
  const text = JSON.stringify(value);
  return text?.includes("\\ud") ? canonicalize(value) : text;
}

/** Whether the keys of every object within come in order of their UTF-16 code units, and nothing is written by `toJSON`. */
function inOrder(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(inOrder);
  if ("toJSON" in value) return false;
  let last = "";
  for (const key in value) {
    if (key < last || !inOrder(value[key as keyof typeof value])) return false;
    last = key;
  }
  return true;
}
