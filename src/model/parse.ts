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
    const [first] = result.error.issues;
    const issue = first && meant(first);
    const path = issue?.path ?? [];
    const place = [name, ...path.map(String)].join(".");
    const came = issue === undefined ? input : cameAt(issue, input);
    const message = `${place}: ${issue?.message}, got ${shown(came)}`;
    throw new ProximoError(codes[String(path[0])] ?? otherwise, message);
  };
}

/** Of several alternatives, what is wrong inside the one that comes nearest; where none does, the first word of all of them. */
function meant(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const inside = issue.errors.filter(
    ([first]) => first && (first.path.length > 0 || first.code === "unrecognized_keys"),
  );
  const [nearest, other] = inside.sort((a, b) => a.length - b.length);
  const [first] = nearest ?? [];
  if (first === undefined || nearest?.length === other?.length) return issue;
  return meant({ ...first, path: [...issue.path, ...first.path] });
}

/** Where a key is wrong it is the key that came, not what it names. */
function cameAt(issue: z.core.$ZodIssue, input: unknown): unknown {
  if (issue.code === "unrecognized_keys") return issue.keys[0];
  return issue.code === "invalid_key" ? issue.path.at(-1) : valueAt(input, issue.path);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
}
