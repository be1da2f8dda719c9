import { agree, refused } from "../stage/agree.ts";
import { record } from "../stage/chain.ts";
import { outgoing, refusedUntil } from "../stage/clearing.ts";
import { entry, type Given } from "../stage/entry.ts";
import { anybody, type Chapter, LEAD, START, type Stage } from "../stage/stage.ts";

const MARIA = "person:maria";
/** Every value that is put in for the person says so, so that none of them can come back unnoticed. */
const personal: Omit<Given, "id"> = {
  contact: MARIA,
  segments: ["person:segment"],
  attributes: { "person:name": "person:value" },
  data: { "person:key": ["person:data"] },
};
const addressed = { ...personal, address: "person:address" };
const windows = { now: START, volume: 1_000, quality: 1_000 };
const tickets = ["waiting", "held", "active", "completed", "cancelled", "promoted", "outgoing", "refused"];
const offered = ["offered", "returned", "lapsed"];
const tokens = ["person:token", "person:settled", "person:offered"];

/** Does everything that leaves something behind about a person. */
async function live(stage: Stage): Promise<void> {
  const { store, there, clock } = stage;
  for (const id of ["completed", "cancelled", "active"]) await stage.enter({ ...personal, id });
  await store.claimTicket("completed", anybody, "person:settled");
  await store.settle("person:settled", { kind: "complete" });
  await store.cancel("cancelled");
  await there.claimTicket("active", anybody, "person:token");
  await stage.enterAll(
    { ...personal, id: "promoted", scheduledFor: START + LEAD + 1 },
    { ...personal, id: "held", scheduledFor: START * 2 },
    { ...personal, id: "waiting", skills: ["tech"] },
    { id: "rui's", contact: "rui" },
    outgoing("outgoing", addressed),
  );
  await stage.enter(outgoing("refused", addressed), refusedUntil(START * 2));
  await stage.hire("ana", { capacity: { total: 9, byChannel: {} } });
  for (const [n, id] of offered.entries()) {
    await stage.enter({ ...personal, id, preferredAgent: { id: "ana", until: START * 2 } });
    await there.offer({ ...stage.proposal(id, "ana", n === 2 ? 1 : START), token: `person:${id}` });
  }
  await store.settle("person:returned", { kind: "return", refusedFor: START });
  clock.advance(1);
  agree(await stage.state("promoted"), "waiting");
  agree(await stage.state("lapsed"), "waiting");

  const { outbound } = there;
  const about = { contact: MARIA, channel: "whatsapp", template: "hello" };
  const decided = { at: START, occasion: "claim", purpose: "offers", allowed: true, reasons: [] } as const;
  await outbound.record({ ...decided, ...about, address: "person:address" }, { at: START, window: 1_000, limit: 9 });
  await outbound.record({ ...decided, contact: "rui", channel: "whatsapp" });
  for (const kind of ["received", "delivered", "reported", "failed"] as const)
    await outbound.happened({ ...about, kind, at: START, notBefore: START }, 0, windows, ({ state }) => {
      return { state, recount: false };
    });
  await outbound.setWish(MARIA, "whatsapp", "stopped", START);
  const question = { purposes: ["offers"], controller: "Acme", statement: "person:question", askedAt: START };
  await outbound.setQuestion(MARIA, "whatsapp", { ...question, until: START * 2 });

  await record(store.consent, { contact: null });
  for (const kind of ["grant", "revocation"] as const)
    await record(store.consent, { contact: MARIA, kind, record: '{"statement":"person:record"}' });
  await record(store.consent, { contact: "rui" });
}

/** Everything that the members of the port say, in one text. */
async function everything({ store }: Stage): Promise<string> {
  const { consent, outbound } = store;
  const sender = { channel: "whatsapp", template: "hello" };
  const said = [
    await store.peek(99),
    await store.peek(99, anybody),
    await store.claims({}),
    (await store.lanes(() => 99)).map(({ first, ...lane }) => [lane, [...first]]),
    await Promise.all(offered.map(async (id) => [await store.ticket(id), await store.assignment(id)])),
    await store.agenda(),
    await Promise.all(tickets.map(async (id) => [await store.ticket(id), (await store.position(id)) ?? null])),
    await Promise.all(tokens.map(async (token) => (await store.claim(token)) ?? null)),
    await store.inquiries(MARIA),
    await outbound.decisions({ limit: 99 }),
    await outbound.decisions({ contact: MARIA, limit: 99 }),
    (await outbound.standing(MARIA, sender, windows)).contact,
    (await outbound.takeQuestion(MARIA, "whatsapp")) ?? null,
    [(await consent.file(MARIA)).entries, (await consent.file(null)).entries],
    [await consent.links(1, 99), await consent.parts(1, 99)],
  ];
  return JSON.stringify(said);
}

