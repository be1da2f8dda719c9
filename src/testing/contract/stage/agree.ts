import type { Awaitable } from "../../../model/awaitable.ts";
import type { ErrorCode } from "../../../model/errors.ts";

/** What a store gave and what it promised, for people and for runners that show the difference. */
class Disagreement extends Error {
  override readonly name = "Disagreement";

  constructor(
    message: string,
    readonly actual: unknown,
    readonly expected: unknown,
  ) {
    super(message);
  }
}

/** @throws Disagreement unless both are the same JSON; what is undefined may as well be absent. */
export function agree(actual: unknown, expected: unknown, what = "the store's answer"): void {
  const place = difference(actual, expected, "");
  if (place === undefined) return;
  const where = place === "" ? what : `${what}, at ${place.replace(/^\./, "")}`;
  throw new Disagreement(`${where}: expected ${text(expected)}, got ${text(actual)}`, actual, expected);
}

/** @throws Disagreement unless what is asked for is refused with this code. It may throw at once, or reject. */
export async function refused(asked: () => Awaitable<unknown>, code: ErrorCode): Promise<void> {
  let given: unknown;
  try {
    given = await asked();
  } catch (error) {
    // By its code and name, as a store's ProximoError may come from another copy of the package.
    const { name, code: actual } = error as { name?: unknown; code?: unknown };
    if (name === "ProximoError" && actual === code) return;
    throw new Disagreement(`expected the refusal ${code}, got ${String(error)}`, error, code);
  }
  throw new Disagreement(`expected the refusal ${code}, got ${text(given)}`, given, code);
}

/** Where the first difference is; undefined where there is none. */
function difference(a: unknown, b: unknown, place: string): string | undefined {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return undefined;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return place;
  if (Array.isArray(a) !== Array.isArray(b)) return place;
  if (Array.isArray(a) && a.length !== (b as readonly unknown[]).length) return `${place}.length`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(own(a, key), own(b, key), `${place}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

const LONGEST_SHOWN = 2_000;

function text(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > LONGEST_SHOWN ? `${json.slice(0, LONGEST_SHOWN)}…` : json;
}
