import fc from "fast-check";
import { expect, test } from "vitest";
import { NOBODY, Slots } from "../../src/queue/slots.ts";
import { Tournament } from "../../src/queue/tournament.ts";

const NOW = 1_700_000_000_000;

/** A few scores and times, so that every key gets to decide. */
const entrant = fc.option(
  fc.record({ contactScore: fc.integer({ min: 1, max: 3 }), wait: fc.integer({ min: 0, max: 3 }) }),
);

test("the winner is the best of those who hold a place, however many places there are and whoever comes and goes", () => {
  const entries = fc.integer({ min: 1, max: 23 }).chain((places) =>
    fc.record({
      places: fc.constant(places),
      steps: fc.array(fc.record({ place: fc.integer({ min: 0, max: places - 1 }), entrant }), { maxLength: 60 }),
    }),
  );
  fc.assert(
    fc.property(entries, ({ places, steps }) => {
      const slots = new Slots();
      const tournament = new Tournament(slots, places);
      const holders = new Array<number>(places).fill(NOBODY);
      for (const [arrival, { place, entrant }] of steps.entries()) {
        const ticket = { id: `t${arrival}`, channel: "sms", receivedAt: NOW, skills: [] };
        const slot = entrant ? slots.take(ticket, entrant.contactScore, NOW - entrant.wait, arrival) : NOBODY;
        holders[place] = slot;
        tournament.enter(place, slot);
        const [best = NOBODY] = holders.filter((holder) => holder !== NOBODY).sort(slots.byKeys);
        expect(tournament.winner).toBe(best);
      }
    }),
  );
});

test("a newcomer among eleven places meets four others at most", () => {
  class Counting extends Slots {
    met = 0;
    override better(a: number, b: number): number {
      this.met += 1;
      return super.better(a, b);
    }
  }
  const slots = new Counting();
  const tournament = new Tournament(slots, 11);
  for (let place = 0; place < 11; place++) {
    slots.met = 0;
    tournament.enter(place, NOBODY);
    expect(slots.met).toBeLessThanOrEqual(4);
  }
});
