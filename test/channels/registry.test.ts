import { ChannelRegistry } from "proximo";
import { expect, test } from "vitest";
import { allowedOn } from "../../src/channels/directions.ts";

const INBOUND_ONLY = ["webchat", "facebook", "telegram", "viber", "form", "video"];
const BOTH_WAYS = ["whatsapp", "email", "sms", "voice", "rcs"];

test("eleven channels to begin with, each of score 50, web chat alone absolute", () => {
  const channels = new ChannelRegistry().list();
  expect(channels.map(({ id }) => id).sort()).toEqual([...INBOUND_ONLY, ...BOTH_WAYS].sort());
  for (const { id, ...rest } of channels) {
    const outbound = BOTH_WAYS.includes(id);
    expect(rest).toEqual({ score: 50, absolute: id === "webchat", enabled: true, inbound: true, outbound });
  }
});

test("a change leaves the rest as it was", () => {
  const channels = new ChannelRegistry();
  channels.set("whatsapp", { score: 80 });
  channels.set("whatsapp", { absolute: true });
  expect(channels.set("whatsapp", { score: undefined, enabled: false })).toEqual({
    ...{ id: "whatsapp", score: 80, absolute: true, enabled: false },
    ...{ inbound: true, outbound: true },
  });
  expect(channels.set("whatsapp", {})).toEqual(channels.get("whatsapp"));
});

test("a new id adds a channel: inbound, of score 50, last in the list", () => {
  const channels = new ChannelRegistry();
  expect(channels.get("fax")).toBeUndefined();
  channels.set("fax", {});
  expect(channels.list().at(-1)).toEqual({
    ...{ id: "fax", score: 50, absolute: false, enabled: true },
    ...{ inbound: true, outbound: false },
  });
  channels.set("email", { score: 1 });
  expect(channels.list()).toHaveLength(12);
  expect(channels.list().at(-1)?.id).toBe("fax");
});

test("what was handed out is not changed by what comes later, nor one registry by another", () => {
  const channels = new ChannelRegistry();
  const [before, list] = [channels.get("email"), channels.list()];
  channels.set("email", { score: 99 });
  list.pop();
  expect(before?.score).toBe(50);
  expect(channels.list()).toHaveLength(11);
  expect(new ChannelRegistry().get("email")?.score).toBe(50);
});

test("every change, and nothing else, is a new version", () => {
  const channels = new ChannelRegistry();
  const { version } = channels;
  channels.list();
  channels.get("email");
  expect(() => channels.set("email", { score: 0 })).toThrow("1 to 100");
  expect(channels.version).toBe(version);
  channels.set("email", { score: 51 });
  expect(channels.version).toBeGreaterThan(version);
});

test.each(INBOUND_ONLY)("%s is inbound only", (id) => {
  const channels = new ChannelRegistry();
  expect(() => allowedOn(channels.get(id), id, "inbound")).not.toThrow();
  expect(() => allowedOn(channels.get(id), id, "outbound")).toThrow(
    expect.objectContaining({ code: "OUTBOUND_NOT_ALLOWED" }),
  );
});

test.each(BOTH_WAYS)("%s goes both ways", (id) => {
  const channels = new ChannelRegistry();
  expect(() => allowedOn(channels.get(id), id, "inbound")).not.toThrow();
  expect(() => allowedOn(channels.get(id), id, "outbound")).not.toThrow();
});

test("a channel may be outbound only, and an unknown one is neither", () => {
  const channels = new ChannelRegistry();
  channels.set("mailing", { inbound: false, outbound: true });
  expect(() => allowedOn(channels.get("mailing"), "mailing", "outbound")).not.toThrow();
  expect(() => allowedOn(channels.get("mailing"), "mailing", "inbound")).toThrow(
    expect.objectContaining({ code: "INBOUND_NOT_ALLOWED" }),
  );
  expect(() => allowedOn(channels.get("fax"), "fax", "inbound")).toThrow(
    expect.objectContaining({ code: "UNKNOWN_CHANNEL" }),
  );
});
