import { agree, refused } from "../stage/agree.ts";
import { type Chapter, MINUTE, START, told } from "../stage/stage.ts";

const many = { capacity: { total: 9, byChannel: {} } };

/** What becomes of agents who are not heard from, and of what they have. */
export const vanishing: Chapter = {
  "an agent who is not heard from has vanished, to the millisecond, and counts as away": async (stage) => {
    const { store, there, clock } = stage;
    const before = await stage.hire("ana", { heartbeat: MINUTE });
    await stage.enterAll("t");
    clock.advance(MINUTE - 1);
    agree(await there.agents.get("ana"), before);
    clock.advance(1);
    const vanished = { ...before, presence: "away", vanished: true, presenceSince: START + MINUTE };
    for (const handle of [store, there]) {
      agree(await handle.agents.get("ana"), vanished);
      agree(await handle.agents.list(), [vanished]);
      agree(await handle.agents.list({ withRoom: true }), []);
      agree(await handle.claimNext("ana", stage.token()), {});
      agree(await handle.claimTicket("t", "ana", stage.token()), {});
      agree(await handle.offer(stage.proposal("t", "ana")), {});
    }
    // It is nobody's concern when it was noticed.
    clock.advance(MINUTE);
    agree(await there.agents.get("ana"), vanished);
  },

  "heard from, an agent is there again, and idle since then, whether anybody had looked or not": async (stage) => {
    const { store, there, clock } = stage;
    const ways = [
      () => there.agents.heartbeat("ana"),
      () => there.agents.set("ana", {}),
      () => store.agents.set("ana", { presence: "available" }),
    ];
    for (const [n, hear] of [...ways, ...ways].entries()) {
      clock.set(START);
      const before = await stage.hire(n === 0 ? "ana" : "bia", { heartbeat: MINUTE });
      await stage.hire("ana", { heartbeat: MINUTE });
      clock.set(START + MINUTE + 1);
      if (n < ways.length) agree((await store.agents.get("ana"))?.vanished, true);
      const now = clock.now();
      const again = { ...before, id: "ana", presenceSince: now, heardAt: now, idleSince: now };
      agree(await hear(), again, `what hearing answers (${n})`);
      agree(await store.agents.get("ana"), again);
      await store.agents.remove("ana");
    }
  },

  "a heartbeat in time puts it off; being ready, or asked for, is no heartbeat": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { heartbeat: MINUTE });
    await stage.enterAll("t");
    clock.advance(MINUTE - 1);
    const ana = await there.agents.heartbeat("ana");
    agree([ana.heardAt, ana.presenceSince, ana.idleSince], [START + MINUTE - 1, START, START]);
    clock.advance(MINUTE - 1);
    await store.agents.ready("ana");
    await stage.claim("ana");
    agree((await store.agents.get("ana"))?.vanished, false);
    clock.advance(1);
    agree((await store.agents.get("ana"))?.vanished, true);
  },

  "that somebody has vanished is told once, until they are heard from again": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { heartbeat: MINUTE });
    await stage.hire("bia", { heartbeat: MINUTE, presence: "away" });
    await stage.hire("caio", { heartbeat: MINUTE, presence: "offline" });
    await stage.hire("duda");
    const vanished = async () => [...(await store.agenda()).vanished, ...(await there.agenda()).vanished].sort();
    clock.advance(MINUTE - 1);
    agree(await vanished(), []);
    clock.advance(1);
    const [here, elsewhere] = await Promise.all([store.agenda(), there.agenda()]);
    agree([...here.vanished, ...elsewhere.vanished].sort(), ["ana", "bia"]);
    agree(await vanished(), []);
    await there.agents.heartbeat("ana");
    agree(await vanished(), []);
    clock.advance(MINUTE);
    agree(await vanished(), ["ana"]);
    await store.agents.set("ana", { presence: "offline" });
    clock.advance(9 * MINUTE);
    agree(await vanished(), []);
    const caio = await store.agents.get("caio");
    agree([caio?.vanished, caio?.presence, (await store.agents.get("duda"))?.vanished], [false, "offline", false]);
    const bia = await store.agents.get("bia");
    agree([bia?.vanished, bia?.presence, bia?.presenceSince], [true, "away", START]);
  },

  "their offers wait again at that moment": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { ...many, heartbeat: MINUTE });
    await stage.enterAll("long", "short", "active");
    const offer = await stage.offer("long", "ana", 9 * MINUTE);
    const short = await stage.offer("short", "ana", 1);
    await stage.claim("ana");
    agree([offer.deadline, short.deadline], [START + 9 * MINUTE, START + 1]);
    clock.advance(MINUTE - 1);
    agree(await stage.line(), ["short"]);
    agree(told(await there.agenda()), ["lapsed short"]);
    clock.advance(1);
    agree(await stage.line(), ["long", "short"]);
    await refused(() => there.accept(offer.token), "STALE_CLAIM");
    agree((await store.agenda()).passed, [
      {
        what: "lapsed",
        ticket: await stage.ticket("long"),
        claim: { agent: "ana", state: "offered", claimedAt: START },
      },
    ]);
    agree((await store.agents.get("ana"))?.load, { email: 1 });
  },

  "who is heard from in time keeps their offers until the deadline": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { ...many, heartbeat: MINUTE });
    await stage.enterAll("t");
    await stage.offer("t", "ana", 2 * MINUTE);
    clock.advance(MINUTE - 1);
    await there.agents.heartbeat("ana");
    clock.advance(MINUTE - 1);
    agree(await stage.state("t"), "offered");
    await store.agents.heartbeat("ana");
    clock.advance(2);
    agree(await stage.state("t"), "waiting");
    agree((await store.agents.get("ana"))?.vanished, false);
  },

  "what they serve waits again so much later, where it stood, and wraps nothing up": async (stage) => {
    const { store, there, clock } = stage;
    const wrapUp = { byChannel: {}, otherwise: MINUTE };
    await stage.hire("ana", { ...many, wrapUp, heartbeat: MINUTE, releaseAfter: 2 * MINUTE });
    await stage.hire("bia", { heartbeat: MINUTE });
    await stage.enterAll("1", "2", "bia's", "last");
    const { token, claimedAt } = await stage.claim("ana");
    await stage.claim("ana", there);
    await stage.claim("bia");
    clock.advance(3 * MINUTE - 1);
    agree(await stage.line(), ["last"]);
    agree((await there.claim(token))?.ticket.id, "1");
    clock.advance(1);
    agree(await stage.line(), ["1", "2", "last"]);
    await refused(() => store.settle(token, { kind: "complete" }), "STALE_CLAIM");
    const agenda = await there.agenda();
    agree(told(agenda).sort(), ["released 1", "released 2"]);
    const claim = { agent: "ana", state: "active", claimedAt };
    const first = await stage.ticket("1");
    agree(
      agenda.passed.find(({ ticket }) => ticket.id === "1"),
      { what: "released", ticket: first, claim },
    );
    agree([first.state, first.answeredAt], ["waiting", START]);
    agree(told(await store.agenda()), []);
    const ana = await store.agents.get("ana");
    agree([ana?.load, ana?.wrappingUp], [{}, []]);
    clock.advance(999 * MINUTE);
    agree(await stage.state("bia's"), "active");
  },

  "who is heard from before then keeps what they serve": async (stage) => {
    const { there, clock } = stage;
    await stage.hire("ana", { heartbeat: MINUTE, releaseAfter: MINUTE });
    await stage.enterAll("t");
    const claim = await stage.claim("ana");
    clock.advance(2 * MINUTE - 1);
    agree((await there.agents.get("ana"))?.vanished, true);
    await there.agents.heartbeat("ana");
    clock.advance(2 * MINUTE - 1);
    agree(await there.claim(claim.token), claim);
    clock.advance(1);
    agree(await there.claim(claim.token), undefined);
  },

  "a limit that is given later, or taken away, holds for what they serve already": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", many);
    await stage.enterAll("1", "2");
    await stage.claim("ana");
    await there.agents.set("ana", { heartbeat: MINUTE, releaseAfter: 0 });
    clock.advance(MINUTE);
    agree(await stage.line(), ["1", "2"]);
    await store.agents.set("ana", {});
    await stage.claim("ana");
    await there.agents.set("ana", { releaseAfter: null });
    clock.advance(9 * MINUTE);
    agree(await stage.line(), ["2"]);
  },

  "no clock that runs backwards brings back who has vanished": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { heartbeat: MINUTE });
    clock.advance(MINUTE);
    agree((await store.agenda()).vanished, ["ana"]);
    clock.set(START);
    agree((await there.agents.get("ana"))?.vanished, true);
    clock.set(START + MINUTE);
    agree((await store.agenda()).vanished, []);
  },
};
