import { agree, refused } from "../stage/agree.ts";
import { entry, type Given } from "../stage/entry.ts";
import { anybody, type Chapter, entered, ids, LEAD, MINUTE, START } from "../stage/stage.ts";

const whole: Given = {
  id: "t",
  channel: "whatsapp",
  contact: "maria",
  contactScore: 70,
  receivedAt: START - MINUTE,
  scheduledFor: START + MINUTE,
  skills: ["billing", "english"],
  segments: ["vip", "new"],
  attributes: { city: "Recife", age: 33, member: true },
  data: { order: 7 },
};

export const entering: Chapter = {
  "a ticket comes back as it was put in": async ({ store, there }) => {
    const { ticket, created } = entered(await store.enqueue(entry(whole)));
    const { arrival, ...rest } = ticket;
    agree({ created, ...rest }, { created: true, ...whole, direction: "inbound", state: "waiting" });
    agree(Number.isSafeInteger(arrival), true, "whether the arrival number is a whole number");
    agree(await store.ticket("t"), ticket);
    agree(await there.ticket("t"), ticket);
    agree(await there.peek(1), [ticket]);
  },

  "without a time it was received now": async (stage) => {
    stage.clock.set(START + 1);
    agree((await stage.enter({ id: "t" })).receivedAt, START + 1);
  },

  "a ticket never seen is not there": async ({ store }) => {
    agree(await store.ticket("t"), undefined);
    agree(await store.position("t"), undefined);
    agree(await store.claim("no such token"), undefined);
  },

  "the same input again is the ticket there is, as it is by now": async (stage) => {
    const { store, there } = stage;
    const first = await stage.enter({ id: "t" });
    stage.clock.advance(MINUTE);
    agree(await there.enqueue(entry({ id: "t" })), { ticket: first, created: false });
    const { token } = await stage.claim();
    agree(await store.enqueue(entry({ id: "t" })), {
      ticket: { ...first, state: "active", answeredAt: START + MINUTE },
      created: false,
    });
    const { ticket } = (await store.settle(token, { kind: "complete" })) as { ticket: object };
    agree(await there.enqueue(entry({ id: "t" })), { ticket, created: false });
    agree(await stage.line(), []);
  },

  "the same id with other input is refused, and changes nothing": async (stage) => {
    const { store, there } = stage;
    const first = await stage.enter({ id: "t" });
    const other = entry({ id: "t", channel: "voice" }, { fingerprint: "other" });
    for (const handle of [store, there]) await refused(() => handle.enqueue(other), "DUPLICATE_TICKET");
    agree(await store.ticket("t"), first);
    await store.cancel("t");
    await refused(() => store.enqueue(other), "DUPLICATE_TICKET");
    agree(await store.counts(), { waiting: 0, held: 0, paused: 0, absolute: 0, promoted: 0 });
  },

  "a channel that there is not, or not in this direction, is refused, and nothing is stored": async (stage) => {
    const { store } = stage;
    await store.setChannel("sms", { inbound: false });
    await refused(() => store.enqueue(entry({ id: "t", channel: "telex" })), "UNKNOWN_CHANNEL");
    await refused(() => store.enqueue(entry({ id: "t", channel: "sms" })), "INBOUND_NOT_ALLOWED");
    const outbound = entry({ id: "t", channel: "webchat", direction: "outbound", contact: "maria", purpose: "offers" });
    await refused(() => store.enqueue(outbound), "OUTBOUND_NOT_ALLOWED");
    agree(await store.ticket("t"), undefined);
    agree(await stage.line(), []);
    await stage.enter({ id: "t" });
  },

  "a contact's tickets are all that are kept, as they are by now, in the order in which they entered": async (
    stage,
  ) => {
    const { store, there, clock } = stage;
    agree(await store.ticketsOf("maria"), []);
    const maria = { contact: "maria" };
    for (const id of ["z", "a", "served"]) await stage.enter({ ...maria, id, receivedAt: START - 1 });
    await stage.enterAll({ id: "nobody's" }, { id: "rui's", contact: "rui" });
    await stage.enter({ ...maria, id: "older", receivedAt: 0 });
    await stage.enter({ ...maria, id: "call", scheduledFor: START + LEAD + 1 });
    await store.claimTicket("served", anybody, "served");
    await store.settle("served", { kind: "complete" });
    await store.cancel("a");
    await store.claimTicket("z", anybody, "token");
    const states = async () => (await there.ticketsOf("maria")).map(({ id, state }) => `${id} ${state}`);
    agree(await states(), ["z active", "a cancelled", "served completed", "older waiting", "call held"]);
    clock.advance(1);
    agree(await states(), ["z active", "a cancelled", "served completed", "older waiting", "call waiting"]);
    agree((await there.ticketsOf("maria"))[3], await stage.ticket("older"));
    await store.purge(START, 1);
    agree(ids(await there.ticketsOf("maria")), ["z", "a", "older", "call"]);
  },

  "scored by other rules than those in force, it is sent back": async (stage) => {
    const { store, there } = stage;
    const { version } = await there.setRules([{ contact: "maria", score: 90 }]);
    const outdated = await store.enqueue(entry({ id: "t" }, { rulesVersion: version - 1 }));
    agree(outdated, { outdated: true });
    agree(await store.ticket("t"), undefined);
    const { ticket } = entered(await store.enqueue(entry({ id: "t" }, { rulesVersion: version })));
    // What is there already is not asked about again.
    await there.setRules([]);
    agree(await store.enqueue(entry({ id: "t" }, { rulesVersion: version })), { ticket, created: false });
  },

  "arrival numbers grow, whichever handle they come through": async ({ store, there }) => {
    const arrivals: number[] = [];
    for (let n = 0; n < 6; n++)
      arrivals.push(entered(await (n % 2 === 0 ? store : there).enqueue(entry({ id: `t${n}` }))).ticket.arrival);
    agree(
      [...new Set(arrivals)].sort((a, b) => a - b),
      arrivals,
      "the arrival numbers",
    );
  },

  "what is given to a store may be frozen, and is left as it was": async ({ store }) => {
    const frozen = Object.freeze({ ...whole, skills: Object.freeze(["billing"]), attributes: Object.freeze({ a: 1 }) });
    entered(await store.enqueue(Object.freeze(entry(frozen))));
    const agent = Object.freeze({ ...anybody, skills: Object.freeze(["tech", "billing"]) });
    await store.claimNext(agent, "token");
    agree(agent.skills, ["tech", "billing"]);
  },
};