async function erase({ store, there }: Stage): Promise<number> {
  const forgotten = await there.forget(MARIA);
  await there.outbound.erase(MARIA);
  const places = (await store.consent.file(MARIA)).entries.map(({ part }) => part.seq);
  await record(store.consent, { kind: "erasure", erased: places });
  return forgotten;
}

export const erasure: Chapter = {
  "once a person is erased, nothing that was put in for them comes back": async (stage) => {
    await live(stage);
    const before = await everything(stage);
    for (const value of ["maria", "segment", "name", "value", "key", "data", "address", "question", "record", "token"])
      agree(before.includes(`person:${value}`), true, `whether "person:${value}" was there before`);
    agree(await erase(stage), tickets.length + offered.length, "how many tickets were forgotten");
    const after = await everything(stage);
    agree(await stage.there.ticketsOf(MARIA), [], "the tickets of whom was forgotten");
    agree(after.match(/person:\w+/g) ?? [], [], "what came back");
  },

  "the line, the claims and the chain are in order afterwards": async (stage) => {
    const { store, clock } = stage;
    await live(stage);
    await erase(stage);
    agree(await stage.line(), ["rui's"]);
    agree(await store.counts(), { waiting: 1, held: 0, paused: 0, absolute: 0, promoted: 0 });
    const { passed, nextChange, oldestClosed } = await store.agenda();
    agree([passed, nextChange, oldestClosed], [[], undefined, undefined]);
    agree(await store.purge(START * 2, 99), 0);
    await refused(() => store.settle("person:token", { kind: "complete" }), "STALE_CLAIM");
    clock.set(START * 3);
    agree(await stage.line(), ["rui's"]);
    agree((await store.consent.links(1, 99)).length, 5);
    agree((await store.consent.head()).size, 5);
    agree(
      (await store.consent.parts(1, 99)).map(({ contact }) => contact),
      [null, "rui"],
    );
    agree(
      (await store.outbound.decisions({ limit: 9 })).map(({ contact }) => contact),
      ["rui"],
    );
    agree((await store.agents.get("ana"))?.load, {});
    for (const id of offered) agree(await store.assignment(id), undefined);
    agree(await store.forget(MARIA), 0);
    const claimed = await store.claimNext(anybody, stage.token());
    agree([claimed.holding?.ticket.id, claimed.refused], ["rui's", undefined]);
  },

  "counts stay, without a name": async (stage) => {
    const { outbound } = stage.store;
    await live(stage);
    const sender = { channel: "whatsapp", template: "hello" };
    const before = await outbound.standing(MARIA, sender, windows);
    agree(before.reach, { count: 1, included: true });
    await erase(stage);
    const after = await stage.there.outbound.standing(MARIA, sender, windows);
    agree(after, { ...before, contact: {}, reach: { count: 1, included: false } });
  },

  "their ids are free again, and they may come back": async (stage) => {
    const { store } = stage;
    await live(stage);
    await erase(stage);
    for (const id of [...tickets, ...offered])
      agree((await store.enqueue(entry({ id, contact: MARIA }, { fingerprint: "anew" }))) as object, {
        ...{ created: true, ticket: await stage.ticket(id) },
      });
    await record(store.consent, { contact: MARIA });
    agree((await store.consent.file(MARIA)).entries.length, 1);
    agree((await store.outbound.standing(MARIA, { channel: "whatsapp" }, windows)).contact, {});
  },

  "somebody who is not known is forgotten without ado": async ({ store }) => {
    agree(await store.forget("nobody"), 0);
    await store.outbound.erase("nobody");
  },
};
