import { ChannelRegistry, createCenter, TicketQueue } from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expect, test } from "vitest";

const NOW = 1_700_000_000_000;

describe("names that only look like trouble simply work", () => {
  const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "null", "0", " ", "é", "😀"];

  test.each(names)("%s, in a line", (name) => {
    const channels = new ChannelRegistry();
    channels.set(name, { score: 99 });
    const queue = new TicketQueue({ channels, clock: manualClock(NOW) });
    const ticket = queue.enqueue({ id: name, channel: name, contact: name, skills: [name] });
    expect(queue.get(name)).toBe(ticket);
    expect(queue.standing(name).channelScore).toBe(99);
    expect(queue.next({ channels: [name], skills: [name] })).toBe(ticket);
  });

  test.each(names)("%s, in a center", async (name) => {
    const center = await createCenter({ clock: manualClock(NOW) });
    await center.channels.set(name, { score: 99 });
    await center.contacts.setRules([
      { segment: name, score: 88 },
      { attribute: "constructor", value: name, score: 77 },
    ]);
    const contact = { id: name, segments: [name], attributes: { constructor: name } };
    await center.enqueue({
      id: name,
      channel: name,
      contact,
      skills: [name],
      data: { constructor: name, prototype: 1 },
    });
    const claim = await center.next({ id: name, channels: [name], skills: [name] });
    expect(claim?.ticket).toMatchObject({ id: name, channel: name, contact: name, segments: [name] });
    expect(claim?.ticket.data).toEqual({ constructor: name, prototype: 1 });
    expect(await center.claims({ agent: name })).toHaveLength(1);
  });
});
