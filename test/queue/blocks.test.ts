import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { Bands } from "../../src/queue/bands.ts";
import { Blocks } from "../../src/queue/blocks.ts";
import { Slots } from "../../src/queue/slots.ts";

/** So few to a block that a short history fills, thins and joins many of them. */
const MOST = 16;

const which = fc.nat({ max: 1 });

const join = fc.record({ which, joining: fc.integer({ min: 1, max: 6 * MOST }) });

/** Neighbours leave, or every second, or every third … from somewhere in the band on. */
const leave = fc.record({
  which,
  leaving: fc.integer({ min: 1, max: 6 * MOST }),
  from: fc.integer({ min: 0, max: 99 }),
  stride: fc.integer({ min: 1, max: 5 }),
});

/** Two bands over one set of blocks, as the lanes of a line have them, beside two arrays. */
class Pair {
  readonly slots = new Slots();
  readonly bands: readonly Bands[];
  readonly model: number[][] = [[], []];
  #arrival = 0;

  constructor(most = MOST) {
    const blocks = new Blocks(this.slots, most);
    this.bands = [new Bands(this.slots, blocks), new Bands(this.slots, blocks)];
  }

  add(which: number): void {
    const arrival = this.#arrival++;
    // Every third shares its time with the one before it, so that arrival has to decide.
    const ticket = { id: `t${arrival}`, channel: "sms", receivedAt: arrival - (arrival % 3 === 2 ? 1 : 0), skills: [] };
    const slot = this.slots.take(ticket, 50, ticket.receivedAt, arrival);
    expect(this.bands[which].add(slot)).toBe(true);
    this.model[which].push(slot);
  }

  /** From a place in hundredths of the band on. */
  leave(which: number, from: number, stride: number, count: number): void {
    const model = this.model[which];
    const first = Math.floor((model.length * from) / 100);
    const leaving = model.filter((_, index) => index >= first && (index - first) % stride === 0).slice(0, count);
    for (const slot of leaving) this.bands[which].remove(slot);
    this.model[which] = model.filter((slot) => !leaving.includes(slot));
  }

  compare(): void {
    const { slots, bands, model } = this;
    for (const slot of model.flat()) {
      for (const which of [0, 1]) {
        const before = model[which].filter((other) => slots.arrival(other) < slots.arrival(slot)).length;
        expect(bands[which].countBefore(slot)).toBe(before);
      }
    }
  }
}

test("how many stand before a ticket is what counting them says, in its own lane and in another, whoever has left", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(join, leave), { maxLength: 12 }), (history) => {
      const pair = new Pair();
      for (const step of history) {
        if ("joining" in step) for (let n = 0; n < step.joining; n++) pair.add(step.which);
        else pair.leave(step.which, step.from, step.stride, step.leaving);
        pair.compare();
      }
    }),
    { numRuns: 500 },
  );
});

test("a place costs what the blocks are, not the tickets: counted by the times that are read", () => {
  const pair = new Pair(64);
  for (let n = 0; n < 100_000; n++) pair.add(0);
  const reads = vi.spyOn(pair.slots, "waitingSince");
  const readsFor = (place: number) => {
    reads.mockClear();
    expect(pair.bands[0].countBefore(pair.model[0][place])).toBe(place);
    return reads.mock.calls.length;
  };
  expect(readsFor(99_999)).toBeLessThan(2_000);

  // One of a hundred is left: their blocks have become few.
  pair.model[0] = pair.model[0].filter((slot, index) => {
    if (index % 100 === 0) return true;
    pair.bands[0].remove(slot);
    return false;
  });
  expect(readsFor(999)).toBeLessThan(200);
});
