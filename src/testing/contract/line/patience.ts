import { agree } from "../stage/agree.ts";
import { outgoing, refusedUntil } from "../stage/clearing.ts";
import { entry } from "../stage/entry.ts";
import { anybody, type Chapter, LEAD, MINUTE, START, type Stage, told } from "../stage/stage.ts";
import { escalation } from "./escalation.ts";

const LIMIT = 3 * MINUTE;
const ESCALATES = 2 * MINUTE;

const limited = ({ store }: Stage) => store.setChannel("email", { waitLimit: LIMIT });
const news = async ({ store }: Stage) => told(await store.agenda());

/** What becomes of tickets that wait for long. */
export const patience: Chapter = {
  ...escalation,

  "where it is not configured, a ticket waits for ever": async (stage) => {
    await stage.enterAll("t");
    stage.clock.advance(999 * MINUTE);
    agree(await news(stage), []);
    agree((await stage.store.agenda()).nextChange, undefined);
    agree((await stage.store.counts()).promoted, 0);
  },

  "it is told once, by whichever handle is asked first": async (stage) => {
    const { store, there, clock } = stage;
    await store.setChannel("email", { escalateAfter: ESCALATES, waitLimit: LIMIT });
    await stage.enterAll("t", "claimed");
    clock.advance(LIMIT);
    await store.claimTicket("claimed", anybody, stage.token());
    const [here, elsewhere] = await Promise.all([store.agenda(), there.agenda()]);
    agree([...told(here), ...told(elsewhere)].sort(), [
      ...["escalated claimed", "escalated t", "tooLong claimed", "tooLong t"],
    ]);
    const { ticket } = [...here.passed, ...elsewhere.passed].find((one) => one.ticket.id === "t")!;
    agree(ticket, await stage.ticket("t"));
    for (const handle of [store, there]) agree(told(await handle.agenda()), []);
  },

  "that a ticket waits too long is told at its limit, and changes nothing": async (stage) => {
    const { there, clock } = stage;
    agree((await limited(stage)).waitLimit, LIMIT);
    await stage.enterAll("t", "other");
    const before = await stage.ticket("t");
    clock.advance(LIMIT - 1);
    agree(await news(stage), []);
    clock.advance(1);
    agree(told(await there.agenda()).sort(), ["tooLong other", "tooLong t"]);
    agree(await stage.ticket("t"), before);
    agree(await stage.line(), ["t", "other"]);
    agree((await there.counts()).promoted, 0);
    clock.advance(999 * MINUTE);
    agree(await news(stage), []);
  },

  "of one kind it is told in the order in which it happened": async (stage) => {
    const { store, clock } = stage;
    await store.setChannel("email", { escalateAfter: 3, waitLimit: 9 });
    await store.setChannel("voice", { escalateAfter: 5, waitLimit: 6 });
    await stage.hire("ana", { capacity: { total: 9, byChannel: {} } });
    await stage.enterAll({ id: "b", channel: "voice" }, "a", { id: "c", channel: "voice", receivedAt: START + 1 });
    await stage.enterAll(...["y", "x"].map((id, n) => ({ id, channel: "sms", scheduledFor: START + LEAD + 2 - n })));
    await stage.enterAll(...["1", "2", "3"].map((id) => ({ id, channel: "sms" })));
    for (const [id, within] of Object.entries({ "1": 3, "2": 2, "3": 4 })) await stage.offer(id, "ana", within);
    clock.advance(MINUTE);
    agree(await news(stage), [
      ...["escalated a", "escalated b", "escalated c"],
      ...["lapsed 2", "lapsed 1", "lapsed 3"],
      ...["promoted x", "promoted y"],
      ...["tooLong b", "tooLong c", "tooLong a"],
    ]);
  },

  "it is counted from key 4: a ticket that comes late, or was scheduled, has waited since then": async (stage) => {
    const { store, clock } = stage;
    await store.setChannel("email", { escalateAfter: ESCALATES, waitLimit: LIMIT });
    await stage.enterAll({ id: "late", receivedAt: START - ESCALATES });
    agree(await news(stage), ["escalated late"]);
    await stage.enterAll({ id: "later", receivedAt: START - LIMIT - 1 }, { id: "future", receivedAt: START + 1 });
    agree(await news(stage), ["escalated later", "tooLong later"]);
    agree(await stage.line(), ["later", "late", "future"]);
    await stage.enterAll({ id: "call", scheduledFor: START + LEAD + MINUTE, receivedAt: 0 });
    clock.set(START + MINUTE);
    agree(await news(stage), ["promoted call", "tooLong late"]);
    clock.set(START + ESCALATES);
    agree(await news(stage), []);
    clock.set(START + ESCALATES + 1);
    agree(await news(stage), ["escalated future"]);
    clock.set(START + MINUTE + LIMIT - 1);
    agree(await news(stage), ["tooLong future"]);
    // Promoted already, it does not escalate.
    clock.set(START + MINUTE + LIMIT);
    agree(await news(stage), ["tooLong call"]);
  },

  "the limits are those of when the ticket came in, until it comes in anew": async (stage) => {
    const { store, there, clock } = stage;
    await store.setChannel("email", { escalateAfter: ESCALATES, waitLimit: LIMIT });
    await stage.enterAll("kept", "updated", { id: "released", contactScore: 99 });
    await stage.enterAll({ id: "scheduled", scheduledFor: START + LEAD + 1 });
    const { token } = await stage.claim();
    await there.setChannel("email", { escalateAfter: 1, waitLimit: null });
    await stage.enterAll("new");
    const { version } = await store.setRules([]);
    agree(await store.rescore(version, () => 50, 99), 5);
    clock.advance(1);
    agree(await news(stage), ["escalated new", "promoted scheduled"]);
    await there.update("updated", {});
    await store.settle(token, { kind: "release", change: {} });
    agree((await news(stage)).sort(), ["escalated released", "escalated updated"]);
    clock.set(START + ESCALATES);
    agree(await news(stage), ["escalated kept"]);
    clock.set(START + LIMIT);
    agree(await news(stage), ["tooLong kept"]);
    clock.set(START + LIMIT + 1);
    agree(await news(stage), ["tooLong scheduled"]);
    clock.advance(999 * MINUTE);
    agree(await news(stage), []);
  },

  "a limit is given, changed and taken away": async ({ store, there }) => {
    const limits = async () => {
      const channel = (await there.channels()).find(({ id }) => id === "email");
      return [channel?.escalateAfter, channel?.waitLimit];
    };
    await store.setChannel("email", { escalateAfter: ESCALATES, waitLimit: LIMIT });
    agree(await limits(), [ESCALATES, LIMIT]);
    await store.setChannel("email", { score: 60, waitLimit: undefined });
    agree(await limits(), [ESCALATES, LIMIT]);
    await there.setChannel("email", { waitLimit: 1 });
    agree(await limits(), [ESCALATES, 1]);
    await store.setChannel("email", { escalateAfter: null, waitLimit: null });
    agree(await limits(), [undefined, undefined]);
  },

  "nothing comes of it while a ticket is with an agent; given back, it has waited as long as ever": async (stage) => {
    const { store, there, clock } = stage;
    await store.setChannel("email", { escalateAfter: ESCALATES, waitLimit: LIMIT });
    await stage.hire("ana", { capacity: { total: 9, byChannel: {} } });
    await stage.enterAll("released", "offered", "completed");
    const [released, completed] = [await stage.claim(), await stage.offer("completed", "ana", 9 * LIMIT)];
    await stage.offer("offered", "ana", LIMIT + 1);
    clock.set(START + LIMIT);
    agree(await news(stage), []);
    agree((await there.agenda()).nextChange, START + LIMIT + 1);
    await store.settle(completed.token, { kind: "complete" });
    await store.settle(released.token, { kind: "release", change: {} });
    agree(await news(stage), ["escalated released", "tooLong released"]);
    clock.advance(1);
    agree(await news(stage), ["escalated offered", "lapsed offered", "tooLong offered"]);
    agree((await there.counts()).promoted, 2);
  },

  "nor while it is held, for its time or by the gate": async (stage) => {
    const { store, there, clock } = stage;
    await store.setChannel("whatsapp", { escalateAfter: ESCALATES, waitLimit: LIMIT });
    await stage.enter(outgoing("gated"), refusedUntil());
    await stage.enter(outgoing("for a while"), refusedUntil(START + ESCALATES + 1));
    await stage.enter(outgoing("scheduled", { scheduledFor: START * 2 }));
    clock.set(START + ESCALATES);
    agree(await news(stage), []);
    clock.advance(1);
    agree(await news(stage), ["escalated for a while"]);
    clock.set(START + LIMIT);
    agree(await news(stage), ["tooLong for a while"]);
    await there.reopen("whatsapp");
    agree(await news(stage), ["escalated gated", "tooLong gated"]);
  },

  "on a paused channel it waits too": async (stage) => {
    const { store, clock } = stage;
    await store.setChannel("email", { escalateAfter: ESCALATES, waitLimit: LIMIT, enabled: false });
    await stage.enterAll("t");
    clock.set(START + LIMIT);
    agree(await news(stage), ["escalated t", "tooLong t"]);
    agree((await store.agenda()).urgent, false);
    await store.setChannel("email", { enabled: true });
    agree((await store.counts()).promoted, 1);
  },

  "a new schedule alone undoes it, and what was told is told again": async (stage) => {
    const { store, there, clock } = stage;
    await store.setChannel("email", { escalateAfter: ESCALATES, waitLimit: LIMIT });
    await stage.enterAll("t", "unscheduled");
    clock.set(START + LIMIT);
    agree((await news(stage)).length, 4);
    const due = START + LIMIT + MINUTE;
    await there.update("t", { scheduledFor: due + LEAD });
    agree(await stage.state("t"), "held");
    clock.set(due);
    agree(await news(stage), ["promoted t"]);
    clock.set(due + LIMIT);
    agree(await news(stage), ["tooLong t"]);
    // Without a schedule it has waited since it came, as ever: all of it is due, and told anew.
    await store.update("unscheduled", { scheduledFor: null });
    agree((await there.counts()).promoted, 2);
    agree(await news(stage), ["escalated unscheduled", "tooLong unscheduled"]);
  },

  "a clock that jumps finds all of it; one that runs backwards undoes nothing, and tells nothing twice": async (
    stage,
  ) => {
    const { store, there, clock } = stage;
    await store.setChannel("email", { escalateAfter: ESCALATES, waitLimit: LIMIT });
    await stage.enterAll("t");
    clock.set(START * 2);
    agree(await news(stage), ["escalated t", "tooLong t"]);
    clock.set(START - MINUTE);
    agree((await there.counts()).promoted, 1);
    await store.update("t", { contactScore: 60 });
    await store.enqueue(entry({ id: "other" }));
    agree((await there.counts()).promoted, 1);
    clock.set(START);
    agree(await news(stage), []);
  },
};
