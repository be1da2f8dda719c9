import { ProximoError, type Standing, type Ticket } from "proximo";
import { expect, test } from "vitest";
import { allocate } from "../../src/distribution/allocate.ts";
import { costsOf } from "../../src/distribution/assignment/costs.ts";
import type { FreeAgent, Waiting, WaitingLane } from "../../src/distribution/round.ts";
import { unservable } from "../../src/distribution/unservable.ts";

const agent = (id: string, more: Partial<FreeAgent> = {}): FreeAgent => ({ id, room: 1, ...more });

const equal = { byLane: () => 0 };

function waiting(arrival: number, channel = "chat", more: Partial<Waiting> = {}): Waiting {
  const ticket: Ticket = { id: `t${arrival}`, channel, skills: [], receivedAt: arrival };
  const standing: Standing = { tier: "standard", channelScore: 50, contactScore: 50, waitingSince: arrival, arrival };
  return { ticket, standing, ...more };
}

const lane = (all: Iterable<Waiting>, channel = "chat", skills: readonly string[] = []): WaitingLane => ({
  channel,
  skills,
  promoted: false,
  waiting: all,
});

const names = (round: ReturnType<typeof allocate>) => round.map(({ ticket, agent }) => `${ticket.id} ${agent.id}`);

function codeOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error instanceof ProximoError ? [error.code, error.message] : error;
  }
}

test("nobody free or nobody waiting: nothing to do, and nothing is asked", () => {
  const value = { byLane: () => expect.unreachable() };
  expect(allocate({ agents: [], lanes: [lane([waiting(1)])], value })).toEqual([]);
  expect(allocate({ agents: [agent("ana")], lanes: [], value })).toEqual([]);
  expect(allocate({ agents: [agent("ana")], lanes: [lane([])], value })).toEqual([]);
  expect(allocate({ agents: [agent("ana", { room: 0 })], lanes: [lane([waiting(1)])], value })).toEqual([]);
});

test("whoever can serve anything makes way for whoever cannot", () => {
  const agents = [agent("ana"), agent("bea", { channels: ["chat"] })];
  const lanes = [lane([waiting(1, "chat")]), lane([waiting(2, "email")], "email")];
  const value = {
    byLane: ({ id }: FreeAgent, { channel }: WaitingLane) => (id === "ana" && channel === "chat" ? 9 : 0),
  };
  expect(names(allocate({ agents, lanes, value }))).toEqual(["t1 bea", "t2 ana"]);
});

test("prediction decides by whom, not who: the first is served although another is worth more", () => {
  const lanes = [lane([waiting(1)]), lane([waiting(2, "email")], "email")];
  const value = { byLane: (_: FreeAgent, { channel }: WaitingLane) => (channel === "email" ? 1_000 : -1_000) };
  expect(names(allocate({ agents: [agent("ana")], lanes, value }))).toEqual(["t1 ana"]);
});

test("the first of equals gets it where another, who can have no more on the channel, changes what they have of it", () => {
  const agents = [
    agent("ana", { room: 2 }),
    agent("bea", { room: 2, roomByChannel: { chat: 1 } }),
    agent("caio", { channels: ["chat"] }),
  ];
  const lanes = [lane([waiting(1), waiting(2), waiting(3)])];
  const liked = new Set(["t1 caio", "t2 bea", "t2 caio", "t3 bea"]);
  const value = { byTicket: ({ id }: FreeAgent, ticket: Ticket) => Number(liked.has(`${ticket.id} ${id}`)) };
  expect(names(allocate({ agents, lanes, value }))).toEqual(["t1 ana", "t2 caio", "t3 bea"]);
});

test("a backlog is looked into as far as there is room, and one ticket more, but no lane that nobody serves", () => {
  let looked = 0;
  const counted = function* (channel: string, from: number): Iterable<Waiting> {
    for (let arrival = from; ; arrival++) {
      looked += 1;
      yield waiting(arrival, channel);
    }
  };
  const agents = [agent("ana", { channels: ["chat"], room: 3 }), agent("bea", { channels: ["sms"] })];
  const lanes = [lane(counted("chat", 0)), lane(counted("email", 1), "email")];
  expect(allocate({ agents, lanes, value: equal })).toHaveLength(3);
  expect(looked).toBe(3 + 1);
});

test("of lanes that stand behind by their keys 1 and 2, no more than one is looked into while nothing is left for them", () => {
  const looked: string[] = [];
  const noted = function* (one: Waiting): Iterable<Waiting> {
    looked.push(one.ticket.id);
    yield one;
  };
  const standing: Standing = { ...waiting(9).standing, tier: "promoted" };
  const lanes = () => [
    ...[[], ["french"], ["german"]].map((skills, arrival) => lane(noted(waiting(arrival)), "chat", skills)),
    { ...lane(noted(waiting(9, "chat", { standing }))), promoted: true },
  ];
  const ana = agent("ana", { skills: ["french", "german"] });
  expect(names(allocate({ agents: [ana], lanes: lanes(), value: equal }))).toEqual(["t9 ana"]);
  expect(looked.splice(0)).toEqual(["t0", "t9"]);
  const bea = { ...ana, id: "bea", room: 2 };
  expect(names(allocate({ agents: [ana, bea], lanes: lanes(), value: equal }))).toEqual(["t9 ana", "t0 bea", "t1 bea"]);
  expect(looked).toHaveLength(4);
});

