import { agree } from "../stage/agree.ts";
import { outgoing, refusedUntil } from "../stage/clearing.ts";
import { type Chapter, LEAD, START, type Stage, told } from "../stage/stage.ts";

const many = { capacity: { total: 9, byChannel: {} } };

/** When time will next change something, from the start on. */
async function next({ there }: Stage): Promise<number | undefined> {
  const { nextChange } = await there.agenda();
  return nextChange === undefined ? undefined : nextChange - START;
}

/** When to look again. */
export const agenda: Chapter = {
  "nothing is to come where nothing waits for its time": async (stage) => {
    const { store } = stage;
    agree(await store.agenda(), { now: START, urgent: false, passed: [], vanished: [] });
    await stage.hire("ana");
    await stage.enterAll("1", "2");
    await stage.claim("ana");
    agree(await next(stage), undefined);
  },

  "a promotion is, and the end of a hold of the gate": async (stage) => {
    const { clock } = stage;
    await stage.enterAll({ id: "call", scheduledFor: START + LEAD + 3 });
    await stage.enter(outgoing("gated"), refusedUntil(START + 2));
    await stage.enter(outgoing("for good"), refusedUntil());
    agree(await next(stage), 2);
    clock.advance(2);
    agree(await next(stage), 3);
    clock.advance(1);
    agree(await next(stage), undefined);
  },

  "the end of a reservation is": async (stage) => {
    const { clock } = stage;
    for (const [n, id] of ["ana", "bia"].entries())
      await stage.enter({ id, preferredAgent: { id, until: START + 2 * n } });
    agree(await next(stage), 2);
    const { token } = await stage.claim({ id: "bia", channels: ["email"] });
    agree((await stage.store.claim(token))?.ticket.id, "ana");
    await stage.claim({ id: "bia" });
    agree(await next(stage), undefined);
    await stage.enter({ id: "caio", preferredAgent: { id: "caio", until: START + 3 } });
    clock.advance(3);
    agree(await next(stage), undefined);
  },

  "an escalation is, and a limit; and no more once they are told": async (stage) => {
    const { store, clock } = stage;
    await store.setChannel("email", { escalateAfter: 2, waitLimit: 3 });
    await store.setChannel("voice", { escalateAfter: 5 });
    await stage.enterAll("t", { id: "call", channel: "voice" }, { id: "past", receivedAt: START - 9 });
    agree(await next(stage), 2);
    clock.advance(2);
    agree(await next(stage), 3);
    clock.advance(1);
    agree(await next(stage), 5);
    await store.cancel("call");
    agree(await next(stage), undefined);
  },

  "the deadline of an offer is, until it is answered": async (stage) => {
    const { store, clock } = stage;
    await stage.hire("ana", many);
    await stage.enterAll("1", "2", "3");
    const offers = [];
    for (const id of ["1", "2", "3"]) offers.push(await stage.offer(id, "ana", 2 * Number(id)));
    agree(await next(stage), 2);
    await store.accept(offers[0]!.token);
    agree(await next(stage), 4);
    await store.settle(offers[1]!.token, { kind: "return", refusedFor: 9 });
    agree(await next(stage), 6);
    clock.advance(6);
    agree(told(await store.agenda()), ["lapsed 3"]);
  },

  "the vanishing of an agent is, and what it takes from them": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { ...many, heartbeat: 5, releaseAfter: 4 });
    agree(await next(stage), 5);
    await stage.enterAll("offered", "active");
    await stage.offer("offered", "ana", 7);
    await stage.claim("ana");
    agree(await next(stage), 5);
    clock.advance(1);
    await store.agents.heartbeat("ana");
    agree(await next(stage), 6);
    clock.advance(5);
    const agenda = await there.agenda();
    agree([told(agenda), agenda.vanished, agenda.nextChange], [["lapsed offered"], ["ana"], START + 10]);
    clock.advance(4);
    agree(told(await store.agenda()), ["released active"]);
    agree(await next(stage), undefined);
    await store.agents.heartbeat("ana");
    agree(await next(stage), 15);
    await there.agents.set("ana", { presence: "offline" });
    agree(await next(stage), undefined);
    await there.agents.set("ana", { presence: "away" });
    agree(await next(stage), 15);
    await there.agents.remove("ana");
    agree(await next(stage), undefined);
  },

  "the end of a wrap-up is, unless the agent is ready before": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", { ...many, wrapUp: { byChannel: { voice: 2 }, otherwise: 4 } });
    await stage.enterAll("1", { id: "2", channel: "voice" });
    for (const { token } of [await stage.claim("ana"), await stage.claim("ana")])
      await store.settle(token, { kind: "complete" });
    agree(await next(stage), 2);
    clock.advance(2);
    agree(await next(stage), 4);
    await there.agents.ready("ana");
    agree(await next(stage), undefined);
  },

  "a reservation that has ended on hold does not come back with a clock that does": async (stage) => {
    const { clock } = stage;
    await stage.enterAll({ id: "t", scheduledFor: START + LEAD + 9, preferredAgent: { id: "ana", until: START + 4 } });
    agree(await next(stage), 4);
    clock.set(START + 4);
    agree(await next(stage), 9);
    clock.set(START);
    agree(await next(stage), 9);
  },

  "the soonest of all is told, whoever asks": async (stage) => {
    const { store, there, clock } = stage;
    await store.setChannel("sms", { waitLimit: 8 });
    await stage.hire("ana", { ...many, heartbeat: 6 });
    await stage.enterAll({ id: "call", scheduledFor: START + LEAD + 3 }, { id: "sms", channel: "sms" }, "offered");
    await stage.enterAll({ id: "mine", preferredAgent: { id: "ana", until: START + 4 } });
    await stage.offer("offered", "ana", 5);
    for (const moment of [3, 4, 5, 6, 8]) {
      for (const handle of [store, there]) agree((await handle.agenda()).nextChange, START + moment);
      clock.set(START + moment);
    }
    agree(await next(stage), undefined);
  },
};
