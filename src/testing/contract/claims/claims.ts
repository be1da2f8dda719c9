import type { Settled, Settlement } from "../../../stores/store.ts";
import { agree, refused } from "../stage/agree.ts";
import { anybody, type Chapter, ids, LEAD, MINUTE, START, told } from "../stage/stage.ts";

const bia = { id: "bia" };

export const claims: Chapter = {
  "the first of the line is held, and has left it": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("first", "second");
    const before = await stage.ticket("first");
    clock.advance(1);
    const token = stage.token();
    const { holding, ...rest } = await store.claimNext(anybody, token);
    const ticket = { ...before, state: "active", answeredAt: START + 1 };
    agree(holding, { ticket, token, agent: "ana", state: "active", claimedAt: START + 1, alsoWaiting: [] });
    agree(rest, {});
    agree(await stage.ticket("first"), ticket);
    agree(await there.position("first"), undefined);
    agree(await stage.line(), ["second"]);
    agree(await store.counts(), { waiting: 1, held: 0, paused: 0, absolute: 0, promoted: 0 });
  },

  "where nothing is for them, there is no claim": async (stage) => {
    agree(await stage.store.claimNext(anybody, stage.token()), {});
    await stage.enter({ id: "t", skills: ["Latin"] });
    agree(await stage.store.claimNext(anybody, stage.token()), {});
    agree(await stage.store.claims({}), []);
  },

  "the same token is the same claim, while it stands": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("first", "second");
    const claim = await stage.claim();
    clock.advance(MINUTE);
    agree(await there.claimNext(anybody, claim.token), { holding: claim });
    agree(await there.claimNext({ id: "bia", channels: [] }, claim.token), { holding: claim });
    agree(await store.claimTicket("second", bia, claim.token), { holding: claim });
    agree(await stage.line(), ["second"]);
  },

  "this very ticket is held, if it waits and they can serve it": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("first", { id: "second", skills: ["tech"] }, { id: "held", scheduledFor: START + LEAD + 1 });
    for (const [id, agent] of [
      ["second", bia],
      ["first", { id: "bia", channels: ["voice"] }],
      ["held", anybody],
    ] as const)
      agree(await store.claimTicket(id, agent, stage.token()), {}, `the claim of "${id}"`);
    const token = stage.token();
    agree((await there.claimTicket("second", anybody, token)).holding?.ticket.id, "second");
    agree(await store.claimTicket("second", anybody, stage.token()), {}, "a second claim");
    await store.settle(token, { kind: "complete" });
    agree(await store.claimTicket("second", anybody, stage.token()), {}, "a claim of what is completed");
    await refused(() => store.claimTicket("no such", anybody, stage.token()), "UNKNOWN_TICKET");
    agree(await stage.line(), ["first"]);
  },

  "a claim is picked up by its token, on any handle": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("first", "second");
    const claim = await stage.claim();
    for (const handle of [store, there]) agree(await handle.claim(claim.token), claim);
    agree(await there.claim("another token"), undefined);
    await there.settle(claim.token, { kind: "complete" });
    for (const handle of [store, there]) agree(await handle.claim(claim.token), undefined);
  },

  "claims are told in the order in which they were made, of one agent or of all": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("1", "2", "3", "4", "5");
    const made = [];
    for (const agent of [anybody, bia, anybody, bia, anybody]) made.push(await stage.claim(agent));
    agree(await store.claims({}), made);
    clock.set(START - MINUTE);
    await store.settle(made[2]!.token, { kind: "release", change: {} });
    made.push(await stage.claim(bia, there));
    const left = made.filter((_, n) => n !== 2);
    agree(await there.claims({}), left);
    for (const agent of ["ana", "bia", "caio"])
      agree(
        await there.claims({ agent }),
        left.filter((one) => one.agent === agent),
      );
  },

  "the same contact's other waiting tickets are told, in order": async (stage) => {
    const { store, there, clock } = stage;
    const maria = { contact: "maria" };
    await stage.enterAll(
      { id: "claimed", ...maria, contactScore: 100 },
      { id: "last", ...maria },
      { id: "first", ...maria, channel: "webchat", skills: ["Latin"] },
      { id: "other", contact: "rui" },
      { id: "nobody's" },
      { id: "paused", ...maria, channel: "sms" },
      { id: "held", ...maria, scheduledFor: START + LEAD + 1 },
      { id: "active", ...maria, contactScore: 99, channel: "voice" },
    );
    await store.setChannel("sms", { enabled: false });
    await store.claimTicket("active", anybody, stage.token());
    const token = stage.token();
    const { holding } = await store.claimTicket("claimed", anybody, token);
    agree(ids(holding!.alsoWaiting), ["first", "last"]);
    agree(holding!.alsoWaiting[1], await stage.ticket("last"));
    clock.advance(1);
    agree(ids((await there.claim(token))!.alsoWaiting), ["first", "held", "last"]);
    const { holding: nobodys } = await store.claimTicket("nobody's", anybody, stage.token());
    agree(nobodys!.alsoWaiting, []);
  },

  "a claim is completed or cancelled once; the ticket is closed then": async (stage) => {
    const { store, there, clock } = stage;
    for (const [kind, state] of [
      ["complete", "completed"],
      ["cancel", "cancelled"],
    ] as const) {
      await stage.enter({ id: kind });
      const { token, ticket, claimedAt } = await stage.claim();
      clock.advance(1);
      const closed = { ...ticket, state, closedAt: clock.now() };
      const claim = { agent: "ana", state: "active", claimedAt };
      agree(await there.settle(token, { kind }), { ticket: closed, claim });
      agree(await store.ticket(kind), closed);
      for (const handle of [store, there])
        for (const again of ["complete", "cancel"] as const)
          await refused(() => handle.settle(token, { kind: again }), "STALE_CLAIM");
    }
    agree(await store.claims({}), []);
  },

  "a settlement with a token that is stale, or was never given, changes nothing": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("t", "other");
    const stale = (await stage.claim()).token;
    await store.settle(stale, { kind: "release", change: {} });
    const claim = await stage.claim(bia);
    const settlements: Settlement[] = [
      { kind: "complete" },
      { kind: "cancel" },
      { kind: "release", change: { channel: "voice", scheduledFor: START * 2 } },
    ];
    for (const settlement of settlements)
      for (const token of [stale, "never given"]) await refused(() => there.settle(token, settlement), "STALE_CLAIM");
    agree(await store.claims({}), [claim]);
    agree(await stage.ticket("t"), claim.ticket);
    agree(await stage.line(), ["other"]);
  },

  "released, a ticket stands where it would have stood": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("a", "b", "c");
    const before = await stage.ticket("b");
    const [first, second] = [await stage.claim(), await stage.claim()];
    clock.advance(MINUTE);
    await stage.enter({ id: "d" });
    agree(await there.settle(second.token, { kind: "release", change: {} }), {
      ticket: { ...before, answeredAt: START },
      claim: { agent: "ana", state: "active", claimedAt: START },
    });
    agree(await stage.line(), ["b", "c", "d"]);
    await store.settle(first.token, { kind: "release", change: {} });
    agree(await stage.line(), ["a", "b", "c", "d"]);
    agree(await store.claims({}), []);
  },

  "released to other skills, another channel or score, it keeps its place in time": async (stage) => {
    const { store } = stage;
    await stage.enterAll("t", "mail", { id: "voice", channel: "voice" });
    await store.setChannel("voice", { score: 51 });
    const { ticket, token } = await stage.claim({ id: "ana", channels: ["email"] });
    const change = { channel: "voice", skills: ["billing", "tech"], contactScore: 50 };
    const released = (await store.settle(token, { kind: "release", change })) as Settled;
    agree(released.ticket, { ...ticket, ...change, state: "waiting" });
    agree(await stage.line(), ["t", "voice", "mail"]);
    agree(await stage.line(bia), ["voice", "mail"]);
  },

  "released to be called back later, it is held until then": async (stage) => {
    const { store, clock } = stage;
    await stage.enterAll("t", "mail");
    const { token } = await stage.claim();
    const change = { scheduledFor: START + LEAD + MINUTE };
    const { ticket } = (await store.settle(token, { kind: "release", change })) as Settled;
    agree([ticket.state, ticket.scheduledFor], ["held", START + LEAD + MINUTE]);
    agree(await stage.line(), ["mail"]);
    clock.advance(MINUTE);
    agree(await stage.line(), ["t", "mail"]);
    agree(told(await store.agenda()), ["promoted t"]);
  },

  "a release to where it may not go is refused, and the claim stands": async (stage) => {
    const { store } = stage;
    await stage.enterAll("t");
    await store.setChannel("sms", { inbound: false });
    const claim = await stage.claim();
    const release = (channel: string) =>
      store.settle(claim.token, { kind: "release", change: { channel, skills: ["x"] } });
    await refused(() => release("telex"), "UNKNOWN_CHANNEL");
    await refused(() => release("sms"), "INBOUND_NOT_ALLOWED");
    agree(await store.claim(claim.token), claim);
    // Where it is already, it may stay.
    await store.setChannel("email", { inbound: false });
    await release("email");
    agree(await stage.line(anybody), []);
    agree(await stage.line({ id: "ana", skills: ["x"] }), ["t"]);
  },
};
