import type { Clearance, Inquiry } from "../../../model/outbound.ts";
import type { Settled } from "../../../stores/store.ts";
import { agree } from "../stage/agree.ts";
import { allowed, asked, clearanceFor, outgoing, refusedForGood, refusedUntil } from "../stage/clearing.ts";
import { entry } from "../stage/entry.ts";
import { anybody, type Chapter, entered, MINUTE, START } from "../stage/stage.ts";

/** What an inquiry says, but for its basis, which is the store's own. */
const said = ({ ticket, channel }: Inquiry) => {
  const { id, contact, purpose, address, template, attributes } = ticket;
  return { id, contact, channel: ticket.channel, purpose, address, template, attributes, outbound: channel.outbound };
};

export const gate: Chapter = {
  "an outbound ticket does not enter before the gate was asked": async ({ store, there }) => {
    const attributes = { timeZone: "America/Recife" };
    const one = entry(outgoing("t", { address: "+55 81", template: "hello", attributes }));
    const inquiry = await asked(store.enqueue(one));
    const { id, contact, channel, purpose, address, template } = one.ticket;
    agree(said(inquiry), { id, contact, channel, purpose, address, template, attributes, outbound: true });
    agree(
      inquiry.channel,
      (await store.channels()).find((other) => other.id === "whatsapp"),
    );
    agree(await store.ticket("t"), undefined);
    agree(await store.counts(), { waiting: 0, held: 0, paused: 0, absolute: 0, promoted: 0 });
    const { ticket, created } = entered(await there.enqueue(one, clearanceFor(inquiry, allowed)));
    agree(
      { created, ...ticket, arrival: 0 },
      { created: true, ...one.ticket, receivedAt: START, state: "waiting", arrival: 0 },
    );
    // What is there already needs no clearance.
    agree(await store.enqueue(one), { ticket, created: false });
  },

  "an answer about another ticket, or on another basis, is none": async ({ store }) => {
    const inquiry = await asked(store.enqueue(entry(outgoing("t"))));
    const good = clearanceFor(inquiry, allowed);
    for (const wrong of [{ id: "other" }, { basis: `${inquiry.basis} ` }, { basis: "" }] satisfies Partial<Clearance>[])
      agree(said(await asked(store.enqueue(entry(outgoing("t")), { ...good, ...wrong }))), said(inquiry));
    agree(await store.ticket("t"), undefined);
    entered(await store.enqueue(entry(outgoing("t")), good));
  },

  "refused at the door, a ticket is cancelled, or held until the gate is asked again": async (stage) => {
    const { store, clock } = stage;
    const retryAt = START + MINUTE;
    agree((await stage.enter(outgoing("final"), refusedForGood)).state, "cancelled");
    agree((await stage.ticket("final")).closedAt, START);
    const held = await stage.enter(outgoing("held"), refusedUntil(retryAt));
    agree([held.state, held.heldUntil], ["held", retryAt]);
    const unknown = await stage.enter(outgoing("unknown"), refusedUntil());
    agree([unknown.state, unknown.heldUntil], ["held", undefined]);
    agree(await store.counts(), { waiting: 0, held: 2, paused: 0, absolute: 0, promoted: 0 });
    agree((await store.agenda()).nextChange, retryAt);
    clock.set(retryAt - 1);
    agree(await stage.line(), []);
    clock.set(retryAt);
    agree(await stage.line(), ["held"]);
    agree(await stage.ticket("held"), { ...held, state: "waiting", heldUntil: undefined });
    agree(await stage.state("unknown"), "held");
    agree((await store.agenda()).nextChange, undefined);
  },

  "the gate is asked before a claim; only its yes lets an agent have the ticket": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll(outgoing("t"), "mail");
    const before = await stage.ticket("t");
    const token = stage.token();
    const inquiry = await asked(store.claimNext(anybody, token));
    agree(inquiry.ticket.id, "t");
    agree(await store.claim(token), undefined);
    agree(await stage.line(), ["t", "mail"]);
    agree(await stage.ticket("t"), before);
    const { holding, refused } = await there.claimNext(anybody, token, clearanceFor(inquiry, allowed));
    agree([holding?.ticket, refused], [{ ...before, state: "active", answeredAt: START }, undefined]);
    // The same token again is the same claim, without another question.
    agree((await store.claimNext(anybody, token)).holding, holding);
    agree((await store.claimTicket("t", anybody, token)).holding, holding);
  },

  "what is refused at the claim is stopped, and the next one is tried in the same step": async (stage) => {
    const { store, clock } = stage;
    for (const [id, verdict, state] of [
      ["final", refusedForGood, "cancelled"],
      ["held", refusedUntil(START + 9 * MINUTE), "held"],
    ] as const) {
      await stage.enterAll(outgoing(id), `behind ${id}`);
      const token = stage.token();
      const clearance = clearanceFor(await asked(store.claimNext(anybody, token)), verdict);
      clock.advance(1);
      const { holding, refused, inquiry } = await store.claimNext(anybody, token, clearance);
      agree([holding?.ticket.id, inquiry], [`behind ${id}`, undefined]);
      agree(refused, { ticket: await stage.ticket(id), verdict });
      agree(refused?.ticket.state, state);
      agree(await stage.line(), []);
    }
    agree((await store.counts()).held, 1);
    agree(
      [(await stage.ticket("final")).closedAt, (await stage.ticket("held")).heldUntil],
      [START + 1, START + 9 * MINUTE],
    );
  },

  "one answer is good for one ticket: about the next the gate is asked anew": async (stage) => {
    const { store } = stage;
    await stage.enterAll(outgoing("first"), outgoing("second"));
    const token = stage.token();
    const first = await asked(store.claimNext(anybody, token));
    const { refused, inquiry, holding } = await store.claimNext(anybody, token, clearanceFor(first, refusedForGood));
    agree([refused?.ticket.id, inquiry?.ticket.id, holding], ["first", "second", undefined]);
    agree(await store.claims({}), []);
    const claimed = await store.claimNext(anybody, token, clearanceFor(inquiry!, allowed));
    agree([claimed.holding?.ticket.id, claimed.refused], ["second", undefined]);
  },

  "a ticket that is picked goes through the gate too": async (stage) => {
    const { store } = stage;
    await stage.enterAll(outgoing("yes"), outgoing("no"));
    const [token, other] = [stage.token(), stage.token()];
    const yes = await asked(store.claimTicket("yes", anybody, token));
    const no = await asked(store.claimTicket("no", anybody, other));
    agree((await store.claimTicket("yes", anybody, token, clearanceFor(yes, allowed))).holding?.ticket.id, "yes");
    const { refused, holding } = await store.claimTicket("no", anybody, other, clearanceFor(no, refusedForGood));
    agree([refused, holding], [{ ticket: await stage.ticket("no"), verdict: refusedForGood }, undefined]);
    // Nothing is asked about what cannot be had.
    agree(await store.claimTicket("yes", anybody, stage.token()), {});
    agree(await store.claimTicket("no", anybody, stage.token()), {});
  },

  "given back, a ticket goes through the gate before it waits again": async (stage) => {
    const { store, there } = stage;
    for (const [id, verdict, state] of [
      ["yes", allowed, "waiting"],
      ["later", refusedUntil(START + MINUTE), "held"],
      ["no", refusedForGood, "cancelled"],
    ] as const) {
      await stage.enterAll(outgoing(id, { contactScore: 99 }));
      const claim = await stage.claim();
      const release = { kind: "release", change: { contactScore: 1 } } as const;
      const inquiry = await asked(store.settle(claim.token, release));
      agree(await there.claim(claim.token), claim);
      const settled = (await there.settle(claim.token, release, clearanceFor(inquiry, verdict))) as Settled;
      const ticket = await stage.ticket(id);
      const ended = { agent: "ana", state: "active", claimedAt: START };
      agree(settled, { ticket, claim: ended, refused: verdict.allowed ? undefined : { ticket, verdict } });
      agree([ticket.state, ticket.contactScore], [state, 1]);
      agree(await store.claim(claim.token), undefined);
    }
    agree(await stage.line(), ["yes"]);
    agree(await store.claims({}), []);
  },

  "completing or cancelling a claim asks nothing": async (stage) => {
    await stage.enterAll(outgoing("a"), outgoing("b"));
    for (const kind of ["complete", "cancel"] as const)
      agree("ticket" in (await stage.store.settle((await stage.claim()).token, { kind })), true, kind);
  },

  "a change of channel goes through the gate, other changes do not": async (stage) => {
    const { store } = stage;
    await stage.enterAll(outgoing("yes"), outgoing("later"), outgoing("no"));
    agree(await store.update("yes", { contactScore: 51 }), await stage.ticket("yes"));
    agree(await store.update("no", { channel: "whatsapp" }), await stage.ticket("no"));
    for (const [id, verdict, state] of [
      ["yes", allowed, "waiting"],
      ["later", refusedUntil(START + MINUTE), "held"],
      ["no", refusedForGood, "cancelled"],
    ] as const) {
      const inquiry = await asked(store.update(id, { channel: "sms" }));
      agree([said(inquiry).channel, inquiry.channel.id], ["sms", "sms"]);
      agree((await stage.ticket(id)).channel, "whatsapp");
      const changed = await store.update(id, { channel: "sms" }, clearanceFor(inquiry, verdict));
      agree(changed, await stage.ticket(id));
      agree([(await stage.ticket(id)).state, (await stage.ticket(id)).channel], [state, "sms"]);
    }
  },

  "about what comes in the gate is never asked": async (stage) => {
    const { store } = stage;
    await stage.enterAll({ id: "in", contact: "maria" });
    agree((await store.claimNext(anybody, "token")).holding?.ticket.id, "in");
    agree("ticket" in (await store.settle("token", { kind: "release", change: { channel: "sms" } })), true);
    agree("id" in (await store.update("in", { channel: "voice" })), true);
  },
};
