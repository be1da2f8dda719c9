import {
  type Agent,
  type Case,
  type Center,
  type Channel,
  type Claim,
  createCenter,
  type DistributionOptions,
  type ErrorCode,
  type LineCounts,
  memoryStore,
  ProximoError,
  type Store,
  type Strategy,
  systemClock,
  type Urgency,
} from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expectTypeOf, test } from "vitest";

interface Order {
  readonly order: number;
}

declare const center: Center<Order>;
declare const untyped: Center;

describe("a center of one's own data", () => {
  test("is opened with every option, or none", () => {
    expectTypeOf(createCenter<Order>()).resolves.toEqualTypeOf<Center<Order>>();
    expectTypeOf(createCenter()).resolves.toEqualTypeOf<Center<unknown>>();
    createCenter({ store: memoryStore(), clock: manualClock(0), promotionLead: 1, retention: 1 });
    createCenter({ store: undefined, clock: systemClock });
    // @ts-expect-error no such option
    createCenter({ lead: 5 });
    // @ts-expect-error a store is no object like any other
    createCenter({ store: {} });
    // @ts-expect-error a clock has to wake, too
    createCenter({ clock: { now: () => 0 } });
    // @ts-expect-error milliseconds are numbers
    createCenter({ retention: "30 days" });
    expectTypeOf(memoryStore).returns.toEqualTypeOf<Store>();
  });

  test("takes tickets with that data", () => {
    expectTypeOf(center.enqueue({ channel: "email", data: { order: 1 } })).resolves.toEqualTypeOf<Case<Order>>();
    center.enqueue({ channel: "email" });
    untyped.enqueue({ channel: "email", data: ["anything"] });
    // @ts-expect-error other data
    center.enqueue({ channel: "email", data: { order: "1" } });
    // @ts-expect-error no channel
    center.enqueue({ id: "t" });
  });

  test("takes a contact by id, or described", () => {
    center.enqueue({ channel: "email", contact: "ana" });
    center.enqueue({
      channel: "email",
      contact: { id: "ana", segments: ["vip"], attributes: { age: 70, member: true } },
    });
    // @ts-expect-error a description names the contact
    center.enqueue({ channel: "email", contact: { segments: ["vip"] } });
    // @ts-expect-error an attribute is a string, a number, true or false
    center.enqueue({ channel: "email", contact: { id: "ana", attributes: { address: {} } } });
  });

  test("takes times as numbers and dates, and nothing else", () => {
    center.enqueue({ channel: "email", receivedAt: new Date(), scheduledFor: 5 });
    center.enqueue({ channel: "email", scheduledFor: null, contactScore: null });
    // @ts-expect-error dates in words differ between readers
    center.enqueue({ channel: "email", receivedAt: "2026-01-01" });
    // @ts-expect-error a ticket has been received at some time
    center.enqueue({ channel: "email", receivedAt: null });
    // @ts-expect-error a score is a number
    center.enqueue({ channel: "email", contactScore: "90" });
    // @ts-expect-error there are two directions
    center.enqueue({ channel: "email", direction: "sideways" });
    // @ts-expect-error not our word
    center.enqueue({ channel: "email", priority: 1 });
  });

  test("gives it back, typed, wherever a ticket is seen", () => {
    expectTypeOf(center.get("t")).resolves.toEqualTypeOf<Case<Order> | undefined>();
    expectTypeOf(center.peek(20, { id: "ana" })).resolves.toEqualTypeOf<readonly Case<Order>[]>();
    expectTypeOf(center.ticketsOf("ana")).resolves.toEqualTypeOf<readonly Case<Order>[]>();
    expectTypeOf(center.peekHeld(20)).resolves.toEqualTypeOf<readonly Case<Order>[]>();
    expectTypeOf(center.update("t", { contactScore: null })).resolves.toEqualTypeOf<Case<Order>>();
    expectTypeOf(center.urgency()).resolves.toEqualTypeOf<Urgency<Case<Order>>>();
    expectTypeOf<Case<Order>["data"]>().toEqualTypeOf<Order | undefined>();
    expectTypeOf<Case["data"]>().toBeUnknown();
    expectTypeOf(center.position("t")).resolves.toEqualTypeOf<number | undefined>();
    expectTypeOf(center.counts()).resolves.toEqualTypeOf<LineCounts>();
    expectTypeOf(center.cancel("t")).resolves.toBeBoolean();
    expectTypeOf(center.close()).resolves.toBeVoid();
  });

  test("is of another kind than a center of other data", () => {
    expectTypeOf<Center<Order>>().not.toEqualTypeOf<Center<string>>();
    // @ts-expect-error what it takes in differs
    const wrong: Center<string> = center;
    void wrong;
  });
});

describe("a strategy", () => {
  const byOrder = (_agent: Agent, ticket: Case<Order>) => ticket.data?.order ?? 0;

  test("sees tickets with that data", () => {
    expectTypeOf(center.distribute({ strategy: byOrder })).resolves.toEqualTypeOf<Claim<Order>[]>();
    center.autoDistribute({ strategy: byOrder });
    createCenter<Order>({ distribution: { strategy: byOrder } });
    center.distribute({ strategy: (_agent, ticket) => ticket.data?.order ?? 0 });
    // @ts-expect-error other data
    untyped.distribute({ strategy: byOrder });
  });

  test("of any data is one of that", () => {
    const longestWaiting: Strategy = (_agent, ticket) => -ticket.receivedAt;
    center.distribute({ strategy: longestWaiting });
    const how: DistributionOptions = { strategy: "predictive" };
    center.distribute(how);
  });
});

