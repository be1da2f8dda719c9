import type * as z from "zod";
import { shown } from "./errors.ts";

const KINDS: { readonly [type: string]: string } = {
  array: "an array",
  boolean: "true or false",
  int: "an integer",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "a string",
};

/** What a schema expected, in our words, where it does not say so in its own. */
export function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `expected ${issue.values.map(shown).join(" or ")}`;
    case "unrecognized_keys":
      return "expected no such field";
    case "invalid_key":
      return issue.issues.map(({ message }) => message).join(", ");
    case "too_small":
      return `expected ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `expected ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}`;
    default:
      return "expected something else";
  }
}
