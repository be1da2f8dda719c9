import type * as z from "zod";
import { type ErrorCode, ProximoError, shown } from "./errors.ts";
import { expectation } from "./expectation.ts";

/** The code of the error for each field, whatever is wrong with it. */
export type FieldCodes = { readonly [field: string]: ErrorCode };

/**
 * A parser of what comes from outside. It throws a ProximoError with the code of the first field that is wrong, saying
 * what was expected and what came.
 *
 * @param otherwise the code for a field without one of its own, and for what is no such object at all.
 */
export function parser<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  codes: FieldCodes,
  otherwise: ErrorCode,
): (input: unknown) => z.output<Schema> {
  return (input) => {
    const result = schema.safeParse(input, { error: expectation });
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    const path = issue?.path ?? [];
    const place = [name, ...path.map(String)].join(".");
    const came = issue === undefined ? input : cameAt(issue, input);
    const message = `${place}: ${issue?.message}, got ${shown(came)}`;
    throw new ProximoError(codes[String(path[0])] ?? otherwise, message);
  };
}

/** Where a key is wrong it is the key that came, not what it names. */
function cameAt(issue: z.core.$ZodIssue, input: unknown): unknown {
  if (issue.code === "unrecognized_keys") return issue.keys[0];
  return issue.code === "invalid_key" ? issue.path.at(-1) : valueAt(input, issue.path);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
}
