import { type Center, createCenter, memoryStore, type Store, whatsappPolicy } from "proximo";
import { manualClock } from "proximo/testing";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { maria, offers } from "../consent/acme.ts";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let clock: ReturnType<typeof manualClock>;
let center: Center;

beforeEach(async () => {
  clock = manualClock(NOW);
  center = await createCenter({ clock });
});

const line = async () => (await center.peek(Number.POSITIVE_INFINITY)).map(({ id }) => id);
const state = async (id: string) => (await center.get(id))?.state;
const code = (expected: string) => expect.objectContaining({ name: "ProximoError", code: expected });
const ana = { id: "ana" };

describe("a ticket", () => {
  test("is what was put in, completed by what was left out", async () => {
    const ticket = await center.enqueue({ channel: "email" });
    expect(ticket).toEqual({
      ...{ id: ticket.id, channel: "email", direction: "inbound", state: "waiting", receivedAt: NOW, arrival: 0 },
      ...{ segments: [], attributes: {}, skills: [] },
    });
    expect(ticket.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is the same however its skills and segments are listed", async () => {
    const one = {
      id: "t",
      channel: "email",
      skills: ["tax", "german"],
      contact: { id: "ana", segments: ["vip", "new"] },
    };
    const again = { ...one, skills: ["german", "tax", "tax"], contact: { id: "ana", segments: ["new", "vip", "new"] } };
    expect(await center.enqueue(again)).toEqual(await center.enqueue(one));
  });

  test("lives from held to completed, and is the same ticket all the way", async () => {
    const { id } = await center.enqueue({ id: "t", channel: "voice", scheduledFor: NOW + DAY, data: { order: 1 } });
    expect(await state(id)).toBe("held");
    clock.advance(DAY);
    expect(await state(id)).toBe("waiting");
    const claim = await center.next(ana);
    expect(claim).toMatchObject({ agent: "ana", state: "active", claimedAt: NOW + DAY, alsoWaiting: [] });
    expect(await state(id)).toBe("active");
    expect(await claim?.complete()).toMatchObject({ id, state: "completed", closedAt: NOW + DAY, data: { order: 1 } });
    expect(await state(id)).toBe("completed");
  });

  test("is cancelled from wherever it is, once", async () => {
    await center.channels.set("sms", { enabled: false });
    await center.enqueue({ id: "claimed", channel: "webchat" });
    const claim = await center.next(ana);
    await center.enqueue({ id: "waiting", channel: "email" });
    await center.enqueue({ id: "held", channel: "email", scheduledFor: NOW + DAY });
    await center.enqueue({ id: "paused", channel: "sms" });
    for (const id of ["claimed", "waiting", "held", "paused"]) {
      expect([id, await center.cancel(id), await center.cancel(id)]).toEqual([id, true, false]);
      expect(await center.get(id)).toMatchObject({ state: "cancelled", closedAt: NOW });
    }
    expect(await center.counts()).toEqual({ waiting: 0, held: 0, paused: 0, absolute: 0, promoted: 0 });
    expect(await center.claims()).toEqual([]);
    await expect(claim?.complete()).rejects.toThrow(code("STALE_CLAIM"));
  });

  test("that is completed cannot be cancelled", async () => {
    await center.enqueue({ id: "t", channel: "email" });
    await (await center.next(ana))?.complete();
    expect(await center.cancel("t")).toBe(false);
    expect(await state("t")).toBe("completed");
  });

  test("put in twice is one ticket, whatever has become of it", async () => {
    const input = { id: "t", channel: "email", contact: { id: "maria" }, skills: ["b", "a"], data: { b: 1, a: 2 } };
    const same = { ...input, contact: "maria", skills: ["a", "b"], contactScore: null, data: { a: 2, b: 1 } };
    const first = await center.enqueue(input);
    expect(await center.enqueue(same)).toEqual(first);
    await center.update("t", { contactScore: 90, channel: "sms" });
    expect(await center.enqueue(same)).toMatchObject({ channel: "sms", contactScore: 90, arrival: first.arrival });
    const claim = await center.next({ id: "ana", skills: ["a", "b"] });
    clock.advance(MINUTE);
    expect(await center.enqueue(same)).toMatchObject({ state: "active", receivedAt: NOW });
    await claim?.complete();
    expect(await center.enqueue(same)).toMatchObject({ state: "completed" });
    expect(await center.counts()).toMatchObject({ waiting: 0 });
  });

  test("without an id is always another one", async () => {
    const [a, b] = [await center.enqueue({ channel: "email" }), await center.enqueue({ channel: "email" })];
    expect(a.id).not.toBe(b.id);
  });

  test("does not share its data with whoever put it in", async () => {
    const data = { lines: [1] };
    await center.enqueue({ id: "t", channel: "email", data });
    data.lines.push(2);
    expect((await center.get("t"))?.data).toEqual({ lines: [1] });
  });
});

describe("after its retention", () => {
  const purged = async (center: Center, after: number) => {
    await center.enqueue({ id: "t", channel: "email" });
    await center.cancel("t");
    clock.advance(after - 1);
    await new Promise(setImmediate);
    expect((await center.get("t"))?.state).toBe("cancelled");
    clock.advance(1);
    await new Promise(setImmediate);
    expect(await center.get("t")).toBeUndefined();
  };

  test("of 30 days, a closed ticket is forgotten", () => purged(center, 30 * DAY));
  test("of another length, too", async () => purged(await createCenter({ clock, retention: MINUTE }), MINUTE));

  test("its id is free again, and it is nobody's neighbour", async () => {
    await center.enqueue({ id: "t", channel: "email", contact: "maria" });
    await center.cancel("t");
    clock.advance(30 * DAY);
    await new Promise(setImmediate);
    expect(await center.enqueue({ id: "t", channel: "sms", contact: "maria" })).toMatchObject({ channel: "sms" });
    expect((await center.next(ana))?.alsoWaiting).toEqual([]);
  });

  test("an open ticket is not forgotten, however long it waits", async () => {
    await center.enqueue({ id: "t", channel: "email" });
    clock.advance(365 * DAY);
    await center.enqueue({ channel: "email" });
    expect(await center.position("t")).toBe(1);
  });

  test("two and a half thousand that close at once are forgotten in batches, all of them", async () => {
    const told: number[] = [];
    center.on("purged", ({ tickets }) => told.push(tickets));
    for (let n = 0; n < 2_500; n++) await center.cancel((await center.enqueue({ id: `t${n}`, channel: "email" })).id);
    clock.advance(30 * DAY);
    await new Promise(setImmediate);
    expect(told).toEqual([1_000, 1_000, 500]);
  });
});

describe("the rules", () => {
  test("are in force for what waits, what is held, what is claimed and what comes", async () => {
    await center.enqueue({ id: "rui", channel: "email", contact: "rui" });
    await center.enqueue({ id: "claimed", channel: "email", contact: { id: "bea", segments: ["vip"] } });
    const claim = await center.take("claimed", ana);
    await center.enqueue({ id: "maria", channel: "email", contact: "maria" });
    await center.enqueue({ id: "held", channel: "email", contact: "maria", scheduledFor: NOW + DAY });
    await center.contacts.setRules([
      { contact: "maria", score: 90 },
      { segment: "vip", score: 80 },
    ]);
    await claim?.release();
    await center.enqueue({ id: "new", channel: "email", contact: { id: "lia", segments: ["vip"] } });
    expect(await line()).toEqual(["maria", "claimed", "new", "rui"]);
    await center.contacts.setRules([]);
    expect(await line()).toEqual(["rui", "claimed", "maria", "new"]);
    expect(await center.contacts.rules()).toEqual([]);
  });

  test("stand below a score given with the ticket, until it is null", async () => {
    await center.contacts.setRules([{ contact: "maria", score: 90 }]);
    await center.enqueue({ id: "maria", channel: "email", contact: "maria", contactScore: 10 });
    await center.enqueue({ id: "rui", channel: "email", contact: "rui" });
    expect(await line()).toEqual(["rui", "maria"]);
    await center.update("maria", { contactScore: null });
    expect(await line()).toEqual(["maria", "rui"]);
  });

  test("re-score thousands, in batches, and say when it is done", async () => {
    const told: unknown[] = [];
    center.on("rescored", (event) => told.push(event));
    for (let n = 0; n < 2_100; n++) await center.enqueue({ id: `t${n}`, channel: "email", contact: `c${n}` });
    await center.contacts.setRules([{ contact: "c2099", score: 90 }]);
    expect(told).toEqual([{ version: 1, tickets: 2_100 }]);
    expect((await center.peek())[0].id).toBe("t2099");
  });

  test("that newer ones have overtaken are not said to be in force", async () => {
    const told: unknown[] = [];
    center.on("rescored", (event) => told.push(event));
    await center.enqueue({ id: "maria", channel: "email", contact: "maria" });
    await Promise.all([center.contacts.setRules([{ contact: "maria", score: 90 }]), center.contacts.setRules([])]);
    expect(told).toEqual([{ version: 2, tickets: 1 }]);
  });
});

test("a center that cannot be opened lets go of what it had opened", async () => {
  const store = memoryStore();
  vi.spyOn(store.tallies, "sums").mockImplementation(() => {
    throw new Error("the disk is gone");
  });
  const close = vi.spyOn(store, "close");
  await expect(createCenter({ clock, store })).rejects.toThrow("the disk is gone");
  expect(store.listeners).toBe(0);
  expect(close).toHaveBeenCalledOnce();
});

describe("closed", () => {
  test("a center refuses whatever it is asked, and closes twice without a word", async () => {
    await center.enqueue({ id: "t", channel: "email" });
    const claim = (await center.next(ana))!;
    await center.close();
    await center.close();
    const asked = [
      center.enqueue({ channel: "email" }),
      center.next(ana),
      center.take("t", ana),
      center.claim(claim.token),
      center.claims(),
      center.update("t", {}),
      center.cancel("t"),
      center.get("t"),
      center.peek(),
      center.peekHeld(),
      center.ticketsOf("ana"),
      center.position("t"),
      center.counts(),
      center.urgency(),
      center.channels.set("email", {}),
      center.channels.get("email"),
      center.channels.list(),
      center.contacts.setRules([]),
      center.contacts.rules(),
      claim.complete(),
      claim.release(),
      claim.cancel(),
      center.consent.definePurpose(offers),
      center.consent.grant(maria),
      center.consent.revoke({ contact: "ana" }),
      center.consent.resume({ contact: "ana" }),
      center.consent.inform({ contact: "ana", purposes: ["offers"], evidence: { letter: "7" } }),
      center.consent.check({ contact: "ana", channel: "email", purpose: "offers" }),
      center.consent.history("ana"),
      center.consent.erase({ contact: "ana", reason: "art. 18 VI" }),
      center.consent.purge(),
      center.consent.checkpoint(),
      center.consent.verify(),
      center.consent.proof("ana"),
    ];
    for (const answer of asked) await expect(answer).rejects.toThrow(code("CENTER_CLOSED"));
  });

  test("whoever closes it once more waits until it is closed", async () => {
    const order: string[] = [];
    const store = Object.assign(memoryStore(), {
      async close() {
        await Promise.resolve();
        order.push("store let go");
      },
    });
    const twice = await createCenter({ store, clock });
    void twice.close();
    await twice.close();
    expect(order).toEqual(["store let go"]);
  });

  test("it has ended what it did by itself before it lets go of the store, and does no more", async () => {
    const store = memoryStore();
    const calls: string[] = [];
    const watched: Store = new Proxy(store, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          await undefined;
          calls.push(String(name));
          return Reflect.apply(member, target, args);
        };
      },
    });
    const busy = await createCenter({ store: Object.assign(watched, { shared: true }), clock });
    const errors: unknown[] = [];
    busy.on("error", ({ error }) => errors.push(error));
    await busy.agents.set("ana", { presence: "available", capacity: 9 });
    await busy.autoDistribute();
    await busy.enqueue({ id: "t", channel: "email" });
    await busy.close();
    expect(calls.at(-1)).toBe("close");
    await new Promise(setImmediate);
    clock.advance(DAY);
    await new Promise(setImmediate);
    expect(calls.at(-1)).toBe("close");
    expect(errors).toEqual([]);
  });

  test.each<[string, (busy: Center) => Promise<unknown>]>([
    ["a claim", (busy) => busy.next(ana)],
    ["a question", (busy) => busy.get("t")],
    ["the consent ledger's answer", (busy) => busy.consent.history("ana")],
    ["what the gate is told", (busy) => busy.outbound.delivered({ contact: "ana", channel: "email" })],
    ["what fails", (busy) => busy.outbound.purge(0)],
  ])("it has waited for what was asked of it before: %s", async (_, ask) => {
    const ended: string[] = [];
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const later =
      <Args extends unknown[], Result>(call: (...args: Args) => Result) =>
      async (...args: Args) => {
        await held;
        return call(...args);
      };
    const store = memoryStore();
    const { outbound, consent } = store;
    Object.assign(store, { claimNext: later(store.claimNext.bind(store)), ticket: later(store.ticket.bind(store)) });
    Object.assign(consent, { file: later(consent.file.bind(consent)) });
    Object.assign(outbound, { happened: later(outbound.happened.bind(outbound)) });
    Object.assign(outbound, { purge: later(() => Promise.reject(new Error("the disk is full"))) });
    const busy = await createCenter({ store, clock });
    await busy.enqueue({ id: "t", channel: "email" });
    const asked = ask(busy).then(
      () => ended.push("asked"),
      () => ended.push("asked"),
    );
    const closed = busy.close().then(() => ended.push("closed"));
    await expect(ask(busy)).rejects.toThrow(code("CENTER_CLOSED"));
    await new Promise(setImmediate);
    expect(ended).toEqual([]);
    goOn();
    await Promise.all([asked, closed]);
    expect(ended).toEqual(["asked", "closed"]);
  });

  test("it takes the last step of what was under way, an opt-out's revocation among it", async () => {
    const store = memoryStore();
    const happened = store.outbound.happened.bind(store.outbound);
    const later = async (...given: Parameters<typeof happened>) => {
      await new Promise(setImmediate);
      return happened(...given);
    };
    Object.assign(store.outbound, { happened: later });
    const busy = await createCenter({ store, clock, outbound: { policies: { whatsapp: whatsappPolicy } } });
    const optOut = busy.outbound.received({ contact: "ana", channel: "whatsapp", text: "SAIR" });
    const stopped = busy.outbound.failed({ contact: "rui", channel: "whatsapp", code: 131_050 });
    await busy.close();
    expect(await optOut).toMatchObject({ verdict: "revoke", receipt: { seq: 1 } });
    await stopped;
    const windows = { now: clock.now(), volume: 0, quality: 0 };
    const { contact } = await store.outbound.standing("rui", { channel: "whatsapp" }, windows);
    expect(contact.stoppedSince).toBe(clock.now());
  });

  test("it leaves what it stored to the next one over the same store", async () => {
    const store = memoryStore();
    const first = await createCenter({ store, clock });
    await first.enqueue({ id: "t", channel: "email" });
    const claim = await first.next(ana);
    await first.close();
    const second = await createCenter({ store, clock });
    expect(await (await second.claim(claim?.token ?? ""))?.complete()).toMatchObject({ id: "t", state: "completed" });
  });
});
