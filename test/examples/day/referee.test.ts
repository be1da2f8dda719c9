import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Referee } from "../../../examples/day/referee.ts";
import type { Entry } from "../../../examples/day/source.ts";

const AGENT = { id: "agent", skills: [] };
const MINUTE = 60_000;

/** Everything enters at 1,000 unless it says when it was received; the right answer is the only one without a mistake. */
function first(
  entries: Entry[],
  { now = 1_000, agent = AGENT as Parameters<Referee["pressed"]>[0], prepare = (_: Referee) => {} } = {},
) {
  const ids = [...entries.map(({ id }) => id), undefined];
  const right = ids.filter((answer) => {
    const referee = new Referee();
    prepare(referee);
    for (const entry of entries) referee.entered(entry, 1_000);
    referee.pressed(agent, now, answer);
    return referee.verdict().mistakes === 0;
  });
  expect(right).toHaveLength(1);
  return right[0];
}

describe("the referee", () => {
  it("puts absolute before promoted before standard", () => {
    const now = 10 * MINUTE;
    const standard = { id: "standard", channel: "email" };
    const promoted = { id: "promoted", channel: "email", scheduledFor: 15 * MINUTE };
    const absolute = { id: "absolute", channel: "webchat", receivedAt: now };
    expect(first([standard, promoted, absolute], { now })).toBe("absolute");
    expect(first([standard, promoted], { now })).toBe("promoted");
  });

  it("then the channel's score, as it is now", () => {
    const entries = [
      { id: "email", channel: "email" },
      { id: "sms", channel: "sms" },
    ];
    expect(first(entries)).toBe("email");
    expect(first(entries, { prepare: (referee) => referee.setChannel({ id: "sms", score: 51 }) })).toBe("sms");
  });

  it("then the contact's score: contact before segment before attribute, the highest of a kind", () => {
    const prepare = (referee: Referee) =>
      referee.setRules([
        { attribute: "plan", value: "gold", score: 99 },
        { segment: "late payer", score: 10 },
        { segment: "vip", score: 60 },
        { contact: "maria", score: 20 },
      ]);
    const plain = { id: "plain", channel: "email" };
    const gold = { id: "gold", channel: "email", contact: { id: "ana", attributes: { plan: "gold" } } };
    const vip = {
      id: "vip",
      channel: "email",
      contact: { id: "eva", segments: ["late payer", "vip"], attributes: { plan: "gold" } },
    };
    const maria = { id: "maria", channel: "email", contact: { id: "maria", segments: ["vip"] } };
    expect(first([maria, plain, vip, gold], { prepare })).toBe("gold");
    expect(first([maria, plain, vip], { prepare })).toBe("vip");
    expect(first([maria, plain], { prepare })).toBe("plain");
  });

  it("then the older, then the one that came first", () => {
    const older = { id: "older", channel: "email", receivedAt: 999 };
    const same = [
      { id: "one", channel: "email" },
      { id: "two", channel: "email" },
    ];
    expect(first([...same, older])).toBe("older");
    expect(first(same)).toBe("one");
  });

  it("knows nothing of a scheduled ticket until five minutes before its time, to the millisecond", () => {
    const entries = [{ id: "callback", channel: "voice", scheduledFor: 15 * MINUTE }];
    expect(first(entries, { now: 10 * MINUTE - 1 })).toBeUndefined();
    expect(first(entries, { now: 10 * MINUTE })).toBe("callback");
  });

  it("gives an agent only what that agent can serve, and nothing on a paused channel", () => {
    const entries = [
      { id: "cards", channel: "voice", skills: ["cards"] },
      { id: "chat", channel: "webchat" },
    ];
    expect(first(entries, { agent: { id: "a", channels: ["voice"], skills: [] } })).toBeUndefined();
    expect(first(entries, { agent: { id: "a", channels: ["voice"], skills: ["cards"] } })).toBe("cards");
    expect(
      first(entries, { prepare: (referee) => referee.setChannel({ id: "webchat", enabled: false }) }),
    ).toBeUndefined();
  });

  it("lets a ticket that was given back stand where it stood, and one to be called again wait for its time", () => {
    const referee = new Referee();
    referee.entered({ id: "one", channel: "voice" }, 1_000);
    referee.entered({ id: "two", channel: "voice" }, 2_000);
    referee.pressed(AGENT, 3_000, "one");
    referee.returned("one", {});
    referee.pressed(AGENT, 4_000, "one");
    referee.returned("one", { scheduledFor: 20 * MINUTE });
    referee.pressed(AGENT, 5_000, "two");
    expect(referee.census(5_000)).toEqual({ waiting: 0, held: 1, paused: 0 });
    referee.pressed(AGENT, 15 * MINUTE, "one");
    expect(referee.verdict()).toEqual({ presses: 4, handedOut: 4, mistakes: 0, told: [] });
  });

  it("tells each mistake: the wrong ticket, a ticket it never saw, and nothing where there was something", () => {
    const referee = new Referee();
    referee.entered({ id: "one", channel: "voice" }, 1_000);
    referee.entered({ id: "two", channel: "voice" }, 2_000);
    referee.pressed(AGENT, 3_000, "two");
    referee.pressed(AGENT, 3_000, undefined);
    referee.pressed(AGENT, 3_000, "ghost");
    expect(referee.verdict()).toEqual({
      presses: 3,
      handedOut: 2,
      mistakes: 3,
      told: [
        "1970-01-01T00:00:03.000Z agent got two, expected one",
        "1970-01-01T00:00:03.000Z agent got nothing, expected one",
        "1970-01-01T00:00:03.000Z agent got ghost, expected one",
      ],
    });
  });

  it("agrees with sorting an array", () => {
    const ticket = fc.record({
      channel: fc.constantFrom("webchat", "email", "sms"),
      receivedAt: fc.integer({ min: 0, max: 3 }),
      score: fc.constantFrom(50, 90),
    });
    const property = fc.property(fc.array(ticket, { minLength: 1, maxLength: 8 }), (tickets) => {
      const referee = new Referee();
      referee.setRules([{ segment: "vip", score: 90 }]);
      const entries = tickets.map(({ channel, receivedAt, score }, index) => ({
        id: String(index),
        channel,
        receivedAt,
        ...(score === 90 && { contact: { id: `c${index}`, segments: ["vip"] } }),
      }));
      for (const entry of entries) referee.entered(entry, 5);
      const key = ({ channel, receivedAt, score }: (typeof tickets)[number], index: number) =>
        `${channel === "webchat" ? 0 : 1} ${100 - score} ${receivedAt} ${index}`;
      const order = tickets.map((each, index) => ({ id: String(index), key: key(each, index) }));
      for (const { id } of order.sort((a, b) => (a.key < b.key ? -1 : 1))) referee.pressed(AGENT, 10, id);
      referee.pressed(AGENT, 10, undefined);
      expect(referee.verdict().mistakes).toBe(0);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
