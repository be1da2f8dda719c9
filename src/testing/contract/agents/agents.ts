import type { Agent, AgentChange } from "../../../model/agent.ts";
import type { Store } from "../../../stores/store.ts";
import { agree, refused } from "../stage/agree.ts";
import { type Chapter, LEAD, MINUTE, START } from "../stage/stage.ts";

const everything = {
  channels: ["email", "webchat"],
  skills: ["billing", "tech"],
  capacity: { total: 3, byChannel: { email: 2 } },
  wrapUp: { byChannel: { email: 1 }, otherwise: MINUTE },
  presence: "available",
  heartbeat: MINUTE,
  releaseAfter: LEAD,
} as const;

const names = (agents: readonly Agent[]) => agents.map(({ id }) => id);

/** Who is registered, and what is known of them. */
export const agents: Chapter = {
  "a new agent serves every channel, has no skills, takes one ticket at a time, and is offline": async (stage) => {
    const { store, there } = stage;
    agree(await store.agents.list(), []);
    agree(await store.agents.get("ana"), undefined);
    const ana = {
      ...{ id: "ana", skills: [], presence: "offline", vanished: false, load: {}, wrappingUp: [] },
      ...{ capacity: { total: 1, byChannel: {} }, wrapUp: { byChannel: {}, otherwise: 0 } },
      ...{ presenceSince: START, heardAt: START, idleSince: START },
    };
    agree(await store.agents.set("ana", {}), ana);
    for (const handle of [store, there]) {
      agree(await handle.agents.get("ana"), ana);
      agree(await handle.agents.list(), [ana]);
    }
    const bia = { id: "bia", ...everything, vanished: false, load: {}, wrappingUp: [] };
    agree(await there.agents.set("bia", everything), {
      ...bia,
      presenceSince: START,
      heardAt: START,
      idleSince: START,
    });
  },

  "what is given is changed, the rest stays as it is; null takes a limit away": async (stage) => {
    const { store, there } = stage;
    const before = await store.agents.set("ana", everything);
    agree(await there.agents.set("ana", {}), before);
    agree(await there.agents.set("ana", { channels: undefined, heartbeat: undefined }), before);
    const changes = [
      { skills: ["english"] },
      { channels: [] },
      { capacity: { total: 2, byChannel: { voice: 0 } } },
      { wrapUp: { byChannel: {}, otherwise: 2 } },
      { heartbeat: 2 * MINUTE, releaseAfter: 0 },
    ];
    for (let [n, expected] = [0, before]; n < changes.length; n++) {
      expected = { ...expected, ...changes[n] };
      agree(await [store, there][n % 2]!.agents.set("ana", changes[n]!), expected);
      agree(await store.agents.get("ana"), expected);
    }
    const { channels, heartbeat, releaseAfter } = await store.agents.set("ana", {
      ...{ channels: null, heartbeat: null, releaseAfter: null },
    });
    agree([channels, heartbeat, releaseAfter], [undefined, undefined, undefined]);
  },

  "a capacity without a total keeps the one there is, as it is by then": async (stage) => {
    const { store, there } = stage;
    const capacityOf = async (handle: Store, capacity: AgentChange["capacity"]) =>
      (await handle.agents.set("ana", { capacity })).capacity;
    agree(await capacityOf(store, { byChannel: { voice: 1 } }), { total: 1, byChannel: { voice: 1 } });
    agree(await capacityOf(there, { total: 0, byChannel: {} }), { total: 0, byChannel: {} });
    agree(await capacityOf(store, { total: undefined, byChannel: {} }), { total: 0, byChannel: {} });
    await Promise.all([
      capacityOf(store, { total: 5, byChannel: {} }),
      capacityOf(there, { byChannel: { email: 2, 'a "/é"': 3 } }),
    ]);
    agree((await store.agents.get("ana"))?.capacity.total, 5);
    const byChannel = { email: 2, 'a "/é"': 3 };
    agree(await capacityOf(there, { byChannel }), { total: 5, byChannel });
    agree((await store.agents.get("ana"))?.capacity, { total: 5, byChannel });
  },

  "agents are listed in the order in which they were first set": async ({ store, there }) => {
    for (const id of ["caio", "ana", "bia"]) await store.agents.set(id, {});
    await there.agents.set("ana", { skills: ["tech"] });
    agree(names(await there.agents.list()), ["caio", "ana", "bia"]);
    agree(await store.agents.remove("caio"), true);
    await there.agents.set("caio", {});
    agree(names(await store.agents.list()), ["ana", "bia", "caio"]);
  },

  "it says since when they are present or away, and since when they could have been given something": async (stage) => {
    const { store, there, clock } = stage;
    const moments = ({ presenceSince, heardAt, idleSince }: Agent) =>
      [presenceSince, heardAt, idleSince].map((moment) => moment - START);
    agree(moments(await store.agents.set("ana", {})), [0, 0, 0]);
    clock.advance(1);
    agree(moments(await there.agents.set("ana", { presence: "available" })), [1, 1, 1]);
    clock.advance(1);
    agree(moments(await store.agents.set("ana", { presence: "available", skills: ["tech"] })), [1, 2, 1]);
    clock.advance(1);
    agree(moments(await there.agents.heartbeat("ana")), [1, 3, 1]);
    clock.advance(1);
    agree(moments(await store.agents.set("ana", { presence: "away" })), [4, 4, 1]);
    clock.advance(1);
    agree(moments(await there.agents.set("ana", { presence: "offline" })), [5, 5, 1]);
    clock.advance(1);
    agree(moments(await store.agents.set("ana", { presence: "available" })), [6, 6, 6]);
    clock.advance(1);
    agree(moments(await there.agents.ready("ana")), [6, 6, 6]);
  },

  "their load says what they have, offered or accepted, however it came to them": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", { capacity: { total: 2, byChannel: {} } });
    await stage.enterAll("1", "2", { id: "3", channel: "voice" }, { id: "4", channel: "sms" });
    const load = async () => (await there.agents.get("ana"))?.load;
    const first = await stage.claim("ana");
    agree(await load(), { email: 1 });
    const offer = await stage.offer("3", "ana");
    agree(await load(), { email: 1, voice: 1 });
    // Described on the spot, nobody asks how much they have already.
    for (const id of ["2", "4"]) agree((await stage.claim({ id: "ana" })).ticket.id, id);
    agree(await load(), { email: 2, voice: 1, sms: 1 });
    await store.accept(offer.token);
    agree(await load(), { email: 2, voice: 1, sms: 1 });
    await there.settle(first.token, { kind: "complete" });
    await store.settle(offer.token, { kind: "release", change: { channel: "email" } });
    agree(await load(), { email: 1, sms: 1 });
  },

  "once removed they are unknown, and what they serve stays with them": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", { capacity: { total: 2, byChannel: {} }, wrapUp: { byChannel: {}, otherwise: 9 } });
    await stage.enterAll("active", "other");
    const claim = await stage.claim("ana");
    agree(await there.agents.remove("ana"), true);
    for (const handle of [store, there]) agree(await handle.agents.remove("ana"), false);
    agree(await store.agents.get("ana"), undefined);
    agree(await store.agents.list(), []);
    await refused(() => there.claimNext("ana", stage.token()), "UNKNOWN_AGENT");
    agree(await there.claim(claim.token), claim);
    // Whoever comes back has what they had.
    agree((await stage.hire("ana")).load, { email: 1 });
    await there.settle(claim.token, { kind: "complete" });
  },

  "with them go their wrap-ups, though they come back": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", { wrapUp: { byChannel: {}, otherwise: MINUTE } });
    await stage.enterAll("t");
    await there.settle((await stage.claim("ana")).token, { kind: "complete" });
    agree((await store.agents.get("ana"))?.wrappingUp, [{ channel: "email", until: START + MINUTE }]);
    await store.agents.remove("ana");
    agree((await stage.hire("ana")).wrappingUp, []);
  },

  "somebody who is not registered is unknown": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("t");
    await refused(() => store.agents.heartbeat("nobody"), "UNKNOWN_AGENT");
    await refused(() => there.agents.ready("nobody"), "UNKNOWN_AGENT");
    await refused(() => store.claimNext("nobody", stage.token()), "UNKNOWN_AGENT");
    await refused(() => there.claimTicket("t", "nobody", stage.token()), "UNKNOWN_AGENT");
    await refused(() => stage.offer("t", "nobody"), "UNKNOWN_AGENT");
    agree(await store.agents.remove("nobody"), false);
    agree(await store.agents.list(), []);
    agree(await stage.line(), ["t"]);
  },
};
