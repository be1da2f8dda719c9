import fc from "fast-check";
import { ChannelRegistry, compareTickets, type Ticket, TicketQueue } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { NaiveLine } from "../../src/testing/naive/line.ts";
import { START, type Step, steps } from "./steps.ts";

/** `PROXIMO_LONG=1` runs for as long as patience lasts; the number of sequences otherwise is what CI can bear. */
const RUNS = process.env.PROXIMO_LONG ? 500_000 : 10_000;
const LEAD = 5 * 60_000;

test(`the line agrees with a sorted array, whatever happens to it (${RUNS} sequences)`, { timeout: 0 }, () => {
  fc.assert(
    fc.property(steps(), (sequence) => {
      const line = new Pair();
      for (const step of sequence) {
        line.run(step);
        line.compareSizes();
      }
      line.compareAll();
    }),
    { numRuns: RUNS },
  );
});

/** The line and its model, side by side. */
class Pair {
  readonly channels = new ChannelRegistry();
  readonly clock = manualClock(START);
  readonly queue = new TicketQueue({ channels: this.channels, clock: this.clock });
  readonly model = new NaiveLine(this.channels, LEAD);

  run(step: Step): void {
    const { queue, model, clock } = this;
    const known = (id: string) => model.tickets.find(({ ticket }) => ticket.id === id);
    switch (step.kind) {
      case "enqueue": {
        const other = { ...step.ticket, data: "other" };
        if (known(step.ticket.id)) {
          expect(() => queue.enqueue(other)).toThrow(expect.objectContaining({ code: "DUPLICATE_TICKET" }));
          return;
        }
        model.enter(queue.enqueue(step.ticket), clock.now());
        return;
      }
      case "next": {
        model.promoteDue(clock.now());
        const [expected] = model.inOrder(step.agent);
        expect(queue.next(step.agent)).toBe(expected);
        if (expected) model.remove(expected.id);
        return;
      }
      case "remove": {
        expect(queue.remove(step.id)).toBe(known(step.id) !== undefined);
        model.remove(step.id);
        return;
      }
      case "update": {
        const present = known(step.id);
        if (!present) {
          expect(() => queue.update(step.id, step.change)).toThrow(expect.objectContaining({ code: "UNKNOWN_TICKET" }));
          return;
        }
        model.promoteDue(clock.now());
        present.ticket = queue.update(step.id, step.change);
        if (step.change.scheduledFor !== undefined) {
          present.promoted = false;
          model.promoteDue(clock.now(), step.id);
        }
        return;
      }
      case "channel": {
        this.channels.set(step.id, step.change);
        return;
      }
      case "clock": {
        clock.set(step.at);
        return;
      }
      case "peek": {
        model.promoteDue(clock.now());
        expect(ids(queue.peek(step.count, step.agent))).toEqual(ids(model.inOrder(step.agent)).slice(0, step.count));
      }
    }
  }

  compareSizes(): void {
    const { queue, model } = this;
    model.promoteDue(this.clock.now());
    const line = model.inOrder();
    const [absolute, promoted] = [model.count(0), model.count(1)];
    const actual = { size: queue.size, held: queue.held, paused: queue.paused, urgency: queue.urgency };
    const urgency = { urgent: absolute + promoted > 0, absolute, promoted, next: line[0] };
    expect(actual).toEqual({ size: line.length, held: model.held(), paused: model.paused(), urgency });
  }

  compareAll(): void {
    const { queue, model } = this;
    const line = model.inOrder();
    expect(ids([...queue])).toEqual(ids(line));
    for (const { ticket } of model.tickets) {
      const place = line.indexOf(ticket);
      expect(queue.position(ticket.id)).toBe(place < 0 ? undefined : place + 1);
      expect(queue.get(ticket.id)).toBe(ticket);
    }
    const standings = line.map(({ id }) => queue.standing(id));
    for (let k = 1; k < line.length; k++) {
      expect(compareTickets(standings[k - 1], standings[k])).toBeLessThan(0);
      expect(queue.explain(line[k].id, line[k - 1].id)?.first).toBe(line[k - 1].id);
    }
    for (const ticket of line) expect(queue.next()).toBe(ticket);
    expect(queue.next()).toBeUndefined();
  }
}

const ids = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);
