import { ProximoError, shown } from "./errors.ts";

/** What `data` may take, as JSON text, in UTF-16 code units. */
export const LARGEST_DATA = 65_536;

/** How deep `data` and evidence may be nested; whatever contains itself is deeper than any number. */
export const DEEPEST = 64;

/** No surrogate without its partner, as a text cut in the middle of an emoji has: neither UTF-8 nor canonical JSON can say it. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

/** The text, with a replacement character for each surrogate that has lost its partner. */
export function wellFormed(text: string): string {
  return text.toWellFormed();
}

/** Whether two values are the same JSON, whatever the order of keys; those that are none (circular ones), if identical. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  try {
    return JSON.stringify(a) === JSON.stringify(b) || JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);
  } catch {
    return false;
  }
}

function inOrder(_key: string, value: unknown): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A frozen copy of a JSON value, which shares nothing with the original.
 *
 * @throws ProximoError `INVALID_DATA` for what JSON cannot say (functions, `NaN`, class instances …), for text that is
 * not well-formed Unicode, for what contains itself or is nested deeper than 64 levels, for more than 65,536 characters,
 * and for the key `__proto__` or a `constructor.prototype`, with which a careless merge would change the prototype of
 * every object.
 */
export function toJson(value: unknown, name: string): unknown {
  check(value, name, 0);
  const text = JSON.stringify(value);
  if (text.length <= LARGEST_DATA) return JSON.parse(text, (_key, inner) => Object.freeze(inner));
  throw refusal(name, `at most ${LARGEST_DATA} characters of JSON`, `${text.length}`);
}

function check(value: unknown, place: string, depth: number): void {
  if (depth > DEEPEST) throw refusal(place.slice(0, 40), `at most ${DEEPEST} levels`, "more, or a circle");
  if (typeof value === "string") {
    checkText(value, place);
    return;
  }
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) check(item, `${place}[${index}]`, depth + 1);
    return;
  }
  if (!isPlain(value)) throw refusal(place, "JSON", shown(value));
  for (const [key, item] of Object.entries(value)) {
    checkText(key, place);
    if (key === "__proto__" || (key === "constructor" && isPlain(item) && Object.hasOwn(item, "prototype"))) {
      throw refusal(place, "no key that reaches a prototype", shown(key));
    }
    if (item !== undefined) check(item, `${place}.${key}`, depth + 1);
  }
}

function checkText(text: string, place: string): void {
  if (!isWellFormed(text)) throw refusal(place, "well-formed Unicode", "half of a surrogate pair");
}

/** Neither an array nor an instance of a class. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refusal(place: string, expected: string, came: string): ProximoError {
  return new ProximoError("INVALID_DATA", `${place}: expected ${expected}, got ${came}`);
}
