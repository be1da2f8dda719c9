import { agree } from "../stage/agree.ts";
import { allowed, asked, clearanceFor, outgoing, refusedForGood, refusedUntil } from "../stage/clearing.ts";
import type { Given } from "../stage/entry.ts";
import { anybody, type Chapter, ids, LEAD, MINUTE, START } from "../stage/stage.ts";

/** What the gate holds, and what it takes back. */
export const holds: Chapter = {
  "what the gate holds may be changed and cancelled, and stays held": async (stage) => {
    const { store, clock } = stage;
    const retryAt = START + MINUTE;
    await stage.enter(outgoing("t"), refusedUntil(retryAt));
    await stage.enter(outgoing("gone"), refusedUntil(retryAt));
    const changed = (await store.update("t", { contactScore: 70, scheduledFor: retryAt + LEAD + 1 })) as object;
    agree(changed, { ...(await stage.ticket("t")), state: "held", heldUntil: retryAt, contactScore: 70 });
    agree((await store.cancel("gone"))?.ticket.state, "cancelled");
    clock.set(retryAt);
    agree(await stage.ticket("t"), { ...changed, heldUntil: undefined });
    agree(await stage.line(), []);
    clock.set(retryAt + 1);
    agree(await stage.line(), ["t"]);
  },

  "all holds that have ended by now have ended, and only they": async (stage) => {
    const { store, clock } = stage;
    for (const [id, until] of [
      ["a", 2],
      ["b", 1],
      ["c", 2],
      ["d", 3],
    ] as const)
      await stage.enter(outgoing(id), refusedUntil(START + until));
    await stage.enter({ id: "call", scheduledFor: START + LEAD + 9 });
    agree((await store.agenda()).nextChange, START + 1);
    clock.set(START + 2);
    agree(await stage.line(), ["a", "b", "c"]);
    agree((await store.agenda()).nextChange, START + 3);
    await store.cancel("d");
    agree((await store.agenda()).nextChange, START + 9);
  },

  "who is held is peeked at in the order in which they may join, whatever holds them": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enter(outgoing("who knows"), refusedUntil(undefined));
    await stage.enter({ id: "later", scheduledFor: START + LEAD + 9 });
    await stage.enter(outgoing("gated"), refusedUntil(START + 5));
    await stage.enter({ id: "sooner", channel: "webchat", scheduledFor: START + LEAD + 2 });
    await stage.enter({ id: "as soon", contactScore: 99, scheduledFor: START + LEAD + 5 });
    await stage.enter({ id: "from tomorrow", receivedAt: START + 7, scheduledFor: START + LEAD + 6 });
    await stage.enterAll("waiting");
    const inOrder = ["sooner", "gated", "as soon", "from tomorrow", "later", "who knows"];
    for (const count of [0, 1, 3, 99, Number.POSITIVE_INFINITY])
      agree(ids(await there.peekHeld(count)), inOrder.slice(0, count), `the first ${count} who are held`);
    agree((await there.peekHeld(2))[1], await stage.ticket("gated"));
    await store.update("later", { scheduledFor: START + LEAD + 1 });
    await store.cancel("as soon");
    agree(ids(await there.peekHeld(9)), ["later", "sooner", "gated", "from tomorrow", "who knows"]);
    clock.set(START + 5);
    agree(ids(await there.peekHeld(9)), ["from tomorrow", "who knows"]);
    await store.reopen("whatsapp");
    agree(ids(await there.peekHeld(9)), ["from tomorrow"]);
  },

  "held by the gate and for its time, a ticket is peeked at where the later of the two puts it": async (stage) => {
    const { store, there, clock } = stage;
    const call = (id: string, scheduledFor: number, until: number | undefined) =>
      stage.enter(outgoing(id, { channel: "voice", scheduledFor: START + LEAD + scheduledFor }), refusedUntil(until));
    await call("its time is later", 7, START + 3);
    await call("the gate's moment is later", 2, START + 5);
    await call("who knows", 1, undefined);
    await stage.enter({ id: "at six", scheduledFor: START + LEAD + 6 });
    await stage.enter({ id: "at four", scheduledFor: START + LEAD + 4 });
    const inOrder = ["at four", "the gate's moment is later", "at six", "its time is later", "who knows"];
    agree(ids(await there.peekHeld(9)), inOrder);
    agree((await store.agenda()).nextChange, START + 3);
    clock.set(START + 3);
    agree((await stage.ticket("its time is later")).heldUntil, undefined);
    agree(ids(await there.peekHeld(9)), inOrder);
    await store.update("the gate's moment is later", { scheduledFor: START + LEAD + 8 });
    await store.update("who knows", { scheduledFor: null });
    const moved = ["at four", "at six", "its time is later", "the gate's moment is later", "who knows"];
    agree(ids(await there.peekHeld(9)), moved);
    await store.update("the gate's moment is later", { scheduledFor: null });
    agree(ids(await there.peekHeld(9)), inOrder);
    clock.set(START + 7);
    agree(await stage.state("its time is later"), "waiting");
    agree(ids(await there.peekHeld(9)), ["who knows"]);
  },

  "held again, it is held until the new moment": async (stage) => {
    const { store, clock } = stage;
    for (const channel of ["email", "voice", "sms"])
      await stage.enter(outgoing(channel, { channel }), refusedUntil(START + MINUTE));
    await stage.enter(outgoing("t"), refusedUntil(START + 2));
    await store.reopen("whatsapp");
    const token = stage.token();
    const inquiry = await asked(store.claimNext(anybody, token));
    const { refused } = await store.claimNext(anybody, token, clearanceFor(inquiry, refusedUntil(START + 4)));
    agree(refused?.ticket.heldUntil, START + 4);
    await stage.enter(outgoing("moved"), refusedUntil(START + 2));
    const moving = await asked(store.update("moved", { channel: "sms" }));
    await store.update("moved", { channel: "sms" }, clearanceFor(moving, refusedUntil(START + 4)));
    clock.set(START + 3);
    agree([await stage.line(), (await store.agenda()).nextChange], [[], START + 4]);
    clock.set(START + 4);
    agree(await stage.line(), ["t", "moved"]);
  },

  "reopened, what the gate holds on a channel waits again, or what it holds of one contact there": async (stage) => {
    const { store, there } = stage;
    const hold = (id: string, given: Partial<Given> = {}, verdict = refusedUntil()) =>
      stage.enter(outgoing(id, given), verdict);
    await hold("maria");
    await hold("rui", { contact: "rui" }, refusedUntil(START + MINUTE));
    await hold("mail", { channel: "email" });
    await hold("scheduled", { contact: "rui", scheduledFor: START + LEAD + 1 });
    await store.reopen("whatsapp", "maria");
    agree(await stage.line(), ["maria"]);
    agree((await stage.ticket("maria")).heldUntil, undefined);
    await there.reopen("whatsapp");
    agree(await stage.line(), ["maria", "rui"]);
    agree(await stage.state("scheduled"), "held");
    agree((await store.agenda()).nextChange, START + LEAD + 1 - LEAD);
    await store.reopen("telex");
    agree(await stage.state("mail"), "held");
    // It waits; whether it may go out is asked when somebody wants it.
    await asked(store.claimNext(anybody, stage.token()));
  },

  "the inquiries about a contact are those about tickets that no agent has accepted": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll(
      outgoing("active", { contactScore: 99 }),
      outgoing("waiting"),
      outgoing("scheduled", { scheduledFor: START * 2 }),
      outgoing("cancelled"),
      outgoing("rui's", { contact: "rui" }),
      { id: "inbound", contact: "maria" },
    );
    await stage.enter(outgoing("held", { channel: "sms" }), refusedUntil());
    await stage.claim();
    await store.cancel("cancelled");
    const inquiries = await there.inquiries("maria");
    agree(ids(inquiries.map(({ ticket }) => ticket)).sort(), ["held", "scheduled", "waiting"]);
    const held = inquiries.find(({ ticket }) => ticket.id === "held");
    agree([held?.channel.id, held?.ticket.purpose], ["sms", "offers"]);
    agree(await store.inquiries("nobody"), []);
  },

  "withdrawn is what is refused for good and no agent has": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll(outgoing("t"), outgoing("active"), outgoing("stays"));
    const about = async (id: string) => (await store.inquiries("maria")).find(({ ticket }) => ticket.id === id)!;
    const [t, active, stays] = [await about("t"), await about("active"), await about("stays")];
    const claim = clearanceFor(await asked(store.claimTicket("active", anybody, "token")), allowed);
    await store.claimTicket("active", anybody, "token", claim);
    clock.advance(1);
    const withdrawn = await there.withdraw(clearanceFor(t, refusedForGood));
    agree(withdrawn, { ticket: await stage.ticket("t") });
    agree([withdrawn?.ticket.state, withdrawn?.ticket.closedAt], ["cancelled", START + 1]);
    for (const clearance of [
      clearanceFor(t, refusedForGood),
      clearanceFor(active, refusedForGood),
      clearanceFor(stays, allowed),
      clearanceFor(stays, refusedUntil(START + MINUTE)),
      { ...clearanceFor(stays, refusedForGood), basis: "another" },
      { ...clearanceFor(stays, refusedForGood), id: "no such" },
    ])
      agree(await store.withdraw(clearance), undefined, `the withdrawal of "${clearance.id}"`);
    agree(await stage.line(), ["stays"]);
    agree(await stage.state("active"), "active");
  },
};
