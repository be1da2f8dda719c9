import { agree } from "../stage/agree.ts";
import { entry } from "../stage/entry.ts";
import { type Chapter, entered, ids, LEAD, MINUTE, START, told } from "../stage/stage.ts";

const DUE = START + 10 * MINUTE;
const callback = { id: "call", channel: "voice", scheduledFor: DUE + LEAD };

export const promotion: Chapter = {
  "a scheduled ticket is held until its lead, to the millisecond": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("mail", callback);
    agree(await stage.state("call"), "held");
    agree(await store.counts(), { waiting: 1, held: 1, paused: 0, absolute: 0, promoted: 0 });
    clock.set(DUE - 1);
    agree(await stage.state("call"), "held");
    agree(await store.position("call"), undefined);
    agree(await stage.line(), ["mail"]);
    agree((await store.claimTicket("call", { id: "ana" }, stage.token())).holding, undefined);
    clock.set(DUE);
    agree(await there.position("call"), 1);
    agree(await stage.state("call"), "waiting");
    agree(await stage.line(), ["call", "mail"]);
    agree(await store.counts(), { waiting: 2, held: 0, paused: 0, absolute: 0, promoted: 1 });
  },

  "every question lets in whoever is due by then": async (stage) => {
    const { store, there, clock } = stage;
    const questions = {
      peek: async () => ids(await store.peek(1))[0],
      position: async () => (await store.position("call")) === 1 && "call",
      ticket: async () => (await stage.state("call")) === "waiting" && "call",
      counts: async () => (await store.counts()).promoted === 1 && "call",
      agenda: async () => (await store.agenda()).passed[0]?.ticket.id,
      enqueue: async () => entered(await store.enqueue(entry(callback))).ticket.state === "waiting" && "call",
      claimTicket: async () => (await there.claimTicket("call", { id: "ana" }, "token")).holding?.ticket.id,
      claimNext: async () => (await there.claimNext({ id: "ana" }, "token")).holding?.ticket.id,
    };
    for (const [question, ask] of Object.entries(questions)) {
      clock.set(START);
      await stage.enterAll("mail", callback);
      clock.set(DUE);
      agree(await ask(), "call", `${question} at the promotion`);
      for (const id of ["mail", "call"]) await store.cancel(id);
      agree(await store.purge(DUE, 9), 2);
      await store.agenda();
    }
  },

  "every change lets in whoever is due by then, and tells of it": async (stage) => {
    const { store, clock } = stage;
    const changes = {
      update: () => store.update("call", { contactScore: 60 }),
      enqueue: () => store.enqueue(entry({ id: "another" })),
      rescore: async () => store.rescore((await store.setRules([])).version, () => 50, 99),
    };
    for (const [change, make] of Object.entries(changes)) {
      clock.set(START);
      await stage.enter(callback);
      clock.set(DUE);
      await make();
      agree(told(await store.agenda()), ["promoted call"], `what is told after ${change}`);
      await store.cancel("call");
      await store.purge(DUE, 9);
    }
  },

  "a claim that is looked at tells who has joined meanwhile": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll({ id: "claimed", contact: "maria" }, { ...callback, contact: "maria" });
    const { token } = await stage.claim();
    clock.set(DUE);
    for (const claims of [await store.claims({}), [(await there.claim(token))!]])
      agree(ids(claims[0]!.alsoWaiting), ["call"]);
  },

  "it waits since its lead or since it came in, whichever is later, whenever anybody looked": async (stage) => {
    stage.clock.set(START - MINUTE);
    await stage.enterAll(
      { id: "c", channel: "voice", scheduledFor: START + LEAD, receivedAt: 0 },
      { id: "a", channel: "voice", scheduledFor: START + LEAD - 1, receivedAt: 0 },
      { id: "b", channel: "voice", scheduledFor: START + LEAD - MINUTE, receivedAt: START - 2 },
      { id: "d", channel: "voice", scheduledFor: START + LEAD, receivedAt: 1 },
    );
    stage.clock.set(START + 60 * MINUTE);
    await stage.enterAll({ id: "e", channel: "voice", scheduledFor: START + LEAD, receivedAt: START + 1 });
    agree(await stage.line(), ["b", "a", "c", "d", "e"]);
  },

  "an overdue one is in the line at once, and promoted": async (stage) => {
    await stage.enterAll("mail", { id: "past", scheduledFor: 0 }, { id: "due", scheduledFor: START + LEAD });
    agree(await stage.state("due"), "waiting");
    agree((await stage.store.counts()).promoted, 2);
    agree(await stage.line(), ["past", "due", "mail"]);
  },

  "on an absolute channel it is absolute": async (stage) => {
    const { store, clock } = stage;
    await stage.enterAll("mail", { ...callback, channel: "webchat" }, { id: "chat", channel: "webchat" });
    agree(await stage.line(), ["chat", "mail"]);
    clock.set(DUE);
    agree(await store.counts(), { waiting: 3, held: 0, paused: 0, absolute: 2, promoted: 0 });
    agree(await stage.line(), ["chat", "call", "mail"]);
    await store.setChannel("webchat", { absolute: false });
    agree(await store.counts(), { waiting: 3, held: 0, paused: 0, absolute: 0, promoted: 1 });
    agree(await stage.line(), ["call", "mail", "chat"]);
  },

  "a clock that runs backwards demotes nothing": async (stage) => {
    const { store, clock } = stage;
    await stage.enterAll("mail", callback, { ...callback, id: "unnoticed", scheduledFor: DUE + LEAD + 2 });
    await stage.enter({ id: "overdue", scheduledFor: START + LEAD, skills: ["tech"] });
    clock.set(DUE + 1);
    agree(await stage.line({ id: "ana" }), ["call", "mail"]);
    clock.set(START - MINUTE);
    await store.update("overdue", { contactScore: 40 });
    agree(await stage.line(), ["call", "overdue", "mail"]);
    await store.cancel("overdue");
    agree(await stage.line(), ["call", "mail"]);
    await store.update("call", { contactScore: 1 });
    await store.setChannel("voice", { score: 1 });
    agree(await stage.line(), ["call", "mail"]);
    const { token } = await stage.claim();
    await store.settle(token, { kind: "release", change: { skills: ["tech"] } });
    agree(await stage.state("call"), "waiting");
    agree((await store.counts()).promoted, 1);
    agree(await stage.state("unnoticed"), "held");
  },

  "rescheduling puts it back on hold until its new time": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("mail", callback);
    agree((await there.update("call", { scheduledFor: DUE + LEAD + MINUTE })) as object, {
      ...(await stage.ticket("call")),
      scheduledFor: DUE + LEAD + MINUTE,
    });
    clock.set(DUE);
    agree(await stage.line(), ["mail"]);
    clock.set(DUE + MINUTE);
    agree(await stage.line(), ["call", "mail"]);
    await store.update("call", { scheduledFor: DUE + LEAD + 2 * MINUTE });
    agree(await stage.state("call"), "held");
    agree(await stage.line(), ["mail"]);
    await store.update("call", { scheduledFor: DUE });
    agree(await stage.line(), ["call", "mail"]);
  },

  "without its schedule it is a ticket like others": async (stage) => {
    const { store, clock } = stage;
    await stage.enterAll("mail", callback, { ...callback, id: "promoted" });
    const unscheduled = (await store.update("call", { scheduledFor: null })) as { scheduledFor?: number };
    agree(unscheduled.scheduledFor, undefined);
    agree(await stage.line(), ["mail", "call"]);
    clock.set(DUE);
    agree(await stage.line(), ["promoted", "mail", "call"]);
    await store.update("promoted", { scheduledFor: null });
    agree(await stage.line(), ["mail", "call", "promoted"]);
    agree(await store.counts(), { waiting: 3, held: 0, paused: 0, absolute: 0, promoted: 0 });
  },

  "the agenda says when the next one joins, and what the time is": async (stage) => {
    const { store, there, clock } = stage;
    agree(await store.agenda(), { now: START, urgent: false, passed: [], vanished: [] });
    await stage.enterAll({ ...callback, id: "later", scheduledFor: DUE + LEAD + 1 }, callback);
    agree(await there.agenda(), { now: START, urgent: false, passed: [], vanished: [], nextChange: DUE });
    clock.set(DUE);
    const { passed, ...rest } = await store.agenda();
    agree(rest, { now: DUE, urgent: true, vanished: [], nextChange: DUE + 1 });
    agree(passed, [{ what: "promoted", ticket: await stage.ticket("call") }]);
    await store.cancel("later");
    agree((await store.agenda()).nextChange, undefined);
  },

  "each promotion is told once, by whichever handle is asked first, even of a ticket claimed meanwhile": async (
    stage,
  ) => {
    const { store, there, clock } = stage;
    await stage.enterAll(callback, { ...callback, id: "claimed" }, { id: "overdue", scheduledFor: START });
    agree(told(await store.agenda()), []);
    clock.set(DUE);
    agree((await store.claimTicket("claimed", { id: "ana" }, stage.token())).holding?.ticket.id, "claimed");
    const [here, elsewhere] = await Promise.all([store.agenda(), there.agenda()]);
    agree([...told(here), ...told(elsewhere)].sort(), ["promoted call", "promoted claimed"]);
    for (const handle of [store, there]) agree(told(await handle.agenda()), []);
    await store.update("call", { scheduledFor: DUE + LEAD + MINUTE });
    clock.advance(MINUTE);
    agree(told(await there.agenda()), ["promoted call"]);
  },
};
