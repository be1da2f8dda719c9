import type { Settlement } from "../../../stores/store.ts";
import { agree, refused } from "../stage/agree.ts";
import { type Chapter, MINUTE, told } from "../stage/stage.ts";

/** Offers that nobody has accepted before their deadline. */
export const lapses: Chapter = {
  "an offer lapses at its deadline, to the millisecond, and the ticket stands where it stood": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana");
    await stage.enterAll("1", "2", "3");
    const before = await stage.ticket("2");
    const { token, claimedAt } = await stage.offer("2", "ana");
    clock.advance(MINUTE - 1);
    await stage.enter({ id: "4" });
    agree((await there.claim(token))?.state, "offered");
    agree(await stage.line(), ["1", "3", "4"]);
    clock.advance(1);
    agree(await stage.ticket("2"), before);
    agree(await stage.line(), ["1", "2", "3", "4"]);
    for (const handle of [store, there]) agree(await handle.claim(token), undefined);
    agree(await there.claims({}), []);
    agree((await store.agents.get("ana"))?.load, {});
    const [here, elsewhere] = await Promise.all([store.agenda(), there.agenda()]);
    const claim = { agent: "ana", state: "offered", claimedAt };
    agree([...here.passed, ...elsewhere.passed], [{ what: "lapsed", ticket: before, claim }]);
    agree(told(await there.agenda()), []);
  },

  "every member sees that it has lapsed, with no timer running": async (stage) => {
    const { store, there, clock } = stage;
    const members = {
      ticket: async () => (await stage.state("t")) === "waiting",
      peek: async () => (await there.peek(1)).length === 1,
      position: async () => (await there.position("t")) === 1,
      counts: async () => (await there.counts()).waiting === 1,
      agenda: async () => told(await there.agenda())[0] === "lapsed t",
      claims: async () => (await there.claims({})).length === 0,
      agents: async () => (await there.agents.list({ withRoom: true })).length === 1,
      lanes: async () => (await there.lanes(() => 1)).length === 1,
      update: async () => "state" in (await there.update("t", {})),
      offer: async () => (await store.offer(stage.proposal("t", "ana"))).holding !== undefined,
      claimTicket: async () => (await there.claimTicket("t", "ana", stage.token())).holding !== undefined,
      claimNext: async () => (await there.claimNext("ana", stage.token())).holding !== undefined,
      cancel: async () => (await there.cancel("t"))?.claim === undefined,
    };
    await stage.hire("ana");
    for (const [member, sees] of Object.entries(members)) {
      await stage.enter({ id: "t" });
      await stage.offer("t", "ana");
      clock.advance(MINUTE);
      agree(await sees(), true, `whether "${member}" sees it`);
      await store.cancel("t");
      await store.purge(clock.now(), 9);
      await store.agenda();
    }
  },

  "what has lapsed, or was never offered, cannot be accepted or settled": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana");
    await stage.enterAll("t");
    const { token } = await stage.offer("t", "ana");
    clock.advance(MINUTE);
    const settlements: Settlement[] = [
      ...([{ kind: "complete" }, { kind: "cancel" }, { kind: "return", refusedFor: 1 }] as const),
      { kind: "release", change: { contactScore: 1 } },
    ];
    for (const stale of [token, "never given"]) {
      await refused(() => there.accept(stale), "STALE_CLAIM");
      for (const settlement of settlements) await refused(() => there.settle(stale, settlement), "STALE_CLAIM");
    }
    agree((await stage.ticket("t")).contactScore, undefined);
    agree((await store.offer(stage.proposal("t", "ana"))).holding?.ticket.id, "t");
  },
};
