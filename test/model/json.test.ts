import fc from "fast-check";
import { expect, test } from "vitest";
import { isWellFormed, LARGEST_DATA, sameJson, toJson } from "../../src/model/json.ts";

test("what JSON can say comes out the same, and shares nothing with what went in", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(
        isWellFormed(text) && !text.includes("\\ud") && !text.includes("__proto__") && !text.includes("constructor"),
      );
      expect(toJson(value, "data")).toEqual(JSON.parse(text));
    }),
  );
  const lines = [{ price: 1 }];
  const kept = toJson({ lines }, "data") as { lines: typeof lines };
  lines[0].price = 2;
  expect(kept).toEqual({ lines: [{ price: 1 }] });
});

test("keys without a value are left out, as JSON does", () => {
  expect(toJson({ a: undefined, b: null }, "data")).toEqual({ b: null });
});

test("an object without a prototype is plain", () => {
  expect(toJson(Object.assign(Object.create(null), { a: 1 }), "data")).toEqual({ a: 1 });
});

test("the largest and the deepest that fit", () => {
  expect(toJson("x".repeat(LARGEST_DATA - 2), "data")).toHaveLength(LARGEST_DATA - 2);
  expect(() => toJson("x".repeat(LARGEST_DATA - 1), "data")).toThrow("at most 65536 characters of JSON, got 65537");
  const nested = (levels: number): unknown => (levels === 0 ? 0 : { in: nested(levels - 1) });
  expect(toJson(nested(64), "data")).toEqual(nested(64));
  expect(() => toJson(nested(65), "data")).toThrow("at most 64 levels");
});

test("an error says where", () => {
  expect(() => toJson({ lines: [{ at: new Date(0) }] }, "data")).toThrow(
    "data.lines[0].at: expected JSON, got Date 1970",
  );
});

test("a constructor that is no way to a prototype is a word like any other", () => {
  const value = { constructor: "Niemeyer", prototype: 1, toString: "text" };
  expect(toJson(value, "data")).toEqual(value);
});

test.each([
  ["", true],
  ["café 😀", true],
  ["😀".slice(0, 1), false],
  ["😀".slice(1), false],
  ["\ude00\ud83d", false],
])("%j is well-formed: %s", (text, expected) => expect(isWellFormed(text)).toBe(expected));

test("two values are the same where their JSON is", () => {
  expect(sameJson({ a: [1, undefined] }, { a: [1, null] })).toBe(true);
  expect(sameJson({ a: 1, b: 2 }, { a: 1 })).toBe(false);
  const loop: { self?: unknown } = {};
  loop.self = loop;
  expect([sameJson(loop, loop), sameJson(loop, { self: loop }), sameJson(5n, 5n)]).toEqual([true, false, true]);
});
