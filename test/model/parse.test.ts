import { expect, test } from "vitest";
import * as z from "zod";
import { parser } from "../../src/model/parse.ts";
import { duration, name } from "../../src/model/schemas.ts";

const parse = parser("limits", z.strictObject({ byChannel: z.record(name, duration) }), {}, "INVALID_OPTION");

test.each([
  ["", 'limits.byChannel.: expected a string of 1 to 256 characters, got ""'],
  ["a\0", 'limits.byChannel.a\0: expected no NUL, got "a\\u0000"'],
])("of a key that does not fit, it is told what was expected of it, and the key that came: %j", (key, message) => {
  const refusal = expect.objectContaining({ code: "INVALID_OPTION", message });
  expect(() => parse({ byChannel: { [key]: 5 } })).toThrow(refusal);
});
