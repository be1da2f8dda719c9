import { describe, expect, test } from "vitest";
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

describe("where one of several things is expected", () => {
  const who = z.union(
    [
      name,
      z.strictObject({ contact: name, at: z.union([z.int(), z.date()], "expected a moment") }),
      z.strictObject({ segment: name }),
    ],
    "expected an id, a contact or a segment",
  );
  const parseWho = parser("who", who, {}, "INVALID_CONTACT");

  test.each([
    [{ contact: "ana", at: 5 }, undefined],
    [{ segment: 5 }, "who.segment: expected a string of 1 to 256 characters, got 5"],
    [{ contact: "ana", at: "noon" }, 'who.at: expected a moment, got "noon"'],
    [{ segment: "vip", since: 5 }, 'who: expected no such field, got "since"'],
  ])("what is wrong is told of the one that comes nearest: %j", (input, message) => {
    if (message === undefined) expect(parseWho(input)).toEqual(input);
    else expect(() => parseWho(input)).toThrow(expect.objectContaining({ code: "INVALID_CONTACT", message }));
  });

  test.each([
    [5, "5"],
    [{ contact: "ana", at: 5, segment: "vip" }, "an object"],
  ])("all of them are told where none comes nearest: %j", (input, came) => {
    const message = `who: expected an id, a contact or a segment, got ${came}`;
    expect(() => parseWho(input)).toThrow(expect.objectContaining({ message }));
  });
});
