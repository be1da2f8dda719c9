import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { EVERYTHING } from "../../src/consent/decision/question.ts";
import { Timeline } from "../../src/consent/decision/timeline.ts";
import type { RecordedEntry } from "../../src/model/consent.ts";

/** A revocation of offers and of one purpose more. */
function revocation(seq: number, at: number, scope: number): RecordedEntry {
  const record = JSON.stringify({ at, purposes: ["offers", `purpose ${scope}`] });
  const entry = { v: 1, seq, kind: "revocation", at: seq, meta: {}, commitment: "", prev: "" } as const;
  return { entry, part: { seq, contact: "maria", record, salt: "" } };
}

const asked = (purpose: string) => ({ purpose, channel: "sms", at: 1e6, knownAt: EVERYTHING });

/** How many elements arrays are asked to look at, or to move, on the way. */
function workOf(act: () => void): number {
  let work = 0;
  const spies = (["filter", "find", "findLast", "some", "map", "slice", "splice"] as const).map((name) => {
    const original = Array.prototype[name] as (...args: unknown[]) => unknown;
    return vi.spyOn(Array.prototype, name).mockImplementation(function (this: unknown[], ...args: unknown[]) {
      work += name === "splice" ? this.length - (args[0] as number) : this.length;
      return original.apply(this, args) as never;
    });
  });
  act();
  for (const spy of spies) spy.mockRestore();
  return work;
}

test.each([
  ["each of another scope", (n: number) => n],
  ["of four thousand scopes by turns", (n: number) => n % 4_000],
])("a deed costs the same after thousands as after a few: %s", (_, scopeOf) => {
  const entries = Array.from({ length: 16_000 }, (_, n) => revocation(n, n, scopeOf(n)));
  const work = workOf(() => new Timeline().take(entries));
  expect(work).toBeLessThan(10 * entries.length);
});

test("a question about now looks at a few deeds for each scope, however many there are", () => {
  const timeline = new Timeline().take(Array.from({ length: 10_000 }, (_, n) => revocation(n, n, n % 20)));
  let looks = 0;
  timeline.latest(asked("offers"), () => ++looks < 0);
  expect(looks).toBeGreaterThanOrEqual(20);
  expect(looks).toBeLessThan(100);
});

test("of many deeds, recorded in any order, the latest of a scope answers, and the last recorded of those", () => {
  const deed = fc.record({ at: fc.nat(50), scope: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 200, size: "max" }), (deeds) => {
      const timeline = new Timeline();
      const entries = deeds.map(({ at, scope }, seq) => revocation(seq, at, scope));
      for (let known = 1; known <= entries.length; known++) {
        timeline.take(entries.slice(0, known));
        const { scope } = deeds[known % deeds.length]!;
        const own = deeds.slice(0, known).flatMap((deed, seq) => (deed.scope === scope ? [{ ...deed, seq }] : []));
        const latest = own.sort((a, b) => a.at - b.at || a.seq - b.seq).at(-1);
        expect(timeline.latest(asked(`purpose ${scope}`), () => true)?.seq).toBe(latest?.seq);
      }
    }),
  );
});
