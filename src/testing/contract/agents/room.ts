import type { AgentChange } from "../../../model/agent.ts";
import { agree } from "../stage/agree.ts";
import { type Chapter, held, MINUTE, START, type Stage } from "../stage/stage.ts";

const upTo = (total: number, byChannel: Record<string, number> = {}): AgentChange => ({
  capacity: { total, byChannel },
});
const wrapping = (otherwise: number, byChannel: Record<string, number> = {}): AgentChange => ({
  wrapUp: { otherwise, byChannel },
});
const times = <Value>(length: number, one: (n: number) => Promise<Value>) =>
  Promise.all(Array.from({ length }, (_, n) => one(n)));

/** What Next gives to an agent, by their id. */
const nextOn = (stage: Stage) => async (agent: string) =>
  (await stage.there.claimNext(agent, stage.token())).holding?.ticket.id;

/** How many tickets an agent can have, and what takes a place. */
export const room: Chapter = {
  "an agent is given as many as they can have, on all channels together": async (stage) => {
    const { store } = stage;
    const next = nextOn(stage);
    await stage.hire("ana", upTo(2));
    await stage.enterAll("1", "2", "3");
    const first = await stage.claim("ana");
    agree(await next("ana"), "2");
    agree(await next("ana"), undefined);
    agree(await store.claimTicket("3", "ana", stage.token()), {});
    agree(await store.offer(stage.proposal("3", "ana")), {});
    // The same token again is the same claim, room or no room.
    agree((await store.claimNext("ana", first.token)).holding?.ticket.id, "1");
    await store.settle(first.token, { kind: "complete" });
    agree((await store.offer(stage.proposal("3", "ana"))).holding?.ticket.id, "3");
    agree(await next("ana"), undefined);
  },

  "and as many of a channel; others are given to them meanwhile": async (stage) => {
    const { store } = stage;
    const next = nextOn(stage);
    await stage.hire("ana", upTo(3, { email: 1, voice: 0 }));
    await stage.enterAll("1", "2", { id: "voice", channel: "voice" }, { id: "sms", channel: "sms" });
    agree(await next("ana"), "1");
    agree(await store.claimTicket("2", "ana", stage.token()), {});
    agree(await store.claimTicket("voice", "ana", stage.token()), {});
    agree(await store.offer(stage.proposal("2", "ana")), {});
    agree(await next("ana"), "sms");
    agree(await next("ana"), undefined);
  },

  "only what their channels and skills allow is given to them": async (stage) => {
    const next = nextOn(stage);
    await stage.hire("ana", { ...upTo(9), channels: ["email"], skills: ["tech"] });
    await stage.enterAll({ id: "voice", channel: "voice" }, { id: "latin", skills: ["Latin"] }, "1", {
      ...{ id: "2", skills: ["tech"] },
    });
    for (const id of ["voice", "latin"]) {
      agree(await stage.store.claimTicket(id, "ana", stage.token()), {});
      agree(await stage.store.offer(stage.proposal(id, "ana")), {});
    }
    agree([await next("ana"), await next("ana"), await next("ana")], ["1", "2", undefined]);
  },

  "who is away or offline is given nothing": async (stage) => {
    const { store } = stage;
    const next = nextOn(stage);
    await stage.enterAll("t");
    for (const presence of ["away", "offline"] as const) {
      await stage.hire("ana", { presence });
      agree(await next("ana"), undefined, `what is next for one who is ${presence}`);
      agree(await store.claimTicket("t", "ana", stage.token()), {});
      agree(await store.offer(stage.proposal("t", "ana")), {});
    }
    await stage.hire("ana");
    agree(await next("ana"), "t");
  },

  "with less room than they have tickets, they keep them, and are given no more": async (stage) => {
    const { store, there } = stage;
    const next = nextOn(stage);
    await stage.hire("ana", upTo(2));
    await stage.enterAll("1", "2", "3");
    const [first, second] = [await stage.claim("ana"), await stage.offer("2", "ana")];
    await there.agents.set("ana", upTo(1));
    agree(await store.claims({ agent: "ana" }), [first, second]);
    agree(held(await there.accept(second.token)).state, "active");
    await store.settle(first.token, { kind: "complete" });
    agree(await next("ana"), undefined);
    await there.agents.set("ana", upTo(2));
    agree(await next("ana"), "3");
  },

  "those alone are listed who have room for a ticket of some channel": async (stage) => {
    const { store, there } = stage;
    const withRoom = async () => (await there.agents.list({ withRoom: true })).map(({ id }) => id);
    await stage.hire("away", { presence: "away" });
    await stage.hire("one");
    await stage.hire("mail", { ...upTo(3, { email: 1 }), channels: ["email"] });
    await stage.hire("some", { ...upTo(3, { email: 1 }), channels: ["email", "voice"] });
    await stage.hire("none", { channels: [] });
    await stage.hire("zero", upTo(0));
    agree(await withRoom(), ["one", "mail", "some"]);
    agree((await store.agents.list({ withRoom: false })).length, 6);
    await stage.enterAll("1", "2", "3");
    const claims = [await stage.claim("one"), await stage.claim("mail"), await stage.claim("some")];
    agree(await withRoom(), ["some"]);
    await store.settle(claims[0]!.token, { kind: "complete" });
    await store.settle(claims[1]!.token, { kind: "complete" });
    agree(await withRoom(), ["one", "mail", "some"]);
    // All channels there are, each full.
    const full = Object.fromEntries((await store.channels()).map(({ id }) => [id, 0]));
    await stage.hire("one", upTo(1, full));
    agree(await withRoom(), ["mail", "some"]);
    await store.setChannel("fax", {});
    agree(await withRoom(), ["one", "mail", "some"]);
    await store.agents.remove("mail");
    agree(await withRoom(), ["one", "some"]);
    await store.agents.remove("one");
    await stage.hire("one");
    await stage.hire("mail");
    agree(await withRoom(), ["some", "one", "mail"]);
  },

  "a wrap-up takes a place on its channel, and ends by itself, to the millisecond": async (stage) => {
    const { store, there, clock } = stage;
    const next = nextOn(stage);
    await stage.hire("ana", { ...upTo(2, { email: 1 }), ...wrapping(MINUTE, { voice: 0 }) });
    await stage.enterAll("1", "2", { id: "voice", channel: "voice" }, { id: "sms", channel: "sms" });
    const { token } = await stage.claim("ana");
    clock.advance(5);
    await store.settle(token, { kind: "complete" });
    const until = START + 5 + MINUTE;
    const ana = await there.agents.get("ana");
    agree([ana?.load, ana?.wrappingUp, ana?.idleSince], [{}, [{ channel: "email", until }], until]);
    agree(await store.claimTicket("2", "ana", stage.token()), {});
    agree(await next("ana"), "voice");
    agree(await next("ana"), undefined);
    clock.set(until - 1);
    agree(await next("ana"), undefined);
    clock.set(until);
    agree((await store.agents.get("ana"))?.wrappingUp, []);
    agree(await next("ana"), "2");
  },

  "it begins however their ticket ends; not with an offer that ends, nor where it is 0": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { ...upTo(9), ...wrapping(2, { voice: 1, sms: 0 }) });
    await stage.hire("bia", { ...upTo(9) });
    await stage.enterAll("1", "2", "3", "offered", "accepted");
    await stage.enterAll({ id: "sms", channel: "sms" }, { id: "voice", channel: "voice" }, "bia's");
    const claim = async (id: string, agent = "ana") => held(await store.claimTicket(id, agent, stage.token())).token;
    await store.settle(await claim("1"), { kind: "cancel" });
    // On the channel on which they served it, wherever it goes.
    await store.settle(await claim("voice"), { kind: "release", change: { channel: "email" } });
    await claim("2");
    await there.cancel("2");
    await store.settle(await claim("sms"), { kind: "complete" });
    await store.settle(await claim("bia's", "bia"), { kind: "complete" });
    await store.settle((await stage.offer("offered", "ana")).token, { kind: "complete" });
    await store.settle((await stage.offer("accepted", "ana")).token, { kind: "return" });
    const mail = { channel: "email", until: START + 2 };
    const voice = { channel: "voice", until: START + 1 };
    const ana = await store.agents.get("ana");
    agree([ana?.wrappingUp, ana?.idleSince], [[voice, mail, mail], START + 2]);
    agree((await there.agents.get("bia"))?.wrappingUp, []);
    clock.advance(1);
    const { token } = await stage.offer("accepted", "ana");
    await there.accept(token);
    await there.settle(token, { kind: "complete" });
    agree((await there.agents.get("ana"))?.wrappingUp, [mail, mail, { channel: "email", until: START + 3 }]);
  },

  "an agent ends all their wrap-ups when they are ready": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { ...upTo(2), ...wrapping(MINUTE) });
    await stage.enterAll("1", "2", "3");
    for (const { token } of [await stage.claim("ana"), await stage.claim("ana")])
      await store.settle(token, { kind: "complete" });
    clock.advance(7);
    const ana = await there.agents.ready("ana");
    agree([ana.wrappingUp, ana.idleSince, ana.heardAt], [[], START + 7, START]);
    clock.advance(1);
    agree((await store.agents.ready("ana")).idleSince, START + 7);
    const { ticket, token } = await stage.claim("ana");
    agree(ticket.id, "3");
    await store.settle(token, { kind: "complete" });
    clock.advance(MINUTE + 1);
    agree((await there.agents.ready("ana")).idleSince, START + 8 + MINUTE, "since when, where it was over already");
  },

  "a ticket that they described themselves for wraps up too, where they are registered": async (stage) => {
    const { store } = stage;
    await stage.hire("ana", wrapping(MINUTE));
    await stage.enterAll("1");
    await store.settle((await stage.claim({ id: "ana" })).token, { kind: "complete" });
    agree((await store.agents.get("ana"))?.wrappingUp, [{ channel: "email", until: START + MINUTE }]);
  },

  "an agent who asks many times at once never has more than they can": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", upTo(3, { voice: 1 }));
    for (const n of Array.from({ length: 20 }, (_, n) => n))
      await stage.enter({ id: `t${n}`, channel: n % 2 === 0 ? "voice" : "email" });
    await times(20, async (n) => {
      const on = n % 2 === 0 ? store : there;
      if (n % 3 === 0) return on.claimTicket(`t${n}`, "ana", stage.token());
      return n % 3 === 1 ? on.claimNext("ana", stage.token()) : on.offer(stage.proposal(`t${n}`, "ana"));
    });
    const has = (await store.claims({ agent: "ana" })).map(({ ticket }) => ticket.channel);
    agree([has.length, has.filter((channel) => channel === "voice").length <= 1], [3, true]);
    agree((await stage.line()).length, 17);
  },
};
