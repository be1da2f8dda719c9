import { type Case, type Center, createCenter, type ErrorCode, ProximoError } from "proximo";
import { manualClock } from "proximo/testing";
import { beforeEach, describe, expect, test } from "vitest";
import {
  type Bad,
  badAgents,
  badChanges,
  badChannels,
  badCounts,
  badFields,
  badIds,
  badScores,
  circular,
  each,
  LONG,
  NOW,
  nested,
  show,
} from "../model/bad-values.ts";

describe("a center", () => {
  let center: Center;
  let seen: () => Promise<unknown>;

  beforeEach(async () => {
    center = await createCenter({ clock: manualClock(NOW) });
    const tickets: Case[] = [
      await center.enqueue({ id: "t1", channel: "email", contactScore: 70, skills: ["billing"], data: { order: 1 } }),
      await center.enqueue({ id: "t2", channel: "webchat", contact: { id: "ana", segments: ["vip"] } }),
      await center.enqueue({ id: "t3", channel: "voice", scheduledFor: NOW + 3_600_000 }),
      await center.enqueue({ id: "t4", channel: "sms" }),
    ];
    await center.take("t4", { id: "bia" });
    seen = async () => ({
      counts: [await center.counts(), await center.urgency()],
      line: await center.peek(Number.POSITIVE_INFINITY),
      claims: (await center.claims()).map(({ token, ticket, agent }) => ({ token, ticket, agent })),
      all: await Promise.all(tickets.map(async ({ id }) => [await center.get(id), await center.position(id)])),
      settings: [await center.channels.list(), await center.contacts.rules()],
    });
  });

  async function refuses(code: ErrorCode, act: () => Promise<unknown>): Promise<void> {
    const before = await seen();
    const told: unknown[] = [];
    for (const name of ["enqueued", "updated", "channel", "rescored", "claimed", "released"] as const) {
      center.on(name, (event) => told.push(event));
    }
    const error = await act().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProximoError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(/expected .+, got .+/s) });
    expect(told).toEqual([]);
    expect(await seen()).toEqual(before);
  }

  const badTickets: readonly Bad[] = [
    ...badFields,
    ...each("direction", ["both", "", null, 5], "INVALID_TICKET"),
    ...each("direction", ["outbound"], "OUTBOUND_NOT_ALLOWED").map(
      ([what, input, code]): Bad => [`${what} on webchat`, { ...(input as object), channel: "webchat" }, code],
    ),
    ...each("priority", [5], "INVALID_TICKET"),
    ...each("arrival", [0], "INVALID_TICKET"),
    ...each("state", ["active"], "INVALID_TICKET"),
    ...each("constructor", [{ prototype: {} }], "INVALID_TICKET"),
    ["__proto__", JSON.parse('{"__proto__": {"contactScore": 100}}'), "INVALID_TICKET"],
    ...each("contact", [{}, { id: "" }, { id: "a", segments: "vip" }, { id: "a", segments: [5] }], "INVALID_CONTACT"),
    ...each(
      "contact",
      [
        { id: "a", vip: true },
        { id: "a", attributes: { age: null } },
      ],
      "INVALID_CONTACT",
    ),
    ...each("contact", [{ id: "a", attributes: { address: { city: "Recife" } } }], "INVALID_CONTACT"),
    ["contact.__proto__", { contact: JSON.parse('{"id": "a", "__proto__": {}}') }, "INVALID_CONTACT"],
    ["attributes.__proto__", { contact: JSON.parse('{"id": "a", "attributes": {"__proto__": 1}}') }, "INVALID_DATA"],
    ["circular attributes", { contact: { id: "a", attributes: circular } }, "INVALID_DATA"],
    ["a NUL in the id", { id: "a\0" }, "INVALID_ID"],
    ["a NUL in the contact", { contact: { id: "\0" } }, "INVALID_CONTACT"],
    ["a NUL in a skill", { skills: ["a\0b"] }, "INVALID_SKILLS"],
    ["half an emoji for an id", { id: "😀".slice(0, 1) }, "INVALID_ID"],
  ];

  test.each(badTickets)("takes no ticket with %s", async (_, field, code) => {
    const given = Object.getOwnPropertyDescriptors({ id: "new", channel: "email" });
    const input = Object.defineProperties({}, { ...given, ...Object.getOwnPropertyDescriptors(field as object) });
    await refuses(code, () => center.enqueue(input as never));
    expect(await center.get("new")).toBeUndefined();
  });

  const badData: readonly (readonly [string, unknown])[] = [
    ["a circle", circular],
    ["a circle, further down", { order: { lines: [circular] } }],
    ["65,535 characters and two quotes", "x".repeat(65_535)],
    ["65 levels", nested(65)],
    ["a function", () => 0],
    ["a function, further down", { order: { total: () => 0 } }],
    ["NaN", { total: Number.NaN }],
    ["Infinity", [Number.POSITIVE_INFINITY]],
    ["a bigint", 5n],
    ["a symbol", Symbol("order")],
    ["a Date", { at: new Date(NOW) }],
    ["a Map", new Map([["order", 1]])],
    ["a class instance", new (class Order {})()],
    ["a hole", [undefined]],
    ["half an emoji", "caf😀".slice(0, 4)],
    ["a key of half an emoji", { ["😀".slice(1)]: 1 }],
    ["the key __proto__", JSON.parse('{"__proto__": {"admin": true}}')],
    ["the key __proto__, further down", JSON.parse('{"order": [{"__proto__": {"admin": true}}]}')],
    ["constructor.prototype", JSON.parse('{"constructor": {"prototype": {"admin": true}}}')],
  ];

  test.each(badData)("takes no data with %s", async (_, data) => {
    await refuses("INVALID_DATA", () => center.enqueue({ id: "new", channel: "email", data }));
    expect(await center.get("new")).toBeUndefined();
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test.each(badIds.map((id) => [show(id), id] as const))("knows no ticket by the id %s", async (_, id) => {
    if (id !== undefined) await refuses("INVALID_ID", () => center.enqueue({ id: id as string, channel: "email" }));
    await refuses("INVALID_ID", () => center.get(id as string));
    await refuses("INVALID_ID", () => center.position(id as string));
    await refuses("INVALID_ID", () => center.cancel(id as string));
    await refuses("INVALID_ID", () => center.update(id as string, { contactScore: 100 }));
    await refuses("INVALID_ID", () => center.take(id as string, { id: "bia" }));
    await refuses("INVALID_ID", () => center.claim(id as string));
    await refuses("INVALID_ID", () => center.channels.set(id as string, { score: 5 }));
  });

  test.each(badChanges)("changes no ticket by %s, waiting, held or claimed", async (_, change, code) => {
    await refuses(code, () => center.update("t1", change as object));
    await refuses(code, () => center.update("t3", change as object));
    const [claim] = await center.claims();
    await refuses(code, () => claim.release(change as object));
    expect(await center.claim(claim.token)).toBeDefined();
  });

  test("takes an id once, unless all else is the same", async () => {
    await refuses("DUPLICATE_TICKET", () => center.enqueue({ id: "t1", channel: "email" }));
    await refuses("DUPLICATE_TICKET", () => center.enqueue({ id: "t2", channel: "webchat", contact: "ana" }));
    await refuses("DUPLICATE_TICKET", () => center.enqueue({ id: "t4", channel: "sms", data: {} }));
  });

  test("says so where it does not know a ticket", async () => {
    await refuses("UNKNOWN_TICKET", () => center.update("nobody", { contactScore: 100 }));
    await refuses("UNKNOWN_TICKET", () => center.cancel("nobody"));
    await refuses("UNKNOWN_TICKET", () => center.take("nobody", { id: "bia" }));
  });

  test("changes no ticket that is claimed, completed or cancelled", async () => {
    await refuses("TICKET_NOT_WAITING", () => center.update("t4", { contactScore: 100 }));
    await (await center.claims())[0].complete();
    await refuses("TICKET_NOT_WAITING", () => center.update("t4", { contactScore: 100 }));
    await center.cancel("t1");
    await refuses("TICKET_NOT_WAITING", () => center.update("t1", { contactScore: 100 }));
  });

  test("lets nobody in, nor over, on a channel that is not inbound", async () => {
    await center.channels.set("mailing", { inbound: false, outbound: true });
    await refuses("INBOUND_NOT_ALLOWED", () => center.enqueue({ channel: "mailing" }));
    await refuses("INBOUND_NOT_ALLOWED", () => center.update("t1", { channel: "mailing" }));
    await refuses("INBOUND_NOT_ALLOWED", async () => (await center.claims())[0].release({ channel: "mailing" }));
  });

  test.each(["webchat", "facebook", "telegram", "viber", "form", "video"])(
    "sends nothing out on %s",
    async (channel) => {
      await refuses("OUTBOUND_NOT_ALLOWED", () => center.enqueue({ channel, direction: "outbound" }));
    },
  );

  test.each([
    ...badAgents,
    ["nobody", {}, "INVALID_AGENT"] as const,
    ...each("id", [null, "", LONG, 5], "INVALID_AGENT"),
    ...each("capacity", [0], "INVALID_AGENT"),
  ])("serves no agent that is %s", async (_, agent, code) => {
    const given =
      typeof agent === "object" && agent !== null && Object.keys(agent).length > 0 ? { id: "bia", ...agent } : agent;
    await refuses(code, () => center.next(given as never));
    await refuses(code, () => center.take("t1", given as never));
    await refuses(code, () => center.peek(1, given as never));
  });

  test.each([
    ["nothing", undefined],
    ["nobody", ""],
    ["NUL", "a\0"],
    ["a number", 7],
    ["an object", { id: "ana" }],
  ])("has no tickets of %s", async (_, contact) => {
    await refuses("INVALID_CONTACT", () => center.ticketsOf(contact as never));
  });

  test.each(badCounts.map((count) => [show(count), count] as const))("shows no first %s", async (_, count) => {
    await refuses("INVALID_OPTION", () => center.peek(count as number));
    await refuses("INVALID_OPTION", () => center.peekHeld(count as number));
  });

  test.each<Bad>([
    ["null", null, "INVALID_AGENT"],
    ["agent: 5", { agent: 5 }, "INVALID_AGENT"],
    ["agnt", { agnt: "bia" }, "INVALID_AGENT"],
  ])("lists no claims of %s", async (_, filter, code) => {
    await refuses(code, () => center.claims(filter as object));
  });

  test.each(badChannels)("has no channel with %s", async (_, change, code) => {
    await refuses(code, () => center.channels.set("email", change as object));
    await refuses(code, () => center.channels.set("fax", change as object));
  });

  test.each<readonly [string, unknown]>([
    ["null", null],
    ["one rule, not in an array", { contact: "ana", score: 90 }],
    ["a rule without a score", [{ contact: "ana" }]],
    ["a rule about nobody", [{ score: 90 }]],
    ["a rule about two kinds", [{ contact: "ana", segment: "vip", score: 90 }]],
    ["an attribute without a value", [{ attribute: "age", score: 90 }]],
    ["an attribute that is an object", [{ attribute: "age", value: {}, score: 90 }]],
    ["a function", [() => 90]],
    ["an empty name", [{ segment: "", score: 90 }]],
    ["an unknown key", [{ segment: "vip", score: 90, until: NOW }]],
    ["__proto__", JSON.parse('[{"segment": "vip", "score": 90, "__proto__": {}}]')],
    [
      "a good rule before a bad one",
      [
        { contact: "ana", score: 90 },
        { contact: "rui", score: 0 },
      ],
    ],
    ...badScores.map((score) => [`a score of ${show(score)}`, [{ contact: "ana", score }]] as const),
  ])("has no rules with %s", async (_, rules) => {
    await refuses("INVALID_RULE", () => center.contacts.setRules(rules as never));
  });

  test.each([
    ["null", null],
    ["a store that is none", { store: {} }],
    ["a clock that is none", { clock: { now: () => 0 } }],
    ["a clock that is a function", { clock: () => 0 }],
    ["a negative lead", { promotionLead: -1 }],
    ["half a millisecond of lead", { promotionLead: 0.5 }],
    ["a retention for ever", { retention: Number.POSITIVE_INFINITY }],
    ["a retention in words", { retention: "30 days" }],
    ["an unknown option", { lead: 5 }],
  ])("opens with no options like %s", async (_, options) => {
    await refuses("INVALID_OPTION", () => createCenter(options as never));
  });
});
