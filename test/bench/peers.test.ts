import { describe, expect, it } from "vitest";
import { reversed, scored, unconfigured } from "../../bench/harness/mixes.ts";
import { type Agent, canServe } from "../../bench/harness/service.ts";
import { inOrder, type Mix, Traffic } from "../../bench/harness/traffic.ts";
import { peers } from "../../bench/peers/index.ts";
import type { Line } from "../../bench/peers/line.ts";
import { ableTinyqueue } from "../../bench/peers/tinyqueue-able.ts";

/** The order as `Array.prototype.sort` with one subtraction at a time gives it: stable, so arrival decides last. */
function sorted(traffic: Traffic): string[] {
  const setting = new Map(traffic.mix.channels.map((channel) => [channel.id, channel]));
  return traffic
    .arrive()
    .sort((a, b) => a.receivedAt - b.receivedAt)
    .sort((a, b) => b.contactScore - a.contactScore)
    .sort((a, b) => setting.get(b.channel)!.score - setting.get(a.channel)!.score)
    .sort((a, b) => Number(setting.get(b.channel)!.absolute) - Number(setting.get(a.channel)!.absolute))
    .map(({ id }) => id);
}

function filled<L extends Line>(open: (channels: Mix["channels"]) => L, traffic: Traffic): L {
  const line = open(traffic.mix.channels);
  for (const ticket of traffic.arrive()) line.push(ticket);
  return line;
}

const drained = (line: Line): (string | undefined)[] => {
  const ids: (string | undefined)[] = [];
  for (let ticket = line.pop(); ticket; ticket = line.pop()) ids.push(ticket.id);
  return ids;
};

describe.each([scored, unconfigured, reversed])("with $name", (mix) => {
  const traffic = new Traffic(1_000, mix);

  it("the bench expects the documented order", () => {
    expect(traffic.order).toEqual(sorted(traffic));
  });

  it.each(peers)("$name drains in it", (peer) => {
    expect(drained(filled(peer.open, traffic))).toEqual(sorted(traffic));
  });
});

describe("tinyqueue with equal abilities", () => {
  const traffic = new Traffic(1_000, scored);
  const open = () => filled(ableTinyqueue.open, traffic);

  it("refuses a duplicate", () => {
    expect(() => open().push(traffic.arrive()[0]!)).toThrow("duplicate");
  });

  it.each([2, 10])("cancels one in %i, once, and drains the rest in order", (step) => {
    const line = open();
    const cancelled = traffic.order.filter((_id, index) => index % step === 0);
    expect(cancelled.map((id) => line.cancel(id))).toEqual(cancelled.map(() => true));
    expect(line.cancel(cancelled[0]!)).toBe(false);
    expect(line.position(cancelled[0]!)).toBeUndefined();
    expect(line.peek()?.id).toBe(traffic.order[1]);
    expect(drained(line)).toEqual(traffic.order.filter((_id, index) => index % step !== 0));
  });

  it("purges the dead when most is cancelled, and goes on", () => {
    const line = open();
    for (const id of traffic.order.slice(0, 990)) line.cancel(id);
    expect(traffic.order.slice(990).map((id) => line.position(id))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(drained(line)).toEqual(traffic.order.slice(990));
  });

  it("tells the position of every ticket", () => {
    const line = open();
    expect(traffic.order.map((id) => line.position(id))).toEqual(traffic.order.map((_id, index) => index + 1));
  });

  it("re-scores what waits and what comes", () => {
    const line = open();
    line.rescore("email", 99);
    const later = traffic.arrive().map((ticket) => ({ ...ticket, id: `later-${ticket.id}` }));
    for (const ticket of later) line.push(ticket);
    const rescored = mixWith("email", 99);
    const expected = inOrder([...traffic.arrive(), ...later], rescored.channels).map(({ id }) => id);
    expect(drained(line)).toEqual(expected);
  });

  it("serves the first that an agent can serve", () => {
    const line = open();
    const agents: Agent[] = [{ channels: ["email", "sms"] }, { channels: ["voice", "webchat"] }, { channels: [] }, {}];
    const waiting = inOrder(traffic.arrive(), scored.channels);
    for (let turn = 0; turn < 400; turn++) {
      const agent = agents[turn % agents.length]!;
      const place = waiting.findIndex((ticket) => canServe(agent, ticket));
      const [expected] = place < 0 ? [] : waiting.splice(place, 1);
      expect(line.popFor(agent)?.id).toBe(expected?.id);
    }
  });
});

function mixWith(id: string, score: number): Mix {
  return {
    ...scored,
    channels: scored.channels.map((channel) => (channel.id === id ? { ...channel, score } : channel)),
  };
}
