import { ChannelRegistry, type ErrorCode, ProximoError, type Ticket, TicketQueue } from "proximo";
import { manualClock } from "proximo/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { badAgents, badChanges, badChannels, badCounts, badFields, badIds, NOW, show } from "../model/bad-values.ts";

describe("a line", () => {
  const channels = new ChannelRegistry();
  let queue: TicketQueue;
  let seen: () => unknown;

  beforeEach(() => {
    queue = new TicketQueue({ channels, clock: manualClock(NOW) });
    const tickets: Ticket[] = [
      queue.enqueue({ id: "t1", channel: "email", contactScore: 70, skills: ["billing"] }),
      queue.enqueue({ id: "t2", channel: "webchat" }),
      queue.enqueue({ id: "t3", channel: "voice", scheduledFor: NOW + 3_600_000 }),
    ];
    seen = () => ({
      counts: [queue.size, queue.held, queue.paused, queue.urgency],
      line: queue.peek(Number.POSITIVE_INFINITY),
      all: tickets.map(({ id }) => [queue.get(id), queue.standing(id), queue.position(id)]),
      channels: channels.list(),
    });
  });

  /** Refuses with this code, in words, and nothing is different afterwards. */
  function refuses(code: ErrorCode, act: () => unknown): void {
    const before = seen();
    expect(act).toThrow(ProximoError);
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringMatching(/expected .+, got .+/s) }));
    expect(seen()).toEqual(before);
  }

  test.each(badFields)("takes no ticket with %s", (_, field, code) => {
    refuses(code, () => queue.enqueue({ id: "new", channel: "email", ...(field as object) }));
    expect(queue.get("new")).toBeUndefined();
  });

  test.each(badIds.map((id) => [show(id), id] as const))("knows no ticket by the id %s", (_, id) => {
    refuses("INVALID_ID", () => queue.enqueue({ id: id as string, channel: "email" }));
    refuses("INVALID_ID", () => queue.get(id as string));
    refuses("INVALID_ID", () => queue.position(id as string));
    refuses("INVALID_ID", () => queue.remove(id as string));
    refuses("INVALID_ID", () => queue.update(id as string, { contactScore: 100 }));
    refuses("INVALID_ID", () => queue.standing(id as string));
    refuses("INVALID_ID", () => queue.explain("t1", id as string));
  });

  test.each([null, undefined, "t9", 5])("takes no %s for a ticket", (input) => {
    refuses("INVALID_TICKET", () => queue.enqueue(input as never));
  });

  test.each(badChanges)("changes no ticket by %s", (_, change, code) => {
    refuses(code, () => queue.update("t1", change as object));
    refuses(code, () => queue.update("t3", change as object));
  });

  test("gives no arrival number to what it refuses", () => {
    refuses("UNKNOWN_CHANNEL", () => queue.enqueue({ id: "new", channel: "pigeon" }));
    refuses("INVALID_TIME", () => queue.enqueue({ id: "new", channel: "email", scheduledFor: -1 }));
    queue.enqueue({ id: "new", channel: "email" });
    expect(queue.standing("new").arrival).toBe(3);
  });

  test("takes an id once, unless all else is the same", () => {
    refuses("DUPLICATE_TICKET", () =>
      queue.enqueue({ id: "t1", channel: "email", contactScore: 71, skills: ["billing"] }),
    );
    refuses("DUPLICATE_TICKET", () => queue.enqueue({ id: "t3", channel: "voice" }));
    refuses("DUPLICATE_TICKET", () => queue.enqueue({ id: "t2", channel: "webchat", data: {} }));
  });

  test("says so where it does not know a ticket", () => {
    refuses("UNKNOWN_TICKET", () => queue.update("nobody", { contactScore: 100 }));
    refuses("UNKNOWN_TICKET", () => queue.standing("nobody"));
    refuses("UNKNOWN_TICKET", () => queue.explain("t1", "nobody"));
  });

  test.each(badAgents)("serves no agent that is %s", (_, agent, code) => {
    refuses(code, () => queue.next(agent as object));
    refuses(code, () => queue.peek(1, agent as object));
  });

  test.each(badCounts.map((count) => [show(count), count] as const))("shows no first %s", (_, count) => {
    refuses("INVALID_OPTION", () => queue.peek(count as number));
  });

  test.each([-1, 1.5, Number.NaN, "5m", 8.64e15 + 1, null])("promotes nobody %s ms before the time", (lead) => {
    refuses("INVALID_OPTION", () => new TicketQueue({ promotionLead: lead as number }));
  });

  test.each([null, 5, {}, "now", { now: 5 }])("goes by no clock and no channels that are %j", (what) => {
    refuses("INVALID_OPTION", () => new TicketQueue({ clock: what as never }));
    refuses("INVALID_OPTION", () => new TicketQueue({ channels: what as never }));
  });

  test.each([null, 5, "channels", { promotionlead: 5 }])("takes no options that are %j", (options) => {
    refuses("INVALID_OPTION", () => new TicketQueue(options as never));
  });

  test.each(badChannels)("has no channel with %s", (_, change, code) => {
    refuses(code, () => channels.set("email", change as object));
    refuses(code, () => channels.set("fax", change as object));
    expect(channels.get("fax")).toBeUndefined();
  });

  test.each(badIds.map((id) => [show(id), id] as const))("has no channel %s", (_, id) => {
    refuses("INVALID_ID", () => channels.set(id as string, { score: 5 }));
  });
});
