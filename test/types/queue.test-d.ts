import {
  type Abilities,
  type Channel,
  ChannelRegistry,
  compareTickets,
  type Explanation,
  type Standing,
  systemClock,
  type Ticket,
  TicketQueue,
  type Urgency,
} from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { describe, expectTypeOf, test } from "vitest";

interface Order {
  readonly order: number;
}

declare const queue: TicketQueue<Order>;

describe("a line of one's own data", () => {
  test("is opened with every option, or none", () => {
    expectTypeOf(new TicketQueue()).toEqualTypeOf<TicketQueue<unknown>>();
    expectTypeOf(
      new TicketQueue<Order>({ channels: new ChannelRegistry(), clock: systemClock, promotionLead: 0 }),
    ).toEqualTypeOf<TicketQueue<Order>>();
    // @ts-expect-error no such option
    new TicketQueue({ lead: 5 });
    // @ts-expect-error channels live in a registry
    new TicketQueue({ channels: ["email"] });
  });

  test("takes tickets with that data", () => {
    expectTypeOf(queue.enqueue({ id: "t", channel: "email", data: { order: 1 } })).toEqualTypeOf<Ticket<Order>>();
    queue.enqueue({ id: "t", channel: "email", contactScore: null, scheduledFor: new Date(), skills: ["a"] as const });
    // @ts-expect-error other data
    queue.enqueue({ id: "t", channel: "email", data: "order 1" });
    // @ts-expect-error a line makes no ids up
    queue.enqueue({ channel: "email" });
    // @ts-expect-error a contact is known by id here
    queue.enqueue({ id: "t", channel: "email", contact: { id: "ana" } });
    // @ts-expect-error no such field
    queue.enqueue({ id: "t", channel: "email", contactscore: 5 });
  });

  test("gives it back, typed", () => {
    expectTypeOf(queue.next()).toEqualTypeOf<Ticket<Order> | undefined>();
    expectTypeOf(queue.next({ channels: ["email"] as const, skills: [] })).toEqualTypeOf<Ticket<Order> | undefined>();
    expectTypeOf(queue.peek(20, {})).toEqualTypeOf<Ticket<Order>[]>();
    expectTypeOf(queue.get("t")).toEqualTypeOf<Ticket<Order> | undefined>();
    expectTypeOf(queue.update("t", { channel: "sms" })).toEqualTypeOf<Ticket<Order>>();
    expectTypeOf([...queue]).toEqualTypeOf<Ticket<Order>[]>();
    expectTypeOf(queue.urgency).toEqualTypeOf<Urgency<Ticket<Order>>>();
    expectTypeOf(queue.position("t")).toEqualTypeOf<number | undefined>();
    expectTypeOf(queue.remove("t")).toBeBoolean();
    expectTypeOf([queue.size, queue.held, queue.paused]).toEqualTypeOf<number[]>();
    expectTypeOf(queue.explain("a", "b")).toEqualTypeOf<Explanation | undefined>();
    expectTypeOf(queue.nextPromotion).toEqualTypeOf<number | undefined>();
  });

  test("hands out what is not for changing", () => {
    const ticket = {} as Ticket<Order>;
    // @ts-expect-error read only
    ticket.channel = "sms";
    // @ts-expect-error read only
    ticket.skills.push("a");
    // @ts-expect-error read only
    queue.size = 0;
  });

  test("is asked by channels and skills", () => {
    expectTypeOf<{ channels: string[] }>().toExtend<Abilities>();
    // @ts-expect-error a list
    queue.next({ skills: "billing" });
    // @ts-expect-error not an agent's ability
    queue.next({ skill: ["billing"] });
    // @ts-expect-error an id does not change
    queue.update("t", { id: "u" });
  });
});

test("the order compares standings, as sort wants it", () => {
  expectTypeOf(compareTickets).toEqualTypeOf<(a: Standing, b: Standing) => number>();
  expectTypeOf(queue.standing("t")).toEqualTypeOf<Standing>();
  ([] as Standing[]).sort(compareTickets);
  expectTypeOf<Standing["tier"]>().toEqualTypeOf<"absolute" | "promoted" | "standard">();
  // @ts-expect-error a ticket does not carry its channel's score
  ([] as Ticket[]).sort(compareTickets);
});

test("a registry sets, gets and lists", () => {
  const channels = new ChannelRegistry();
  expectTypeOf(channels.set("fax", {})).toEqualTypeOf<Channel>();
  expectTypeOf(channels.get("fax")).toEqualTypeOf<Channel | undefined>();
  expectTypeOf(channels.list()).toEqualTypeOf<Channel[]>();
  // @ts-expect-error a switch is on or off
  channels.set("fax", { enabled: "no" });
  // @ts-expect-error an id is given once
  channels.set("fax", { id: "telefax" });
});

test("a manual clock is a clock that moves", () => {
  expectTypeOf(manualClock).toBeCallableWith(new Date());
  expectTypeOf(manualClock(5)).toEqualTypeOf<ManualClock>();
  expectTypeOf<ManualClock>().toExtend<typeof systemClock>();
  // @ts-expect-error the system's does not
  systemClock.advance(5);
});
