import { agree, refused } from "../stage/agree.ts";
import { allowed, asked, clearanceFor, outgoing, refusedForGood, refusedUntil } from "../stage/clearing.ts";
import { type Chapter, held, ids, MINUTE, START, told } from "../stage/stage.ts";
import { lapses } from "./lapses.ts";

const many = { capacity: { total: 9, byChannel: {} } };

/** Tickets put to an agent, to be accepted before a deadline. */
export const offers: Chapter = {
  ...lapses,

  "a ticket is offered to an agent, and has left the line": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", many);
    await stage.enterAll("1", "2");
    const before = await stage.ticket("2");
    clock.advance(1);
    const proposal = stage.proposal("2", "ana");
    const { holding, ...rest } = await store.offer(proposal);
    const ticket = { ...before, state: "offered" };
    const offered = { ticket, token: proposal.token, agent: "ana", state: "offered", claimedAt: START + 1 };
    agree(holding, { ...offered, deadline: START + 1 + MINUTE, alsoWaiting: [] });
    agree(rest, {});
    agree(await there.ticket("2"), ticket);
    agree(await stage.line(), ["1"]);
    for (const claims of [await there.claims({}), await store.claims({ agent: "ana" })]) agree(claims, [holding]);
    agree(await there.claim(proposal.token), holding);
    agree((await store.counts()).waiting, 1);
  },

  "the same token again is the same offer, while it stands": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana");
    await stage.hire("bia");
    await stage.enterAll("1", "2");
    const proposal = stage.proposal("1", "ana");
    const offered = held(await store.offer(proposal));
    clock.advance(MINUTE - 1);
    agree(await there.offer(proposal), { holding: offered });
    agree(await there.offer({ ...proposal, ticket: "2", agent: "bia", within: 1 }), { holding: offered });
    const accepted = held(await store.accept(proposal.token));
    agree(await there.offer(proposal), { holding: accepted });
    agree(await stage.line(), ["2"]);
  },

  "nothing is offered that does not wait": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", many);
    await stage.hire("bia", many);
    await stage.enterAll("offered", "active", "closed", "paused", { id: "held", scheduledFor: START * 2 });
    await store.update("paused", { channel: "sms" });
    await store.setChannel("sms", { enabled: false });
    await stage.offer("offered", "ana");
    await store.claimTicket("active", "ana", stage.token());
    await store.cancel("closed");
    for (const id of ["offered", "active", "closed", "paused", "held"])
      agree(await there.offer(stage.proposal(id, "bia")), {}, `the offer of "${id}"`);
    await refused(() => there.offer(stage.proposal("no such", "bia")), "UNKNOWN_TICKET");
  },

  "accepted, it is a claim like another, and lapses no more": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana");
    await stage.enterAll("t");
    const { deadline, ...offered } = await stage.offer("t", "ana");
    clock.advance(MINUTE - 1);
    const { holding: accepted, wasOffered } = await there.accept(offered.token);
    const now = START + MINUTE - 1;
    const ticket = { ...offered.ticket, state: "active", answeredAt: now };
    agree([accepted, wasOffered], [{ ...offered, ticket, state: "active", claimedAt: now }, true]);
    clock.advance(MINUTE);
    // Once more, it is as it is.
    for (const handle of [store, there])
      agree(await handle.accept(offered.token), { holding: accepted, wasOffered: false });
    agree(told(await store.agenda()), []);
    const { ticket: closed, claim } = (await there.settle(offered.token, { kind: "complete" })) as never;
    agree([closed, claim], [await stage.ticket("t"), { agent: "ana", state: "active", claimedAt: now }]);
    await refused(() => store.accept(offered.token), "STALE_CLAIM");
  },

  "an active claim is accepted already": async (stage) => {
    await stage.enterAll("t");
    const claim = await stage.claim();
    stage.clock.advance(1);
    agree(await stage.there.accept(claim.token), { holding: claim, wasOffered: false });
  },

  "an offer is completed, cancelled and released as a claim is": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", many);
    const claim = { agent: "ana", state: "offered", claimedAt: START };
    await stage.enterAll("complete", "cancel", "release");
    const before = await stage.ticket("release");
    const tokens = [];
    for (const id of ["complete", "cancel", "release"]) tokens.push((await stage.offer(id, "ana")).token);
    clock.advance(1);
    for (const [n, kind] of (["complete", "cancel"] as const).entries()) {
      agree(await there.settle(tokens[n]!, { kind }), { ticket: await stage.ticket(kind), claim });
      const { state, closedAt, answeredAt } = await stage.ticket(kind);
      agree([state, closedAt, answeredAt], [["completed", "cancelled"][n], START + 1, undefined]);
    }
    const change = { contactScore: 99 };
    agree(await there.settle(tokens[2]!, { kind: "release", change }), { ticket: { ...before, ...change }, claim });
    const { token } = await stage.offer("release", "ana");
    agree(await store.cancel("release"), {
      ...{ ticket: await stage.ticket("release"), claim: { ...claim, claimedAt: START + 1 } },
    });
    await refused(() => there.accept(token), "STALE_CLAIM");
  },

  "offered, a ticket is not changed": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana");
    await stage.enterAll("t");
    const { ticket, token } = await stage.offer("t", "ana");
    for (const handle of [store, there])
      await refused(() => handle.update("t", { contactScore: 99 }), "TICKET_NOT_WAITING");
    agree(held(await there.accept(token)).ticket.contactScore, ticket.contactScore);
  },

  "the gate is asked when an outbound ticket is offered, and not again when it is accepted": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", many);
    await stage.enterAll(outgoing("t"), outgoing("held"), outgoing("no"));
    const proposal = stage.proposal("t", "ana");
    const inquiry = await asked(store.offer(proposal));
    agree(inquiry.ticket.id, "t");
    agree([await store.claim(proposal.token), await stage.state("t")], [undefined, "waiting"]);
    const { holding } = await there.offer(proposal, clearanceFor(inquiry, allowed));
    agree(holding?.state, "offered");
    agree(held(await store.accept(proposal.token)).state, "active");
    for (const [id, verdict, state] of [
      ["held", refusedUntil(START + MINUTE), "held"],
      ["no", refusedForGood, "cancelled"],
    ] as const) {
      const other = stage.proposal(id, "ana");
      const about = await asked(there.offer(other));
      agree(await store.offer(other, clearanceFor(about, verdict)), {
        ...{ refused: { ticket: await stage.ticket(id), verdict } },
      });
      agree(await stage.state(id), state);
    }
    // Nothing is asked about what they cannot have.
    await store.reopen("whatsapp");
    await stage.hire("ana", { presence: "away" });
    agree(await store.offer(stage.proposal("held", "ana")), {});
  },

  "a revocation reaches what is offered": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana");
    await stage.enterAll(outgoing("t"));
    const { token, claimedAt } = await stage.offer("t", "ana");
    const [inquiry, ...others] = await there.inquiries("maria");
    agree([inquiry?.ticket.id, others], ["t", []]);
    agree(await store.withdraw(clearanceFor(inquiry!, refusedUntil(START + MINUTE))), undefined);
    const withdrawn = await store.withdraw(clearanceFor(inquiry!, refusedForGood));
    agree(withdrawn, { ticket: await stage.ticket("t"), claim: { agent: "ana", state: "offered", claimedAt } });
    agree(withdrawn?.ticket.state, "cancelled");
    await refused(() => there.accept(token), "STALE_CLAIM");
    agree(await there.claims({}), []);
    agree((await store.agents.get("ana"))?.load, {});
  },

  "of many who are offered the same ticket at once, one is; of many who accept and return, one does": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("t", "other");
    const agents = Array.from({ length: 12 }, (_, n) => `agent ${n}`);
    for (const id of agents) await stage.hire(id);
    const on = (n: number) => [store, there][n % 2]!;
    const offered = await Promise.all(agents.map(async (id, n) => on(n).offer(stage.proposal("t", id))));
    const [holding, ...more] = offered.flatMap((one) => one.holding ?? []);
    agree([holding?.ticket.id, more], ["t", []]);
    const outcomes = await Promise.all(
      agents.map(async (_, n) => {
        const accept = async () => ((await on(n).accept(holding!.token)).wasOffered ? "accepted" : "as it was");
        const giveBack = async () => {
          await on(n + 1).settle(holding!.token, { kind: "return" });
          return "returned";
        };
        return (n % 2 === 0 ? accept() : giveBack()).catch(({ code }) => code);
      }),
    );
    const accepted = outcomes.includes("accepted");
    const done = outcomes.filter((one) => one === "accepted" || one === "returned");
    agree(done, [accepted ? "accepted" : "returned"]);
    agree(await stage.state("t"), accepted ? "active" : "waiting");
    agree(ids((await there.claims({})).map(({ ticket }) => ticket)), accepted ? ["t"] : []);
    const others = outcomes.filter((one) => one !== done[0] && one !== "as it was");
    agree(new Set(others).size <= 1, true, "whether all others were refused for one reason");
  },
};
