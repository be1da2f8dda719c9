import { ChannelRegistry, createCenter, TicketQueue } from "proximo";
import { expect, test } from "vitest";

test("nobody changes what a center keeps by changing what it gave out", async () => {
  const center = await createCenter<{ lines: { text: string }[] }>();
  const contact = { id: "ana", segments: ["vip"], attributes: { plan: "gold" } };
  const data = { lines: [{ text: "Invoice" }] };
  const ticket = await center.enqueue({ id: "t1", channel: "email", contact, data });
  data.lines.push({ text: "changed outside" });
  expect(() => ticket.data?.lines.push({ text: "changed inside" })).toThrow(TypeError);
  expect(() => Object.assign(ticket.attributes, { plan: "free" })).toThrow(TypeError);
  expect(() => (ticket.segments as string[]).push("staff")).toThrow(TypeError);
  expect(() => (ticket.skills as string[]).push("billing")).toThrow(TypeError);
  expect((await center.get("t1"))?.data).toEqual({ lines: [{ text: "Invoice" }] });
});

test("nobody changes the rules or a channel of a center by changing what it gave out", async () => {
  const center = await createCenter();
  await center.contacts.setRules([{ segment: "vip", score: 90 }]);
  const rules = await center.contacts.rules();
  expect(() => (rules as unknown[]).push({ contact: "maria", score: 100 })).toThrow(TypeError);
  expect(() => Object.assign(rules[0]!, { score: 1 })).toThrow(TypeError);
  const [first] = await center.channels.list();
  expect(() => Object.assign(first!, { score: 99 })).toThrow(TypeError);
});

test("a registry changes by what it is told alone, and no other with it", () => {
  const channels = new ChannelRegistry();
  for (const channel of [channels.get("email"), channels.set("email", { score: 80 }), channels.set("fax", {})])
    expect(() => Object.assign(channel!, { score: 99 })).toThrow(TypeError);
  expect(channels.get("email")?.score).toBe(80);
  expect(new ChannelRegistry().get("email")?.score).toBe(50);
});

test("nobody changes an agent, or for whom a ticket is kept, by changing what a center gave out", async () => {
  const center = await createCenter();
  const wrapUp = { voice: 5_000, otherwise: 1_000 };
  await center.agents.set("ana", { capacity: { total: 2, voice: 1 }, wrapUp, presence: "available" });
  const preferredAgent = { id: "ana", until: 8.64e15 };
  const ticket = await center.enqueue({ id: "t1", channel: "email", preferredAgent });
  await (await center.next("ana"))?.complete();
  const ana = (await center.agents.get("ana"))!;
  const [wrappingUp] = ana.wrappingUp;
  for (const [part, change] of [
    [ana, { presence: "away" }],
    [ana.capacity, { total: 9 }],
    [ana.capacity.byChannel, { email: 0 }],
    [ana.wrapUp, { otherwise: 0 }],
    [ana.wrapUp.byChannel, { voice: 0 }],
    [ana.wrappingUp, { length: 0 }],
    [wrappingUp!, { until: 0 }],
    [ticket.preferredAgent!, { id: "bia" }],
  ] as const)
    expect(() => Object.assign(part, change), JSON.stringify(change)).toThrow(TypeError);
});

test("a line goes by a ticket as it entered, and explains by the same, whatever is done to what it gave out", () => {
  const queue = new TicketQueue<{ text: string }>();
  const data = { text: "Invoice" };
  queue.enqueue({ id: "t1", channel: "email", receivedAt: 1, data });
  Object.assign(queue.enqueue({ id: "t2", channel: "email", receivedAt: 2 }), { receivedAt: 0, contactScore: 99 });
  expect(queue.explain("t1", "t2")).toMatchObject({ first: "t1", key: "waitingSince" });
  // What the application keeps with it is the application's.
  data.text = "Reminder";
  expect(queue.next()?.data?.text).toBe("Reminder");
});