test("equal agents take turns: the longest idle first, then by id, one ticket each before anybody has two", () => {
  const agents = [
    agent("zoe", { room: 2 }),
    agent("bea", { room: 2, idleSince: 7 }),
    agent("ana", { room: 2, idleSince: 7 }),
    agent("caio", { room: 2, idleSince: 3 }),
  ];
  const lanes = [lane([1, 2, 3, 4, 5].map((arrival) => waiting(arrival)))];
  expect(names(allocate({ agents, lanes, value: equal }))).toEqual([
    "t1 caio",
    "t2 ana",
    "t3 bea",
    "t4 zoe",
    "t5 caio",
  ]);
});

test("a reserved ticket waits for its agent, a refused one for another, and those behind do not wait for them", () => {
  const lanes = [
    lane([
      waiting(1, "chat", { reservedFor: "zoe" }),
      waiting(2, "chat", { refusedBy: ["ana"] }),
      waiting(3, "chat", { reservedFor: "ana" }),
      waiting(4),
    ]),
  ];
  expect(names(allocate({ agents: [agent("ana", { room: 2 })], lanes, value: equal }))).toEqual(["t3 ana", "t4 ana"]);
});

test("each agent and lane is asked about once, each agent and ticket where values are by ticket", () => {
  const agents = [agent("ana", { room: 2 }), agent("bea", { room: 2 }), agent("caio", { channels: ["email"] })];
  const lanes = [lane([1, 2, 3, 4, 5].map((arrival) => waiting(arrival)))];
  const asked: string[] = [];
  const note = (id: string, of: string) => asked.push(`${id} ${of}`);
  allocate({ agents, lanes, value: { byLane: ({ id }, { channel }) => note(id, channel) } });
  expect(asked.splice(0).sort()).toEqual(["ana chat", "bea chat"]);
  allocate({ agents, lanes, value: { byTicket: ({ id }, ticket) => note(id, ticket.id) } });
  expect(asked).toHaveLength(2 * 4);
});

test("room without bounds, and values as far apart as doubles are", () => {
  const agents = [
    agent("ana", { room: Number.POSITIVE_INFINITY, roomByChannel: { chat: 1 } }),
    agent("bea", { room: 2 }),
  ];
  const lanes = [lane([waiting(1), waiting(2), waiting(3), waiting(4)])];
  const value = { byLane: ({ id }: FreeAgent) => (id === "ana" ? Number.MAX_VALUE : -Number.MAX_VALUE) };
  expect(names(allocate({ agents, lanes, value }))).toEqual(["t1 ana", "t2 bea", "t3 bea"]);
});

test("values that are no numbers are refused", () => {
  const lanes = [lane([waiting(1)])];
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, "7" as unknown as number]) {
    const agents = [agent("ana")];
    expect(codeOf(() => allocate({ agents, lanes, value: { byLane: () => wrong } }))).toEqual([
      "INVALID_VALUE",
      expect.stringContaining('agent "ana" for a lane of "chat": expected a finite number'),
    ]);
    expect(codeOf(() => allocate({ agents, lanes, value: { byTicket: () => wrong } }))).toEqual([
      "INVALID_VALUE",
      expect.stringContaining('agent "ana" for ticket "t1": expected a finite number'),
    ]);
  }
});

test("a lane is unservable where a channel, a skill or room on the channel is wanting", () => {
  const all = [agent("ana", { channels: ["chat", "sms"], skills: ["french"], roomByChannel: { sms: 0 } })];
  const lanes = [
    lane([], "chat", ["french"]),
    lane([], "chat", ["french", "billing"]),
    lane([], "sms"),
    lane([], "email"),
  ];
  expect(unservable(all, lanes)).toEqual(lanes.slice(1));
});

test("integers cost exactly what they are less than the best, fractions to the last digits that sums leave room for", () => {
  const of = (values: readonly number[], exchanges: number) => [...costsOf([Float64Array.from(values)], exchanges)[0]];
  expect(of([3, -5, Number.NaN, 1_000_000_007], 1_000)).toEqual(
    [1_000_000_004, 1_000_000_012, Number.POSITIVE_INFINITY, 0].map(
      (cost) => cost * (of([0, 1_000_000_012], 1_000)[0] / 1_000_000_012),
    ),
  );
  expect(of([7, 7], 3)).toEqual([0, 0]);
  for (const exchanges of [1, 30, 5_000]) {
    const [most] = of([0.1, 0.9], exchanges);
    expect(Number.isSafeInteger(most * (exchanges + 1))).toBe(true);
    expect(most).toBeGreaterThan(2 ** 53 / (exchanges + 1) / 16);
  }
});
