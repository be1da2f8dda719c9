import { expect, test } from "vitest";
import { assembled } from "../../../src/stores/redis/server/assembly.ts";
import { type Library, Script } from "../../../src/stores/redis/server/script.ts";

const numbers: Library = {
  text: `
local function half(n) return n / 2 end
local numbers
numbers = {
  -- Which were seen, as numbers.odd tells.
  seen = {},

  odd = function(n) return n % 2 == 1 end,
  even = function(n)
    return not numbers.odd(n)
  end,

  prime = function(n)
    return sieve.crossed(n) == nil
  end,
}
`,
};

const sieve: Library = {
  uses: [numbers],
  constants: { MOST: 100 },
  seldom: ["fill"],
  text: `
local sieve
sieve = {
  crossed = function(n)
    if n > MOST then sieve.fill() end
    return numbers.seen[n]
  end,

  fill = function()
    sieve.cross(MOST)
  end,

  cross = function(n) numbers.seen[half(n)] = n end,
}
`,
};

const lines = (text: string) => text.split("\n").map((line) => line.trim());

test("a script has what it can come to, and nothing else of its libraries", () => {
  expect(lines(assembled([numbers], "return numbers.even(4)"))).toEqual([
    "local function half(n) return n / 2 end",
    "local numbers",
    "numbers = {",
    "even = function(n)",
    "return not numbers.odd(n)",
    "end,",
    "odd = function(n) return n % 2 == 1 end,",
    "}",
    "return numbers.even(4)",
  ]);
  expect(assembled([numbers], "return half(4)")).not.toContain("numbers = {");
});

test("what a member alone can come to that is seldom called is made in it, save what is kept from call to call", () => {
  expect(lines(new Script("return sieve.fill()", { uses: [sieve] }).text)).toEqual([
    "#!lua flags=allow-oom",
    "local function half(n) return n / 2 end",
    "local numbers, sieve",
    "numbers = {",
    "seen = {},",
    "}",
    "sieve = {",
    "fill = function()",
    "sieve.cross = function(n) numbers.seen[half(n)] = n end",
    "sieve.cross(100)",
    "end,",
    "}",
    "return sieve.fill()",
  ]);
});

test("what more than that member can come to is there from the start", () => {
  const text = assembled([numbers, sieve], "sieve.cross(1) return sieve.fill()");
  expect(text.match(/cross = function/g)).toHaveLength(1);
  expect(text.indexOf("cross = function")).toBeLessThan(text.indexOf("fill = function"));
});
