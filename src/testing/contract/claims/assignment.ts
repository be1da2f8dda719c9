import { agree } from "../stage/agree.ts";
import { allowed, asked, clearanceFor, outgoing } from "../stage/clearing.ts";
import { anybody, type Chapter, MINUTE, START } from "../stage/stage.ts";

const many = { capacity: { total: 9, byChannel: {} } };

/** Whom a ticket was given to, and why. */
export const assignment: Chapter = {
  "it says who pressed Next, or picked this very ticket, and when": async (stage) => {
    const { store, there, clock } = stage;
    await stage.enterAll("first", "second", "third");
    await stage.hire("bia");
    agree(await store.assignment("first"), undefined);
    agree(await store.assignment("no such"), undefined);
    await stage.claim();
    clock.advance(1);
    await store.claimTicket("third", { id: "caio" }, stage.token());
    clock.advance(1);
    await stage.claim("bia", there);
    for (const handle of [store, there]) {
      agree(await handle.assignment("first"), { agent: "ana", at: START, by: "next" });
      agree(await handle.assignment("third"), { agent: "caio", at: START + 1, by: "take" });
      agree(await handle.assignment("second"), { agent: "bia", at: START + 2, by: "next" });
    }
  },

  "of an offer it says why: the grounds, as they were given": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", many);
    await stage.enterAll("1", "2");
    const grounds = [
      {
        strategy: "predictive",
        value: -0.1,
        candidates: 7,
        others: [{ agent: "bia", value: -1.5 }, { agent: "caio" }],
      },
      { strategy: "🤝 \"round\" 'robin'", candidates: 1, others: [] },
    ];
    for (const [n, reasons] of grounds.entries()) {
      clock.advance(1);
      const proposal = { ...stage.proposal(`${n + 1}`, "ana"), grounds: reasons };
      await store.offer(proposal);
      const given = { agent: "ana", at: START + n + 1, by: "offer", grounds: reasons };
      agree(await there.assignment(`${n + 1}`), given);
      clock.advance(1);
      await store.accept(proposal.token);
      clock.advance(-1);
      agree(await there.assignment(`${n + 1}`), given);
    }
  },

  "it is that of the last time, and stays when the ticket waits again and when it is closed": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana", many);
    await stage.enterAll("t");
    const { grounds } = stage.proposal("t", "ana");
    const offered = { agent: "ana", at: START, by: "offer", grounds };
    await stage.offer("t", "ana");
    clock.advance(MINUTE);
    agree(await stage.state("t"), "waiting");
    agree(await there.assignment("t"), offered);
    const { token } = await stage.claim({ ...anybody, id: "bia" });
    const next = { agent: "bia", at: START + MINUTE, by: "next" };
    agree(await store.assignment("t"), next);
    await store.settle(token, { kind: "release", change: {} });
    agree(await store.assignment("t"), next);
    const last = await stage.claim();
    await there.settle(last.token, { kind: "complete" });
    agree(await store.assignment("t"), { agent: "ana", at: START + MINUTE, by: "next" });
  },

  "when an agent first had it stays, whoever has it later, by whatever door": async (stage) => {
    const { store, there, clock } = stage;
    await stage.hire("ana");
    await stage.enter({ id: "t" });
    await stage.offer("t", "ana");
    agree((await stage.ticket("t")).answeredAt, undefined, "when it was answered, once it is offered");
    await store.cancel("t");
    for (const first of ["next", "take", "offer"]) {
      const id = `first by ${first}`;
      await stage.enter({ id });
      const answeredAt = clock.now();
      for (const door of [first, "next", "take", "offer"]) {
        const offered = door === "offer" ? await stage.offer(id, "ana", MINUTE, there) : undefined;
        if (offered !== undefined) await store.accept(offered.token);
        if (door === "next") await stage.claim("ana");
        if (door === "take") await there.claimTicket(id, "ana", stage.token());
        const [claim] = await store.claims({});
        agree(claim?.ticket.answeredAt, answeredAt, `when "${id}" was answered, by ${door}`);
        agree((await stage.ticket(id)).answeredAt, answeredAt, `when "${id}" was answered`);
        await there.settle(claim!.token, { kind: "release", change: {} });
        clock.advance(1);
      }
      await store.cancel(id);
    }
  },

  "nothing is assigned where the gate was asked only": async (stage) => {
    const { store } = stage;
    await stage.hire("ana");
    await stage.enterAll(outgoing("t"));
    const proposal = stage.proposal("t", "ana");
    const inquiry = await asked(store.offer(proposal));
    await asked(store.claimNext(anybody, stage.token()));
    agree(await store.assignment("t"), undefined);
    await store.offer(proposal, clearanceFor(inquiry, allowed));
    agree((await store.assignment("t"))?.by, "offer");
  },

  "it is forgotten with the ticket": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll({ id: "purged", contact: "rui" }, { id: "forgotten", contact: "maria" });
    for (const _ of ["purged", "forgotten"]) await stage.claim();
    await store.cancel("purged");
    await store.purge(START, 9);
    agree(await there.assignment("purged"), undefined);
    await there.forget("maria");
    agree(await store.assignment("forgotten"), undefined);
    await stage.enterAll("purged", "forgotten");
    for (const id of ["purged", "forgotten"]) agree(await store.assignment(id), undefined, `that of a new "${id}"`);
  },
};
