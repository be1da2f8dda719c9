import type { Settled } from "../../../stores/store.ts";
import { agree } from "../stage/agree.ts";
import { anybody, type Chapter, LEAD, MINUTE, START, type Stage } from "../stage/stage.ts";

const UNTIL = START + MINUTE;
const forAna = { preferredAgent: { id: "ana", until: UNTIL } };
const bia = { ...anybody, id: "bia" };

const mine = { id: "mine", ...forAna };

/** What Next would give, and nothing is taken. */
const first = async (stage: Stage, id: string) => (await stage.line({ ...anybody, id }))[0];

/** Tickets that are one agent's alone for a time. */
export const preference: Chapter = {
  "a ticket with a preferred agent is for them alone, until then to the millisecond": async (stage) => {
    const { store, there, clock } = stage;
    const ticket = await stage.enter(mine);
    agree(ticket.preferredAgent, forAna.preferredAgent);
    await stage.enterAll("other");
    for (const at of [START, UNTIL - 1]) {
      clock.set(at);
      agree(await stage.line(anybody), ["mine", "other"]);
      agree(await stage.line(bia), ["other"]);
      agree(await store.claimTicket("mine", bia, stage.token()), {});
    }
    const { token } = await stage.claim(bia);
    agree(await there.claimNext(bia, stage.token()), {});
    clock.set(UNTIL);
    agree(await stage.line(bia), ["mine"]);
    agree((await there.claimNext(bia, stage.token())).holding?.ticket, { ...(await stage.ticket("mine")) });
    agree((await stage.ticket("mine")).preferredAgent, forAna.preferredAgent);
    await store.settle(token, { kind: "complete" });
  },

  "they get it in its place in the order, by whatever door": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("a", mine, "b", { ...mine, id: "second" }, { ...mine, id: "third" });
    agree((await there.claimNext(anybody, stage.token())).holding?.ticket.id, "a");
    agree((await store.claimNext(anybody, stage.token())).holding?.ticket.id, "mine");
    agree((await there.claimTicket("third", anybody, stage.token())).holding?.ticket.id, "third");
    await stage.hire("ana", { capacity: { total: 9, byChannel: {} } });
    agree((await store.claimNext("ana", stage.token())).holding?.ticket.id, "b");
    agree((await there.claimTicket("second", "ana", stage.token())).holding?.ticket.id, "second");
  },

  "it is offered to them alone": async (stage) => {
    const { store, there, clock } = stage;
    for (const id of ["ana", "bia"]) await stage.hire(id);
    await stage.enter(mine);
    agree(await store.offer(stage.proposal("mine", "bia")), {});
    const { token } = await stage.offer("mine", "ana", 1);
    clock.advance(1);
    agree(await there.claim(token), undefined);
    // It is theirs still.
    agree(await store.offer(stage.proposal("mine", "bia")), {});
    clock.set(UNTIL);
    agree((await there.offer(stage.proposal("mine", "bia"))).holding?.ticket.id, "mine");
  },

  "the skills it requires, the preferred agent needs too": async (stage) => {
    await stage.enter({ ...mine, skills: ["Latin"] });
    agree(await stage.store.claimNext(anybody, stage.token()), {});
    const latin = { id: "ana", skills: ["Latin", "tech"] };
    agree(await stage.line(latin), ["mine"]);
    agree(await stage.line({ id: "bia", skills: ["Latin"] }), []);
    agree((await stage.claim(latin)).ticket.id, "mine");
  },

  "an agent of whom nobody knows, or who is away, is waited for as well": async (stage) => {
    const { store, clock } = stage;
    await stage.hire("ana", { presence: "away" });
    await stage.enterAll(mine, { id: "nobody's", preferredAgent: { id: "nobody", until: UNTIL } });
    agree(await stage.line(bia), []);
    agree(await store.claimNext("ana", stage.token()), {});
    clock.set(UNTIL);
    agree(await stage.line(bia), ["mine", "nobody's"]);
  },

  "a preference that is over when the ticket comes in is none": async (stage) => {
    await stage.enterAll({ id: "past", preferredAgent: { id: "ana", until: START } }, mine);
    agree(await stage.line(bia), ["past"]);
    agree(await stage.line(), ["past", "mine"]);
  },

  "the line, the places in it and the counts are those of all": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("a", mine, { ...mine, id: "chat", channel: "webchat" }, "b");
    agree(await stage.line(), ["chat", "a", "mine", "b"]);
    agree(await there.counts(), { waiting: 4, held: 0, paused: 0, absolute: 1, promoted: 0 });
    agree(await Promise.all(["chat", "a", "mine", "b"].map((id) => store.position(id))), [1, 2, 3, 4]);
    agree(await stage.line(bia), ["a", "b"]);
  },

  "an agent sees and gets, of many reserved, what is theirs or nobody's": async (stage) => {
    const preferring = (id: string, agent: string) => ({ id, preferredAgent: { id: agent, until: UNTIL } });
    const agents = ["ana", "bia", "caio"];
    for (let n = 0; n < 12; n++) await stage.enter(n % 4 === 3 ? { id: `${n}` } : preferring(`${n}`, agents[n % 4]!));
    agree(await stage.line(bia), ["1", "3", "5", "7", "9", "11"]);
    for (const expected of ["1", "3", "5"]) agree((await stage.claim(bia)).ticket.id, expected);
    agree(await first(stage, "ana"), "0");
    agree(await first(stage, "caio"), "2");
    agree(await first(stage, "duda"), "7");
  },

  "it is given, changed and taken away by a change": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("t");
    const before = await stage.ticket("t");
    agree(await there.update("t", forAna), { ...before, ...forAna });
    agree([await first(stage, "ana"), await first(stage, "bia")], ["t", undefined]);
    agree(await store.update("t", { contactScore: 60 }), { ...before, ...forAna, contactScore: 60 });
    agree(await first(stage, "bia"), undefined);
    const forBia = { preferredAgent: { id: "bia", until: UNTIL } };
    agree(await there.update("t", { ...forBia, contactScore: null }), { ...before, ...forBia });
    agree([await first(stage, "ana"), await first(stage, "bia")], [undefined, "t"]);
    agree(await store.update("t", { preferredAgent: null }), before);
    agree([await first(stage, "ana"), await first(stage, "bia")], ["t", "t"]);
  },

  "given back, a ticket is reserved as before, or as the change says": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll(mine, { id: "later", preferredAgent: { id: "bia", until: START + 2 * MINUTE } });
    const release = async (change: object) =>
      (await store.settle((await stage.claim()).token, { kind: "release", change })) as Settled;
    await release({});
    agree(await stage.line(bia), ["later"]);
    const { ticket } = await release({ preferredAgent: { id: "bia", until: START + 2 * MINUTE } });
    agree(ticket.preferredAgent, { id: "bia", until: START + 2 * MINUTE });
    agree(await stage.line(bia), ["mine", "later"]);
    agree(await first(stage, "ana"), undefined);
    const claim = await stage.claim(bia);
    clock.set(START + 2 * MINUTE);
    // The time went by while somebody had it.
    await there.settle(claim.token, { kind: "release", change: {} });
    agree(await stage.line(anybody), ["mine", "later"]);
  },

  "a scheduled ticket is reserved once it has joined the line": async (stage) => {
    const { clock } = stage;
    await stage.enterAll(
      { ...mine, id: "short", scheduledFor: UNTIL + LEAD },
      { id: "long", scheduledFor: UNTIL + LEAD, preferredAgent: { id: "ana", until: UNTIL + 1 } },
    );
    agree((await stage.store.counts()).held, 2);
    clock.set(UNTIL);
    agree(await stage.line(), ["short", "long"]);
    agree(await stage.line(bia), ["short"]);
    clock.advance(1);
    agree(await stage.line(bia), ["short", "long"]);
  },

  "no clock that runs backwards reserves it again": async (stage) => {
    const { store, clock } = stage;
    await stage.enterAll(mine, "other");
    clock.set(UNTIL);
    agree(await stage.line(bia), ["mine", "other"]);
    clock.set(START);
    agree(await stage.line(bia), ["mine", "other"]);
    const { version } = await store.setRules([{ contact: "maria", score: 60 }]);
    await store.rescore(version, () => 60, 99);
    agree(await stage.line(bia), ["mine", "other"]);
  },
};
