import { ProximoError } from "proximo";
import { expect, test } from "vitest";
import { shown } from "../../src/model/errors.ts";

test("a ProximoError is an Error with a code, a message and, where there is one, a cause", () => {
  const cause = new Error("disk full");
  const error = new ProximoError("STALE_CLAIM", "expected …, got …", { cause });
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code, error.message, error.cause]).toEqual([
    "ProximoError",
    "STALE_CLAIM",
    "expected …, got …",
    cause,
  ]);
  expect(String(error)).toBe("ProximoError: expected …, got …");
});

test.each([
  [undefined, "undefined"],
  [5n, "5n"],
  [null, "null"],
  [Number.NaN, "NaN"],
  ["five", '"five"'],
  ["x".repeat(61), `"${"x".repeat(60)}…"`],
  ["two\nlines", '"two\\nlines"'],
  [[1, 2], "an array of 2"],
  [{ password: "secret" }, "an object"],
  [Object.create(null), "an object"],
  [() => 0, "a function"],
  [Symbol("s"), "Symbol(s)"],
  [new Date("no date"), "an invalid Date"],
  [new Date(0), "Date 1970-01-01T00:00:00.000Z"],
])("an error shows %o in a few words, on one line", (value, text) => expect(shown(value)).toBe(text));
