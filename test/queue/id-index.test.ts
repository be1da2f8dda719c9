import fc from "fast-check";
import { expect, test } from "vitest";
import { hashOf } from "../../src/model/hash.ts";
import { IdIndex } from "../../src/queue/id-index.ts";
import { NOBODY, Slots } from "../../src/queue/slots.ts";

const MANY = 50_000;
const numbers = Array.from({ length: MANY }, (_, n) => n);

/** Ids as applications make them, and as somebody would who wants them to collide. */
const kinds: readonly (readonly [string, (n: number) => string])[] = [
  ["counted", (n) => `${n}`],
  ["counted, with a long name in front", (n) => `${"ticket-".repeat(35)}${n}`],
  ["counted at the front", (n) => `${n}${"-ticket".repeat(35)}`],
  ["random", () => crypto.randomUUID()],
  ["binary digits, all of one length", (n) => n.toString(2).padStart(16, "0")],
  ["anagrams", (n) => `${"a".repeat(n % 250)}b${"a".repeat(250 - (n % 250))}${Math.floor(n / 250)}`],
  [
    "one character, ever more of it, in every alphabet",
    (n) => String.fromCharCode(1 + (n % 60_000)).repeat(1 + (n % 3)),
  ],
  [
    "that collide under 31 × hash + character, as Java's do",
    (n) => n.toString(2).replace(/0/g, "Aa").replace(/1/g, "BB"),
  ],
  ["zero characters", (n) => "\0".repeat(n % 250) + n.toString(36)],
];

class Pair {
  readonly slots = new Slots();
  readonly index = new IdIndex(this.slots);
  readonly map = new Map<string, number>();

  add(id: string): void {
    const slot = this.slots.take({ id, channel: "email", receivedAt: 0, skills: [] }, 50, 0, 0);
    this.index.add(slot);
    this.map.set(id, slot);
  }

  delete(id: string): void {
    const slot = this.map.get(id)!;
    this.index.delete(slot);
    this.slots.free(slot);
    this.map.delete(id);
  }

  agrees(ids: Iterable<string>): void {
    expect(this.index.size).toBe(this.map.size);
    for (const id of ids) {
      const [found, expected] = [this.index.find(id), this.map.get(id) ?? NOBODY];
      if (found !== expected) expect([id, found]).toEqual([id, expected]);
    }
  }
}

test.each(kinds)(`finds what a Map finds, with ${MANY} ids: %s`, (_, idOf) => {
  const pair = new Pair();
  const ids = [...new Set(numbers.map(idOf))];
  for (const id of ids) pair.add(id);
  pair.agrees(ids);
  pair.agrees(ids.map((id) => `${id}'`));
  for (const [n, id] of ids.entries()) if (n % 3 !== 0) pair.delete(id);
  pair.agrees(ids);
  for (const [n, id] of ids.entries()) if (n % 3 === 1) pair.add(id);
  pair.agrees(ids);
  for (const id of [...pair.map.keys()].reverse()) pair.delete(id);
  pair.agrees(ids);
});

test.each(kinds)("spreads %s as chance would", (_, idOf) => {
  const ids = [...new Set(numbers.map(idOf))];
  const places = new Set(ids.map((id) => hashOf(id) & 0xffff)).size;
  const byChance = 0x10000 * (1 - (1 - 1 / 0x10000) ** ids.length);
  expect(places / byChance).toBeGreaterThan(0.97);
  expect(new Set(ids.map((id) => hashOf(id))).size).toBeGreaterThan(ids.length - 20);
});

test("finds what a Map finds, whatever comes and goes", () => {
  const change = fc.record({
    id: fc.string({ maxLength: 2, unit: fc.constantFrom("a", "b", "c") }),
    gone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200, size: "max" }), (changes) => {
      const pair = new Pair();
      for (const { id, gone } of changes) {
        if (pair.map.has(id) === gone) gone ? pair.delete(id) : pair.add(id);
        pair.agrees([id]);
      }
      pair.agrees(changes.map(({ id }) => id));
    }),
    { numRuns: 2_000 },
  );
});

test("follows a ticket to another slot", () => {
  const pair = new Pair();
  for (const id of ["a", "b"]) pair.add(id);
  const from = pair.map.get("a")!;
  const to = pair.slots.take(pair.slots.tickets[from]!, 50, 0, 0);
  pair.index.move(from, to);
  pair.slots.free(from);
  pair.map.set("a", to);
  pair.agrees(["a", "b"]);
  pair.delete("a");
  pair.agrees(["a", "b"]);
});