test("what may be left out may be undefined", () => {
  createCenter({ distribution: undefined, consent: undefined, outbound: undefined, statistics: undefined });
  createCenter({ distribution: { strategy: undefined, within: undefined, notAgainFor: undefined } });
  center.outbound.decisions({ contact: undefined, limit: undefined });
  center.consent.proof("ana", { until: undefined });
});

describe("a claim", () => {
  test("may not be, and is asked for by an agent", () => {
    expectTypeOf(center.next({ id: "ana" })).resolves.toEqualTypeOf<Claim<Order> | undefined>();
    expectTypeOf(center.take("t", { id: "ana", channels: [], skills: [] })).resolves.toEqualTypeOf<
      Claim<Order> | undefined
    >();
    expectTypeOf(center.claim("token")).resolves.toEqualTypeOf<Claim<Order> | undefined>();
    expectTypeOf(center.claims({ agent: "ana" })).resolves.toEqualTypeOf<Claim<Order>[]>();
    // @ts-expect-error an agent has an id
    center.next({ channels: ["email"] });
    // @ts-expect-error channels are a list
    center.next({ id: "ana", channels: "email" });
    // @ts-expect-error somebody takes it
    center.take("t");
  });

  test("is settled in three ways", () => {
    const claim = {} as Claim<Order>;
    expectTypeOf(claim.ticket).toEqualTypeOf<Case<Order>>();
    expectTypeOf(claim.alsoWaiting).toEqualTypeOf<readonly Case<Order>[]>();
    expectTypeOf(claim.state).toEqualTypeOf<"offered" | "active">();
    expectTypeOf(claim.complete).toBeFunction();
    expectTypeOf(claim.complete()).resolves.toEqualTypeOf<Case<Order>>();
    expectTypeOf(claim.cancel()).resolves.toEqualTypeOf<Case<Order>>();
    expectTypeOf(
      claim.release({ skills: ["billing"], channel: "sms", scheduledFor: new Date() }),
    ).resolves.toEqualTypeOf<Case<Order>>();
    // @ts-expect-error a ticket keeps its id
    claim.release({ id: "other" });
    // @ts-expect-error and its time
    claim.release({ receivedAt: 0 });
    // @ts-expect-error what it says is not for changing
    claim.token = "other";
  });
});

describe("events", () => {
  test("have names, and each its payload", () => {
    expectTypeOf(center.on("enqueued", () => {})).toEqualTypeOf<() => void>();
    for (const name of ["enqueued", "promoted", "updated", "cancelled"] as const) {
      center.on(name, ({ ticket }) => expectTypeOf(ticket).toEqualTypeOf<Case<Order>>());
    }
    for (const name of ["claimed", "released", "completed"] as const) {
      center.on(name, (event) => expectTypeOf(event.agent).toBeString());
    }
    center.on("urgency", ({ urgent, next }) => {
      expectTypeOf(urgent).toBeBoolean();
      expectTypeOf(next).toEqualTypeOf<Case<Order> | undefined>();
    });
    center.on("channel", (channel) => expectTypeOf(channel).toEqualTypeOf<Channel>());
    center.on("rescored", (event) =>
      expectTypeOf(event).toEqualTypeOf<{ readonly version: number; readonly tickets: number }>(),
    );
    center.on("purged", ({ tickets }) => expectTypeOf(tickets).toBeNumber());
    center.on("error", ({ error }) => expectTypeOf(error).toBeUnknown());
    center.on("enqueued", async ({ ticket }) => ticket.id);
  });

  test("that are none do not compile", () => {
    // @ts-expect-error no such event
    center.on("queued", () => {});
    // @ts-expect-error no such field
    center.on("urgency", ({ red }) => red);
    // @ts-expect-error nobody to tell
    center.on("enqueued");
  });
});

describe("settings", () => {
  test("change what is given, and know what there is", () => {
    expectTypeOf(
      center.channels.set("fax", { score: 5, absolute: true, enabled: false }),
    ).resolves.toEqualTypeOf<Channel>();
    expectTypeOf(center.channels.get("fax")).resolves.toEqualTypeOf<Channel | undefined>();
    center.contacts.setRules([
      { contact: "ana", score: 1 },
      { segment: "vip", score: 2 },
      { attribute: "age", value: 70, score: 3 },
    ]);
    // @ts-expect-error not our word
    center.channels.set("fax", { priority: 5 });
    // @ts-expect-error a rule has a score
    center.contacts.setRules([{ contact: "ana" }]);
    // @ts-expect-error rules are data
    center.contacts.setRules([() => 90]);
    // @ts-expect-error an attribute has a value
    center.contacts.setRules([{ attribute: "age", score: 3 }]);
  });
});

test("errors are told apart by literal codes", () => {
  const error = new ProximoError("STALE_CLAIM", "expected …, got …");
  expectTypeOf(error).toExtend<Error>();
  expectTypeOf(error.code).toEqualTypeOf<ErrorCode>();
  expectTypeOf<"DUPLICATE_TICKET" | "UNKNOWN_CHANNEL" | "INVALID_SCORE" | "CENTER_CLOSED">().toExtend<ErrorCode>();
  expectTypeOf<string>().not.toExtend<ErrorCode>();
  // @ts-expect-error no such code
  if (error.code === "STALE") throw error;
  // @ts-expect-error no such code
  new ProximoError("OOPS", "");
  // @ts-expect-error a code is not for changing
  error.code = "STALE_CLAIM";
});
