import { type Center, createCenter, memoryStore } from "proximo";
import { manualClock } from "proximo/testing";
import { beforeEach, describe, expect, test } from "vitest";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

let clock: ReturnType<typeof manualClock>;
let center: Center;

beforeEach(async () => {
  clock = manualClock(NOW);
  center = await createCenter({ clock });
  for (const id of ["a", "b", "c"]) await center.enqueue({ id, channel: "email", contact: "maria" });
});

const line = async () => (await center.peek(9)).map(({ id }) => id);
const stale = expect.objectContaining({ code: "STALE_CLAIM" });
const ana = { id: "ana" };
const rui = { id: "rui" };

describe("next", () => {
  test("gives each agent another ticket, and nobody anything once all are taken", async () => {
    const claims = await Promise.all([ana, rui, ana, rui].map((agent) => center.next(agent)));
    expect(claims.map((claim) => claim?.ticket.id)).toEqual(["a", "b", "c", undefined]);
    expect(new Set(claims.map((claim) => claim?.token)).size).toBe(4);
    expect(await center.position("a")).toBeUndefined();
  });

  test("gives only what the agent can serve", async () => {
    await center.enqueue({ id: "chat", channel: "webchat", skills: ["english"] });
    expect(await center.next({ id: "ana", channels: [] })).toBeUndefined();
    expect(await center.next({ id: "ana", channels: ["webchat"] })).toBeUndefined();
    expect((await center.next(ana))?.ticket.id).toBe("a");
    expect((await center.next({ id: "ana", skills: ["english"] }))?.ticket.id).toBe("chat");
  });
});

describe("take", () => {
  test("gives the very ticket, once", async () => {
    const [first, second] = await Promise.all([center.take("b", ana), center.take("b", rui)]);
    expect([first?.agent, second]).toEqual(["ana", undefined]);
    expect(await line()).toEqual(["a", "c"]);
  });

  test("gives nothing of what does not wait for this agent", async () => {
    await center.enqueue({ id: "held", channel: "email", scheduledFor: NOW + 60 * MINUTE });
    await center.enqueue({ id: "skilled", channel: "email", skills: ["billing"] });
    await center.enqueue({ id: "paused", channel: "sms" });
    await center.channels.set("sms", { enabled: false });
    await center.cancel("c");
    for (const id of ["held", "skilled", "paused", "c"])
      expect([id, await center.take(id, ana)]).toEqual([id, undefined]);
    expect(await center.take("a", { id: "ana", channels: ["sms"] })).toBeUndefined();
  });
});

describe("a claim", () => {
  test("shows what else its contact waits for, in order", async () => {
    await center.enqueue({ id: "chat", channel: "webchat", contact: "maria" });
    await center.enqueue({ id: "held", channel: "email", contact: "maria", scheduledFor: NOW + 60 * MINUTE });
    await center.enqueue({ id: "somebody else", channel: "email", contact: "rui" });
    await center.enqueue({ id: "nobody", channel: "email" });
    const claim = await center.take("b", ana);
    expect(claim?.alsoWaiting.map(({ id }) => id)).toEqual(["chat", "a", "c"]);
    const anonymous = await center.take("nobody", ana);
    expect(anonymous?.alsoWaiting).toEqual([]);
  });

  test("is picked up by its token, anywhere over the same store", async () => {
    const store = memoryStore();
    const [here, there] = [await createCenter({ store, clock }), await createCenter({ store, clock })];
    await here.enqueue({ id: "t", channel: "email" });
    const claim = await here.next(ana);
    const again = await there.claim(claim?.token ?? "");
    expect(again).toEqual(claim);
    await again?.complete();
    expect(await here.claim(claim?.token ?? "")).toBeUndefined();
    expect((await here.get("t"))?.state).toBe("completed");
    await expect(claim?.complete()).rejects.toThrow(stale);
  });

  test("is settled once; whatever comes later changes nothing", async () => {
    const claim = (await center.next(ana))!;
    await claim.complete();
    for (const late of [() => claim.complete(), () => claim.release({ channel: "sms" }), () => claim.cancel()]) {
      await expect(late()).rejects.toThrow(stale);
    }
    expect(await center.get("a")).toMatchObject({ state: "completed", channel: "email" });
  });

  test("whose ticket was given back and claimed again is outdated, and harms the new one in nothing", async () => {
    const old = (await center.next(ana))!;
    await old.release();
    const current = (await center.next(rui))!;
    expect(current.ticket.id).toBe("a");
    await expect(old.complete()).rejects.toThrow(stale);
    expect(await center.claim(old.token)).toBeUndefined();
    expect((await center.claims({ agent: "rui" })).map(({ token }) => token)).toEqual([current.token]);
    await current.complete();
  });

  test("is listed with its agent's, or with all", async () => {
    await center.next(ana);
    await center.next(rui);
    await center.next(ana);
    const list = async (filter?: { agent: string }) => (await center.claims(filter)).map(({ ticket }) => ticket.id);
    expect([await list(), await list({ agent: "ana" }), await list({ agent: "bea" })]).toEqual([
      ["a", "b", "c"],
      ["a", "c"],
      [],
    ]);
  });

  test("cancelled by the agent cancels the ticket", async () => {
    expect(await (await center.next(ana))?.cancel()).toMatchObject({ id: "a", state: "cancelled", closedAt: NOW });
  });
});

