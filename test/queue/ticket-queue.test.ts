import { ChannelRegistry, compareTickets, TicketQueue } from "proximo";
import { manualClock } from "proximo/testing";
import { beforeEach, describe, expect, test } from "vitest";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

let channels: ChannelRegistry;
let clock: ReturnType<typeof manualClock>;
let queue: TicketQueue;

beforeEach(() => {
  channels = new ChannelRegistry();
  clock = manualClock(NOW);
  queue = new TicketQueue({ channels, clock });
});

const line = () => [...queue].map(({ id }) => id);

describe("who is next", () => {
  test("is decided key by key: tier, channel, contact, time, arrival", () => {
    channels.set("whatsapp", { score: 80 });
    queue.enqueue({ id: "sixth", channel: "email" });
    queue.enqueue({ id: "seventh", channel: "email" });
    queue.enqueue({ id: "fifth", channel: "email", receivedAt: NOW - 1 });
    queue.enqueue({ id: "fourth", channel: "email", contactScore: 90 });
    queue.enqueue({ id: "third", channel: "whatsapp", contactScore: 1 });
    queue.enqueue({ id: "second", channel: "sms", contactScore: 1, scheduledFor: NOW });
    queue.enqueue({ id: "first", channel: "webchat", contactScore: 1 });
    expect(line()).toEqual(["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]);
  });

  test("nothing outranks absolute: no promotion, no score, no age", () => {
    channels.set("voice", { score: 100 });
    queue.enqueue({ id: "best of the rest", channel: "voice", contactScore: 100, receivedAt: 0, scheduledFor: NOW });
    channels.set("webchat", { score: 1 });
    queue.enqueue({ id: "web chat", channel: "webchat", contactScore: 1 });
    expect(line()).toEqual(["web chat", "best of the rest"]);
  });

  test("a message that arrives late goes where its time says", () => {
    queue.enqueue({ id: "at ten", channel: "email", receivedAt: NOW + 10 });
    queue.enqueue({ id: "at twenty", channel: "email", receivedAt: NOW + 20 });
    queue.enqueue({ id: "at fifteen, late", channel: "email", receivedAt: NOW + 15 });
    queue.enqueue({ id: "at five, late", channel: "email", receivedAt: NOW + 5 });
    expect(line()).toEqual(["at five, late", "at ten", "at fifteen, late", "at twenty"]);
    expect(queue.position("at fifteen, late")).toBe(3);
  });

  test("two channels of one score are one line", () => {
    queue.enqueue({ id: "a", channel: "email", receivedAt: NOW + 1 });
    queue.enqueue({ id: "b", channel: "sms", receivedAt: NOW });
    queue.enqueue({ id: "c", channel: "voice", contactScore: 51, receivedAt: NOW + 2 });
    expect(line()).toEqual(["c", "b", "a"]);
  });

  test("a thousand that arrive newest first leave oldest first", () => {
    for (let n = 0; n < 1_000; n++) queue.enqueue({ id: `t${n}`, channel: "email", receivedAt: NOW - n });
    for (let n = 999; n >= 0; n--) expect(queue.next()?.id).toBe(`t${n}`);
    expect(queue.next()).toBeUndefined();
  });
});

describe("an agent", () => {
  beforeEach(() => {
    queue.enqueue({ id: "any", channel: "email", receivedAt: NOW + 2 });
    queue.enqueue({ id: "billing", channel: "email", skills: ["billing"], receivedAt: NOW + 1 });
    queue.enqueue({ id: "both", channel: "sms", skills: ["english", "billing", "english"], receivedAt: NOW });
  });

  const served = (agent?: { channels?: string[]; skills?: string[] }) => queue.peek(9, agent).map(({ id }) => id);

  test("left out is asked for everything", () => expect(served()).toEqual(["both", "billing", "any"]));
  test("without skills serves what asks for none", () => expect(served({})).toEqual(["any"]));
  test("without channels serves nothing", () => expect(served({ channels: [], skills: ["billing"] })).toEqual([]));
  test("needs every skill that a ticket asks for", () =>
    expect(served({ skills: ["billing"] })).toEqual(["billing", "any"]));
  test("may have skills nobody asks for", () => {
    expect(served({ skills: ["tech", "english", "billing", "billing"] })).toEqual(["both", "billing", "any"]);
    expect(served({ channels: ["sms", "fax"], skills: ["english", "billing"] })).toEqual(["both"]);
  });

  test("who cannot serve the first gets the first that they can, and blocks nobody", () => {
    expect(queue.next({ skills: ["billing"] })?.id).toBe("billing");
    expect(queue.next({})?.id).toBe("any");
    expect(queue.next({ skills: ["billing"] })).toBeUndefined();
    expect(line()).toEqual(["both"]);
  });
});

describe("a ticket keeps its place", () => {
  beforeEach(() => {
    for (const id of ["a", "b", "c"]) queue.enqueue({ id, channel: "email" });
  });

  test("through a change of score and back", () => {
    queue.update("b", { contactScore: 90 });
    expect(line()).toEqual(["b", "a", "c"]);
    queue.update("b", { contactScore: null });
    expect(line()).toEqual(["a", "b", "c"]);
  });

  test("through other skills and another channel", () => {
    clock.advance(MINUTE);
    queue.update("a", { skills: ["billing"], channel: "sms" });
    queue.update("b", { skills: ["billing"], channel: "sms" });
    expect(line()).toEqual(["a", "b", "c"]);
    expect(queue.get("a")).toMatchObject({ channel: "sms", skills: ["billing"], receivedAt: NOW });
  });

  test("while its channel is re-scored, paused and absolute", () => {
    queue.enqueue({ id: "d", channel: "sms" });
    channels.set("email", { score: 40 });
    expect(line()).toEqual(["d", "a", "b", "c"]);
    channels.set("email", { enabled: false });
    expect(line()).toEqual(["d"]);
    channels.set("email", { enabled: true, absolute: true });
    expect(line()).toEqual(["a", "b", "c", "d"]);
  });

  test("and its arrival number, which nobody else ever gets", () => {
    const arrivals = ["a", "b", "c"].map((id) => queue.standing(id).arrival);
    queue.update("b", { channel: "voice", scheduledFor: NOW + MINUTE });
    expect(queue.standing("b").arrival).toBe(arrivals[1]);
    queue.remove("c");
    queue.enqueue({ id: "c", channel: "email" });
    expect(arrivals).not.toContain(queue.standing("c").arrival);
  });
});

describe("a paused channel", () => {
  beforeEach(() => {
    queue.enqueue({ id: "mail", channel: "email", contactScore: 90 });
    queue.enqueue({ id: "chat", channel: "webchat" });
    channels.set("webchat", { enabled: false });
  });

  test("is out of everything that speaks of the line, and counted apart", () => {
    expect(line()).toEqual(["mail"]);
    expect([queue.size, queue.held, queue.paused]).toEqual([1, 0, 1]);
    expect(queue.position("chat")).toBeUndefined();
    expect(queue.urgency).toEqual({ urgent: false, absolute: 0, promoted: 0, next: queue.get("mail") });
    expect(queue.next({ channels: ["webchat"] })).toBeUndefined();
    expect(queue.get("chat")?.id).toBe("chat");
  });

  test("accepts tickets, which come back with it, each in its place", () => {
    queue.enqueue({ id: "earlier chat", channel: "webchat", receivedAt: NOW - 1 });
    expect(queue.paused).toBe(2);
    channels.set("webchat", { enabled: true });
    expect(line()).toEqual(["earlier chat", "chat", "mail"]);
    expect(queue.urgency).toMatchObject({ urgent: true, absolute: 2 });
  });

  test("does not stop the time of what is scheduled on it", () => {
    queue.enqueue({ id: "callback", channel: "webchat", scheduledFor: NOW + 6 * MINUTE });
    expect([queue.held, queue.paused]).toEqual([1, 1]);
    clock.advance(MINUTE);
    expect([queue.held, queue.paused]).toEqual([0, 2]);
  });
});

describe("looking", () => {
  beforeEach(() => {
    for (let n = 1; n <= 5; n++) queue.enqueue({ id: `t${n}`, channel: "email" });
  });

  test.each([
    [0, 0],
    [1, 1],
    [3, 3],
    [5, 5],
    [6, 5],
    [1e9, 5],
    [Number.POSITIVE_INFINITY, 5],
  ])("at the first %d of five shows %d", (count, shown) => {
    expect(queue.peek(count).map(({ id }) => id)).toEqual(["t1", "t2", "t3", "t4", "t5"].slice(0, shown));
    expect(queue.size).toBe(5);
  });

  test("at the first is what it does unless told otherwise", () =>
    expect(queue.peek().map(({ id }) => id)).toEqual(["t1"]));

  test("goes over the line as it stood, whatever happens meanwhile", () => {
    const seen: string[] = [];
    for (const { id } of queue) {
      seen.push(id);
      queue.remove(id);
      queue.enqueue({ id: `again ${id}`, channel: "webchat" });
      channels.set("email", { enabled: false });
    }
    expect(seen).toEqual(["t1", "t2", "t3", "t4", "t5"]);
    expect(line()).toEqual(seen.map((id) => `again ${id}`));
  });

  test("at positions counts from 1", () => {
    expect(["t1", "t3", "t5", "t6"].map((id) => queue.position(id))).toEqual([1, 3, 5, undefined]);
  });
});

describe("the same ticket once more", () => {
  const input = { id: "t", channel: "email", contact: "ana", skills: ["b", "a"], data: { order: [1] } };

  test("returns the one there is, and enters nothing", () => {
    const ticket = queue.enqueue(input);
    expect(queue.enqueue({ ...input, skills: ["a", "b", "a"], contactScore: null, data: { order: [1] } })).toBe(ticket);
    expect(queue.size).toBe(1);
  });

  test("is known again with the keys of its data in another order", () => {
    const ticket = queue.enqueue({
      id: "o",
      channel: "email",
      data: { order: { id: 7, lines: [1, 2] }, plan: "gold" },
    });
    const again = { id: "o", channel: "email", data: { plan: "gold", order: { lines: [1, 2], id: 7 } } };
    expect(queue.enqueue(again)).toBe(ticket);
    const other = { ...again, data: { plan: "gold", order: { lines: [2, 1], id: 7 } } };
    expect(() => queue.enqueue(other)).toThrow("other input");
  });

  test("is known again later, when no time was given", () => {
    const ticket = queue.enqueue(input);
    clock.advance(MINUTE);
    expect(queue.enqueue(input)).toBe(ticket);
    expect(() => queue.enqueue({ ...input, receivedAt: clock.now() })).toThrow("t");
  });

  test("is known again after an update: the input was the same", () => {
    queue.enqueue(input);
    queue.update("t", { contactScore: 90 });
    const updated = queue.update("t", { channel: "sms" });
    expect(queue.enqueue(input)).toBe(updated);
    expect(() => queue.enqueue({ ...input, channel: "sms" })).toThrow("other input");
  });

  test("enters anew once it has left", () => {
    queue.enqueue(input);
    queue.next({ skills: ["a", "b"] });
    expect(queue.enqueue({ ...input, channel: "sms" }).channel).toBe("sms");
  });

  test("is known by its data even where JSON cannot say them", () => {
    const data: { self?: unknown } = {};
    data.self = data;
    const ticket = queue.enqueue({ id: "loop", channel: "email", data });
    expect(queue.enqueue({ id: "loop", channel: "email", data })).toBe(ticket);
    expect(() => queue.enqueue({ id: "loop", channel: "email", data: { self: data } })).toThrow("other input");
  });
});

describe("why", () => {
  test.each([
    ["tier", { channel: "webchat" }, ["standard", "absolute"]],
    ["channelScore", { channel: "whatsapp" }, [50, 80]],
    ["contactScore", { channel: "email", contactScore: 51 }, [50, 51]],
    ["waitingSince", { channel: "email", receivedAt: NOW - 1 }, [NOW, NOW - 1]],
  ] as const)("one is before the other: %s", (key, other, values) => {
    channels.set("whatsapp", { score: 80 });
    queue.enqueue({ id: "a", channel: "email" });
    queue.enqueue({ id: "b", ...other });
    expect(queue.explain("a", "b")).toEqual({ first: "b", key, values });
    expect(queue.explain("b", "a")).toEqual({ first: "b", key, values: [...values].reverse() });
  });

  test("twins differ in their arrival alone", () => {
    queue.enqueue({ id: "a", channel: "email" });
    queue.enqueue({ id: "b", channel: "email" });
    expect(queue.explain("b", "a")).toEqual({ first: "a", key: "arrival", values: [1, 0] });
    expect(compareTickets(queue.standing("a"), queue.standing("b"))).toBeLessThan(0);
  });

  test("a ticket is not before itself", () => {
    queue.enqueue({ id: "a", channel: "email" });
    expect(queue.explain("a", "a")).toBeUndefined();
  });
});

test("without options, a line runs on the system's clock and the eleven channels", () => {
  const plain = new TicketQueue();
  const before = Date.now();
  const { receivedAt } = plain.enqueue({ id: "t", channel: "rcs" });
  expect(receivedAt).toBeGreaterThanOrEqual(before);
  expect(receivedAt).toBeLessThanOrEqual(Date.now());
});

test("times go in as numbers or dates, and come out as numbers", () => {
  const ticket = queue.enqueue({ id: "t", channel: "email", receivedAt: new Date(5), scheduledFor: new Date(8.64e15) });
  expect([ticket.receivedAt, ticket.scheduledFor]).toEqual([5, 8.64e15]);
  expect(queue.update("t", { scheduledFor: new Date(0) }).scheduledFor).toBe(0);
});
