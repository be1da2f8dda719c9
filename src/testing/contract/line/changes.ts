import { agree, refused } from "../stage/agree.ts";
import { anybody, type Chapter, LEAD, MINUTE, START } from "../stage/stage.ts";

export const changes: Chapter = {
  "a ticket that waits is changed, and keeps its place in time": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("a", "b", "c");
    const before = await stage.ticket("b");
    clock.advance(MINUTE);
    const change = { channel: "voice", contactScore: 60, skills: ["tech"] };
    agree(await there.update("b", change), { ...before, ...change });
    agree(await store.ticket("b"), { ...before, ...change });
    agree(await stage.line(), ["b", "a", "c"]);
    agree(await stage.line({ id: "ana" }), ["a", "c"]);
    agree(await store.update("b", { channel: "email", contactScore: null, skills: [] }), before);
    agree(await stage.line(), ["a", "b", "c"]);
    agree(await store.update("b", {}), before);
    agree(await stage.line({ id: "ana" }), ["a", "b", "c"]);
  },

  "a ticket that is held is changed, and stays held": async (stage) => {
    const { store, clock } = stage;
    await stage.enterAll({ id: "t", scheduledFor: START + LEAD + 1 });
    const before = await stage.ticket("t");
    agree(await store.update("t", { channel: "voice", contactScore: 60 }), {
      ...{ ...before, channel: "voice", contactScore: 60 },
    });
    agree(await stage.line(), []);
    clock.advance(1);
    agree(await stage.line(), ["t"]);
  },

  "only what waits or is held is changed": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("t");
    const change = { contactScore: 99 };
    await refused(() => store.update("no such", change), "UNKNOWN_TICKET");
    const { token, ticket } = await stage.claim();
    for (const handle of [store, there]) await refused(() => handle.update("t", change), "TICKET_NOT_WAITING");
    agree(await stage.ticket("t"), ticket);
    await store.settle(token, { kind: "complete" });
    await refused(() => there.update("t", change), "TICKET_NOT_WAITING");
    agree((await stage.ticket("t")).contactScore, undefined);
  },

  "a change that may not be changes nothing": async (stage) => {
    const { store } = stage;
    await stage.enterAll("a", "b");
    await store.setChannel("sms", { inbound: false });
    const before = await stage.ticket("b");
    await refused(() => store.update("b", { channel: "telex", contactScore: 99 }), "UNKNOWN_CHANNEL");
    await refused(() => store.update("b", { channel: "sms", contactScore: 99 }), "INBOUND_NOT_ALLOWED");
    agree(await stage.ticket("b"), before);
    agree(await stage.line(), ["a", "b"]);
    // Where it is already, it may stay.
    await store.setChannel("email", { inbound: false });
    agree(await store.update("b", { channel: "email", contactScore: 99 }), { ...before, contactScore: 99 });
  },

  "a ticket is cancelled once, from every open state": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("active", "waiting", { id: "held", scheduledFor: START * 2 });
    const { token, agent, state, claimedAt } = await stage.claim();
    clock.advance(1);
    for (const id of ["active", "waiting", "held"]) {
      const before = await stage.ticket(id);
      const cancelled = { ...before, state: "cancelled", closedAt: START + 1 };
      agree(await there.cancel(id), {
        ticket: cancelled,
        ...(id === "active" && { claim: { agent, state, claimedAt } }),
      });
      agree(await store.ticket(id), cancelled);
      clock.advance(1);
      for (const handle of [store, there]) agree(await handle.cancel(id), undefined);
      agree(await store.ticket(id), cancelled);
      clock.advance(-1);
    }
    await refused(() => store.cancel("no such"), "UNKNOWN_TICKET");
    await refused(() => store.settle(token, { kind: "complete" }), "STALE_CLAIM");
    agree(await store.claim(token), undefined);
    agree(await store.claims({}), []);
    agree(await store.counts(), { waiting: 0, held: 0, paused: 0, absolute: 0, promoted: 0 });
    agree((await store.agenda()).nextChange, undefined);
  },

  "a completed ticket is not cancelled": async (stage) => {
    const { store } = stage;
    await stage.enterAll("t");
    await store.settle((await stage.claim()).token, { kind: "complete" });
    agree(await store.cancel("t"), undefined);
    agree(await stage.state("t"), "completed");
  },

  "closed tickets are forgotten, the longest closed first": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("open", "a", "b", "c", "d");
    for (const id of ["c", "a", "d", "b"]) {
      clock.advance(MINUTE);
      await store.cancel(id);
    }
    agree((await store.agenda()).oldestClosed, START + MINUTE);
    agree(await store.purge(START + MINUTE - 1, 9), 0);
    agree(await there.purge(START + 3 * MINUTE, 2), 2);
    agree(await Promise.all(["a", "b", "c", "d", "open"].map((id) => stage.state(id))), [
      ...[undefined, "cancelled", undefined, "cancelled", "waiting"],
    ]);
    agree((await there.agenda()).oldestClosed, START + 3 * MINUTE);
    agree(await store.purge(START + 3 * MINUTE, 9), 1);
    agree(await store.purge(START * 2, 9), 1);
    agree((await store.agenda()).oldestClosed, undefined);
    agree(await store.purge(START * 2, 9), 0);
    agree(await stage.line(), ["open"]);
  },

  "a forgotten id is free again": async (stage) => {
    const { store } = stage;
    await stage.enterAll({ id: "t", contact: "maria" }, "other");
    await store.cancel("t");
    await store.purge(START, 1);
    await refused(() => store.cancel("t"), "UNKNOWN_TICKET");
    agree(await store.forget("maria"), 0, "how many tickets of theirs are left");
    const { arrival } = await stage.enter({ id: "t", channel: "voice" });
    agree(arrival > (await stage.ticket("other")).arrival, true, "whether it arrived anew");
    agree(await stage.line(), ["other", "t"]);
    agree((await store.claimTicket("t", anybody, stage.token())).holding?.ticket.channel, "voice");
  },
};