describe("given back", () => {
  test("a ticket stands exactly where it stood", async () => {
    const claim = await center.take("b", ana);
    clock.advance(60 * MINUTE);
    await center.enqueue({ id: "newcomer", channel: "email" });
    expect(await claim?.release()).toMatchObject({ id: "b", state: "waiting", receivedAt: NOW, arrival: 1 });
    expect(await line()).toEqual(["a", "b", "c", "newcomer"]);
  });

  test("to other skills it is for whoever has them, in its place", async () => {
    await (await center.next(ana))?.release({ skills: ["billing"] });
    expect((await center.next(rui))?.ticket.id).toBe("b");
    expect((await center.next({ id: "lia", skills: ["billing"] }))?.ticket.id).toBe("a");
  });

  test("to another channel it takes that channel's score, and keeps its time", async () => {
    await center.channels.set("voice", { score: 60 });
    clock.advance(MINUTE);
    await center.enqueue({ id: "call", channel: "voice" });
    await (await center.take("c", ana))?.release({ channel: "voice" });
    expect(await line()).toEqual(["c", "call", "a", "b"]);
  });

  test("to a paused channel it waits with that", async () => {
    await center.channels.set("sms", { enabled: false });
    await (await center.next(ana))?.release({ channel: "sms" });
    expect(await center.counts()).toMatchObject({ waiting: 2, paused: 1 });
    await center.channels.set("sms", { enabled: true });
    expect(await line()).toEqual(["a", "b", "c"]);
  });

  test("to be called back later it is held, and comes back promoted", async () => {
    const held = await (await center.next(ana))?.release({ scheduledFor: NOW + 60 * MINUTE });
    expect(held).toMatchObject({ state: "held", scheduledFor: NOW + 60 * MINUTE });
    clock.set(NOW + 55 * MINUTE - 1);
    expect(await line()).toEqual(["b", "c"]);
    clock.advance(1);
    expect(await line()).toEqual(["a", "b", "c"]);
    expect(await center.urgency()).toMatchObject({ urgent: true, promoted: 1, next: { id: "a" } });
  });

  test("a promoted ticket is promoted still, even where the clock ran backwards", async () => {
    await center.update("c", { scheduledFor: NOW + 10 * MINUTE });
    clock.advance(5 * MINUTE);
    const claim = await center.next(ana);
    expect(claim?.ticket.id).toBe("c");
    clock.set(NOW);
    expect((await claim?.release())?.state).toBe("waiting");
    expect(await line()).toEqual(["c", "a", "b"]);
  });
});
