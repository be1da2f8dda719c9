import type { Awaitable } from "../../../model/awaitable.ts";
import type { Clearance } from "../../../model/outbound.ts";
import { agree, refused } from "../stage/agree.ts";
import { record } from "../stage/chain.ts";
import { allowed, asked, clearanceFor, outgoing, refusedForGood } from "../stage/clearing.ts";
import { entry } from "../stage/entry.ts";
import { anybody, type Chapter, type Proof, type Stage } from "../stage/stage.ts";

/** A question, and what becomes of the answer. */
type Ask = (clearance?: Clearance) => Awaitable<object>;

/** Every member that asks the gate, each about a ticket of its own to Maria with WhatsApp. */
async function occasions(stage: Stage) {
  const { store } = stage;
  for (const id of ["withdraw", "claimTicket", "update"]) await stage.enter(outgoing(id));
  await stage.enter(outgoing("settle", { contactScore: 100 }));
  const { token } = await stage.claim();
  await stage.enter(outgoing("claimNext", { contactScore: 99 }));
  const [next, picked] = [stage.token(), stage.token()];
  const asks = {
    enqueue: (clearance) => store.enqueue(entry(outgoing("enqueue")), clearance),
    claimNext: (clearance) => store.claimNext(anybody, next, clearance),
    claimTicket: (clearance) => store.claimTicket("claimTicket", anybody, picked, clearance),
    settle: (clearance) => store.settle(token, { kind: "release", change: {} }, clearance),
    update: (clearance) => store.update("update", { channel: "sms" }, clearance),
    withdraw: async (clearance) => {
      if (clearance)
        agree(await store.withdraw({ ...clearance, verdict: refusedForGood }), undefined, "the withdrawal");
      return { inquiry: (await store.inquiries("maria")).find(({ ticket }) => ticket.id === "withdraw") };
    },
  } satisfies { readonly [member: string]: Ask };
  return asks as { readonly [member in keyof typeof asks]: Ask };
}

/** Asks, lets something happen, and expects that no member goes on with the answer it was given before. */
function outdatedBy(
  happen: (stage: Stage) => Awaitable<unknown>,
  members: readonly (keyof Awaited<ReturnType<typeof occasions>>)[] = [
    ...(["enqueue", "claimNext", "claimTicket", "settle", "update", "withdraw"] as const),
  ],
): Proof {
  return async (stage) => {
    const asks = await occasions(stage);
    const before = await Promise.all(members.map(async (member) => [member, await asked(asks[member]())] as const));
    await happen(stage);
    for (const [member, { ticket, basis }] of before) {
      const again = await asked(asks[member]({ id: ticket.id, basis, verdict: allowed }));
      agree([again.ticket.id, again.basis === basis], [ticket.id, false], `what ${member} asks again`);
    }
    agree((await stage.store.claims({})).length, 1, "how many are claimed");
    agree(await stage.state("enqueue"), undefined);
    agree((await stage.ticket("update")).channel, "whatsapp");
    agree(await stage.state("withdraw"), "waiting");
  };
}

const inLine = ["claimNext", "claimTicket", "settle", "withdraw"] as const;

/** What takes away the ground of an answer, so that the gate is asked anew. */
export const grounds: Chapter = {
  "a revocation": outdatedBy(({ there }) => record(there.consent, { contact: "maria", kind: "revocation" })),

  "anything else that is recorded of the contact": outdatedBy(({ there }) =>
    record(there.consent, { contact: "maria", kind: "information" }),
  ),

  "the definition of a purpose": outdatedBy(({ there }) => record(there.consent, { contact: null })),

  "a suppression": outdatedBy(({ there }) =>
    record(there.consent, { kind: "erasure", suppressed: { hashes: ["5".repeat(64)], since: 1 } }),
  ),

  "a stop at the platform, and its end": async (stage) => {
    const { outbound } = stage.there;
    await outdatedBy(() => outbound.setWish("maria", "whatsapp", "stopped", 7), inLine)(stage);
    const before = await asked(stage.store.claimNext(anybody, stage.token()));
    await outbound.setWish("maria", "whatsapp", "resumed", 8);
    const again = await asked(stage.store.claimNext(anybody, stage.token(), clearanceFor(before, allowed)));
    agree(again.basis === before.basis, false, "whether the basis is the same");
  },

  "a channel that is for inbound only from now on": async (stage) => {
    await outdatedBy(({ there }) => there.setChannel("whatsapp", { outbound: false }), inLine)(stage);
    const inquiry = await asked(stage.store.claimNext(anybody, stage.token()));
    agree(inquiry.channel.outbound, false, "whether the inquiry says so");
    await refused(() => stage.store.enqueue(entry(outgoing("new"))), "OUTBOUND_NOT_ALLOWED");
  },

  "another channel of the ticket": async (stage) => {
    const { store, there } = stage;
    await stage.enter(outgoing("t"));
    const token = stage.token();
    const before = await asked(store.claimNext(anybody, token));
    const moved = await asked(there.update("t", { channel: "sms" }));
    await there.update("t", { channel: "sms" }, clearanceFor(moved, allowed));
    const again = await asked(store.claimNext(anybody, token, clearanceFor(before, allowed)));
    agree([again.ticket.channel, again.basis === before.basis], ["sms", false]);
    agree((await store.claimNext(anybody, token, clearanceFor(again, allowed))).holding?.ticket.id, "t");
  },

  "another agent, who was sooner": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll(outgoing("first"), "second");
    const [token, other] = [stage.token(), stage.token()];
    const clearance = clearanceFor(await asked(store.claimNext(anybody, token)), allowed);
    agree((await there.claimNext({ id: "bia" }, other, clearance)).holding?.ticket.id, "first");
    agree((await store.claimNext(anybody, token, clearance)).holding?.ticket.id, "second");
  },

  "what happens to other people takes no ground away for ever": async (stage) => {
    const { store, there } = stage;
    await stage.enter(outgoing("t"));
    const token = stage.token();
    for (let round = 0; round < 3; round++) {
      await record(there.consent, { contact: "rui", kind: "revocation" });
      await there.outbound.setWish("rui", "whatsapp", "stopped", 7);
    }
    const clearance = clearanceFor(await asked(store.claimNext(anybody, token)), allowed);
    agree((await there.claimNext(anybody, token, clearance)).holding?.ticket.id, "t");
  },
};
