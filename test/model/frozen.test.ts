import { createCenter } from "proximo";
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
