import { type ErrorCode, ProximoError, shown } from "./errors.ts";

/** @throws ProximoError with the code unless `value` is an object that has none but these fields. */
export function checkFields(value: unknown, fields: ReadonlySet<string>, name: string, code: ErrorCode): void {
  if (typeof value !== "object" || value === null)
    throw new ProximoError(code, `${name}: expected an object, got ${shown(value)}`);
  const unknown = Object.keys(value).find((key) => !fields.has(key));
  if (unknown !== undefined)
    throw new ProximoError(code, `${name}: expected ${[...fields].join(", ")}, got ${shown(unknown)}`);
}
