import { agree, refused } from "../stage/agree.ts";
import { type Chapter, held, MINUTE, told } from "../stage/stage.ts";

const many = { capacity: { total: 9, byChannel: {} } };

/** Offers that come back: returned, refused, taken back. */
export const returns: Chapter = {
  "returned, it waits again where it stood, and may be offered to the same agent": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana");
    await stage.enterAll("1", "2");
    const before = await stage.ticket("1");
    const { token, claimedAt } = await stage.offer("1", "ana");
    agree(await there.settle(token, { kind: "return" }), {
      ...{ ticket: before, claim: { agent: "ana", state: "offered", claimedAt } },
    });
    agree(await stage.line(), ["1", "2"]);
    agree(told(await store.agenda()), []);
    await stage.offer("1", "ana");
  },

  "whoever has refused it is not offered it again until the moment; others are": async (stage) => {
    const { store, there, clock } = stage;
    for (const id of ["ana", "bia"]) await stage.hire(id, many);
    await stage.enterAll("1", "2");
    const { token } = await stage.offer("1", "ana");
    clock.advance(1);
    await there.settle(token, { kind: "return", refusedFor: MINUTE });
    agree(await stage.line(), ["1", "2"]);
    for (const handle of [store, there]) agree(await handle.offer(stage.proposal("1", "ana")), {});
    agree((await there.offer(stage.proposal("2", "ana"))).holding?.ticket.id, "2");
    const offer = await stage.offer("1", "bia");
    await store.settle(offer.token, { kind: "return", refusedFor: 3 * MINUTE });
    clock.advance(MINUTE - 1);
    agree(await there.offer(stage.proposal("1", "ana")), {});
    clock.advance(1);
    agree(await there.offer(stage.proposal("1", "bia")), {});
    agree((await there.offer(stage.proposal("1", "ana"))).holding?.ticket.id, "1");
  },

  "who has refused it is told until the moment, wherever it is": async (stage) => {
    const { store, there, clock } = stage;
    for (const id of ["ana", "bia"]) await stage.hire(id, many);
    await stage.enterAll("t");
    for (const [agent, refusedFor] of [
      ["ana", MINUTE],
      ["bia", 3 * MINUTE],
    ] as const)
      await store.settle((await stage.offer("t", agent)).token, { kind: "return", refusedFor });
    const refusers = async () => [...(await there.refusedBy("t"))].sort();
    agree(await refusers(), ["ana", "bia"]);
    await store.setChannel("email", { enabled: false });
    agree(await refusers(), ["ana", "bia"], "of one on a paused channel");
    await store.update("t", { scheduledFor: clock.now() + 9 * MINUTE });
    clock.advance(MINUTE - 1);
    agree([await stage.state("t"), await refusers()], ["held", ["ana", "bia"]]);
    clock.advance(1);
    agree(await refusers(), ["bia"]);
    agree(await there.refusedBy("no such"), []);
  },

  "a refusal that has ended holds again with a clock that goes back before its end, whoever has refused since": async (
    stage,
  ) => {
    const { store, there, clock } = stage;
    for (const id of ["ana", "bia"]) await stage.hire(id, many);
    await stage.enterAll("t");
    const begin = clock.now();
    const refuse = async (agent: string) =>
      void (await store.settle((await stage.offer("t", agent)).token, { kind: "return", refusedFor: MINUTE }));
    await refuse("bia");
    clock.advance(2 * MINUTE);
    await refuse("ana");
    clock.set(begin + 1);
    agree([...(await there.refusedBy("t"))].sort(), ["ana", "bia"]);
    agree(await there.offer(stage.proposal("t", "bia")), {});
  },

  "a refusal outlasts other claims and changes; Next and take ask for none": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", many);
    await stage.enterAll("t");
    const { token } = await stage.offer("t", "ana");
    await store.settle(token, { kind: "return", refusedFor: MINUTE });
    const next = held(await there.claimNext("ana", stage.token()));
    await store.settle(next.token, { kind: "release", change: { channel: "voice" } });
    const taken = held(await there.claimTicket("t", "ana", stage.token()));
    await store.settle(taken.token, { kind: "release", change: {} });
    await store.update("t", { skills: [] });
    agree(await there.offer(stage.proposal("t", "ana")), {});
  },

  "an accepted offer is not returned any more, nor is what was never offered": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", many);
    await stage.enterAll("1", "2");
    const { token } = await stage.offer("1", "ana");
    const accepted = held(await store.accept(token));
    const claim = await stage.claim("ana");
    for (const { token } of [accepted, claim])
      await refused(() => there.settle(token, { kind: "return", refusedFor: MINUTE }), "OFFER_ACCEPTED");
    agree(await store.claims({}), [accepted, claim]);
    await store.settle(token, { kind: "release", change: {} });
    agree((await there.offer(stage.proposal("1", "ana"))).holding?.ticket.id, "1");
  },

  "an agent who goes, or is removed, has their offers taken back, and keeps what they serve": async (stage) => {
    const { store, there } = stage;
    const going = {
      away: () => there.agents.set("ana", { presence: "away" }),
      offline: () => there.agents.set("ana", { presence: "offline" }),
      removed: () => there.agents.remove("ana"),
    };
    for (const [how, go] of Object.entries(going)) {
      await stage.hire("ana", many);
      await stage.enterAll(`${how} active`, `${how} offered`);
      const active = await stage.claim("ana");
      const offered = await stage.offer(`${how} offered`, "ana");
      const gone = await go();
      if (typeof gone === "object") agree(gone.load, { email: 1 });
      agree(await stage.line(), [`${how} offered`]);
      await refused(() => store.accept(offered.token), "STALE_CLAIM");
      agree(await store.claim(active.token), active);
      const { agent, state, claimedAt } = offered;
      agree((await there.agenda()).passed, [
        ...[{ what: "lapsed", ticket: await stage.ticket(`${how} offered`), claim: { agent, state, claimedAt } }],
      ]);
      for (const id of [`${how} active`, `${how} offered`]) await store.cancel(id);
    }
  },
};
