import { type Center, type Claim, createCenter, memoryStore, whatsappPolicy } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

let clock: ManualClock;
let center: Center;

beforeEach(async () => {
  clock = manualClock(NOW);
  center = await createCenter({ clock });
});

const settled = () => new Promise(setImmediate);
const pairs = (offers: readonly Claim[]) => offers.map(({ ticket, agent }) => `${ticket.id} ${agent}`);

async function agents(...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await center.agents.set(id, { presence: "available" });
    clock.advance(1);
  }
}

async function tickets(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await center.enqueue({ id, channel: "email" });
}

describe("an offer", () => {
  test("is accepted before its deadline, or lapses and goes to somebody else in its place", async () => {
    await agents("ana");
    await tickets("first", "second");
    const [offer] = await center.distribute({ within: MINUTE });
    expect(offer).toMatchObject({ state: "offered", agent: "ana", deadline: clock.now() + MINUTE });
    clock.advance(MINUTE - 1);
    const claim = await offer.accept();
    expect(claim).toMatchObject({ state: "active", agent: "ana", token: offer.token, claimedAt: clock.now() });
    await claim.complete();
    const [other] = await center.distribute({ within: MINUTE });
    clock.advance(MINUTE);
    for (const settle of ["accept", "refuse", "complete"] as const)
      await expect(other[settle]()).rejects.toMatchObject({ code: "STALE_CLAIM" });
    expect(await center.position("second")).toBe(1);
  });

  test("that lapses goes to somebody else, however soon the next round comes", async () => {
    await agents("ana", "bia");
    await tickets("t");
    const strategy = ({ id }: { id: string }) => (id === "ana" ? 1 : 0);
    expect(pairs(await center.distribute({ strategy, within: MINUTE }))).toEqual(["t ana"]);
    clock.advance(MINUTE);
    expect(pairs(await center.distribute({ strategy, within: MINUTE }))).toEqual(["t bia"]);
  });

  test("that is refused is not made to the same agent for a while", async () => {
    await agents("ana");
    await tickets("t");
    const told: unknown[] = [];
    center.on("refused", ({ ticket, agent, reason }) => told.push([ticket.id, agent, reason]));
    const [offer] = await center.distribute();
    await offer.refuse({ reason: "lunch", notAgainFor: MINUTE });
    expect(told).toEqual([["t", "ana", "lunch"]]);
    expect(await center.distribute()).toEqual([]);
    clock.advance(MINUTE - 1);
    expect(await center.distribute()).toEqual([]);
    clock.advance(1);
    expect(pairs(await center.distribute())).toEqual(["t ana"]);
  });

  test("that was refused, or let lapse, by the only one who could take it is made to them again after a while", async () => {
    await agents("ana");
    await tickets("t");
    const offered: number[] = [];
    center.on("offered", () => offered.push(clock.now()));
    const start = clock.now();
    await center.autoDistribute({ within: MINUTE });
    await (await center.claims())[0].refuse({ notAgainFor: 2 * MINUTE });
    for (let minute = 0; minute < 5; minute++) {
      clock.advance(MINUTE);
      await settled();
    }
    // Refused for two minutes, offered for one, missed for one.
    expect(offered).toEqual([start, start + 2 * MINUTE, start + 4 * MINUTE]);
  });

  test("that was accepted is released, not refused", async () => {
    await agents("ana");
    await tickets("t");
    const [offer] = await center.distribute();
    await offer.accept();
    await expect(offer.refuse()).rejects.toMatchObject({ code: "OFFER_ACCEPTED" });
    await expect(offer.withdraw()).rejects.toMatchObject({ code: "OFFER_ACCEPTED" });
    expect((await offer.release()).state).toBe("waiting");
  });

  test("is picked up by its token, and withdrawn without blame", async () => {
    await agents("ana");
    await tickets("t");
    const [offer] = await center.distribute();
    const again = await center.claim(offer.token);
    expect(again).toMatchObject({ state: "offered", deadline: offer.deadline });
    await again?.withdraw();
    expect(pairs(await center.distribute())).toEqual(["t ana"]);
  });
});

describe("who serves", () => {
  test("is whoever has been idle longest", async () => {
    await agents("zoe", "ana", "bia");
    await tickets("1", "2");
    expect(pairs(await center.distribute({ strategy: "longestIdle" }))).toEqual(["1 zoe", "2 ana"]);
  });

  test("is whoever has the fewest tickets", async () => {
    await agents("ana", "bia", "caio");
    for (const id of ["ana", "bia", "caio"]) await center.agents.set(id, { capacity: 3 });
    await tickets("1", "2", "3", "4", "5", "6");
    for (const id of ["ana", "ana", "bia"]) await center.next(id);
    expect(pairs(await center.distribute({ strategy: "leastLoaded" }))).toEqual(["4 caio", "5 bia", "6 caio"]);
  });

  test("is told with the others, the fewest tickets first, be it a ticket alone or one of several", async () => {
    await agents("ana", "bia", "caio");
    for (const id of ["ana", "bia", "caio"]) await center.agents.set(id, { capacity: 4 });
    await tickets("1", "2", "3", "alone");
    for (const id of ["ana", "ana", "bia"]) await center.next(id);
    const othersOf = async (id: string) => (await center.explain(id)).assignment?.grounds?.others;
    await center.distribute({ strategy: "leastLoaded" });
    expect(await othersOf("alone")).toEqual([{ agent: "bia" }, { agent: "ana" }]);
    await (await center.claims({ agent: "caio" }))[0].complete();
    await tickets("4", "5");
    await center.distribute({ strategy: "leastLoaded" });
    expect(await othersOf("4")).toEqual([{ agent: "bia" }, { agent: "ana" }]);
  });

  test("is whoever's turn it is", async () => {
    await agents("ana", "bia");
    const given: string[] = [];
    for (const id of ["1", "2", "3", "4"]) {
      await tickets(id);
      const [offer] = await center.distribute({ strategy: "roundRobin" });
      given.push(offer.agent);
      await offer.complete();
    }
    expect(given).toEqual(["ana", "bia", "ana", "bia"]);
  });

  test("is whoever's turn it is, and nobody is remembered who was removed", async () => {
    await agents("ana", "bia");
    const offered = async () => {
      await center.enqueue({ channel: "email" });
      const [offer] = await center.distribute({ strategy: "roundRobin" });
      await offer.complete();
      return offer.agent;
    };
    expect([await offered(), await offered()]).toEqual(["ana", "bia"]);
    await center.agents.remove("bia");
    await agents("bia");
    expect([await offered(), await offered(), await offered()]).toEqual(["bia", "ana", "bia"]);
  });

  test("is whoever a predictor of one's own likes best", async () => {
    await agents("ana", "bia");
    await tickets("1", "2");
    const likes = (agent: { id: string }, ticket: { id: string }) => (agent.id === "ana" && ticket.id === "2" ? 1 : 0);
    expect(pairs(await center.distribute({ strategy: likes }))).toEqual(["1 bia", "2 ana"]);
    for (const claim of await center.claims()) await claim.withdraw();
    const byLane = (agent: { id: string }) => (agent.id === "bia" ? 1 : 0);
    await center.cancel("2");
    expect(pairs(await center.distribute({ strategy: { byLane } }))).toEqual(["1 bia"]);
  });

  test("is whoever is expected to need the least time, as was learned from what they have completed", async () => {
    await agents("slow", "fast");
    for (let n = 0; n < 20; n++) {
      for (const [id, minutes] of [["slow", 10] as const, ["fast", 2] as const]) {
        await tickets(`${id} ${n}`);
        const claim = await center.take(`${id} ${n}`, id);
        clock.advance(minutes * MINUTE);
        await claim?.complete();
      }
    }
    await tickets("t");
    const [offer] = await center.distribute({ strategy: "predictive" });
    expect(offer.agent).toBe("fast");
    const { assignment } = await center.explain("t");
    expect(assignment).toMatchObject({
      agent: "fast",
      by: "offer",
      grounds: { strategy: "predictive", candidates: 2 },
    });
    // Two and ten minutes, pulled towards the six of any agent by what one ticket weighs.
    expect(assignment!.grounds!.value).toBeCloseTo(-60 * ((2 * 20 + 6) / 21), 3);
    expect(assignment!.grounds!.others).toEqual([
      { agent: "slow", value: expect.closeTo(-60 * ((10 * 20 + 6) / 21), 3) },
    ]);
  });

  test("has what it takes: order decides who is served, not whom it suits", async () => {
    await center.agents.set("german", { skills: ["german"], presence: "available" });
    await center.enqueue({ id: "first", channel: "email" });
    await center.enqueue({ id: "german", channel: "email", skills: ["german"] });
    expect(pairs(await center.distribute())).toEqual(["first german"]);
  });
});

describe("distributing without being asked", () => {
  test("follows arrivals, promotions, presence, capacity, wrap-ups, refusals and lapses", async () => {
    const offered: string[] = [];
    center.on("offered", ({ ticket, agent }) => offered.push(`${ticket.id} ${agent}`));
    const next = async (step: () => unknown) => {
      await step();
      await settled();
      return offered.splice(0);
    };
    const theirs = async (agent: string) => (await center.claims({ agent }))[0];
    const end = await center.autoDistribute({ within: 5 * MINUTE });
    expect(await next(() => tickets("1"))).toEqual([]);
    expect(await next(() => center.agents.set("ana", { presence: "available", wrapUp: MINUTE }))).toEqual(["1 ana"]);
    expect(await next(() => center.agents.set("bia", { presence: "available" }))).toEqual([]);
    expect(await next(() => tickets("2", "3"))).toEqual(["2 bia"]);
    expect(await next(async () => (await (await theirs("ana")).accept()).complete())).toEqual([]);
    expect(await next(() => clock.advance(MINUTE))).toEqual(["3 ana"]);
    expect(await next(async () => (await theirs("bia")).accept())).toEqual([]);
    expect(await next(() => center.agents.set("bia", { capacity: 2 }))).toEqual([]);
    expect(await next(async () => (await theirs("ana")).refuse())).toEqual(["3 bia"]);
    expect(await next(() => clock.advance(MINUTE))).toEqual([]);
    expect(await next(() => clock.advance(4 * MINUTE))).toEqual(["3 ana"]);
    const scheduledFor = clock.now() + 6 * MINUTE;
    expect(await next(() => center.enqueue({ id: "call", channel: "voice", scheduledFor }))).toEqual([]);
    expect(await next(() => clock.advance(MINUTE))).toEqual(["call bia"]);
    end();
    expect(await next(() => center.agents.set("caio", { presence: "available", capacity: 9 }))).toEqual([]);
    expect(await next(() => tickets("4"))).toEqual([]);
  });

  test("follows a promotion and a lapse that somebody saw before the timer has gone off", async () => {
    let now = NOW;
    center = await createCenter({ clock: { now: () => now, wake: () => () => {} } });
    const offered: string[] = [];
    center.on("offered", ({ ticket, agent }) => offered.push(`${ticket.id} ${agent}`));
    for (const id of ["ana", "bia"]) await center.agents.set(id, { presence: "available" });
    await center.autoDistribute({ within: MINUTE, strategy: ({ id }) => (id === "ana" ? 1 : 0) });
    const call = { id: "call", channel: "voice", scheduledFor: NOW + 6 * MINUTE };
    const seen = async (at: number) => {
      now = at;
      await center.enqueue(call); // Known already: only a look.
      return offered.splice(0);
    };
    expect(await seen(NOW)).toEqual([]);
    expect(await seen(NOW + MINUTE)).toEqual(["call ana"]);
    expect(await seen(NOW + 2 * MINUTE)).toEqual(["call bia"]);
  });

  test("offers nothing again at once to whoever let it lapse while another lapse was told", async () => {
    await center.agents.set("ana", { channels: ["email"], presence: "available" });
    await center.agents.set("bia", { channels: ["sms"], presence: "available" });
    const told: string[] = [];
    for (const event of ["offered", "lapsed"] as const)
      center.on(event, ({ ticket, agent }) => told.push(`${event} ${ticket.id} ${agent}`));
    await center.autoDistribute({ within: MINUTE });
    await center.enqueue({ id: "mail", channel: "email" });
    clock.advance(1);
    await center.enqueue({ id: "text", channel: "sms" });
    expect(told.splice(0)).toEqual(["offered mail ana", "offered text bia"]);
    clock.advance(MINUTE);
    await settled();
    expect(told).toEqual(["lapsed mail ana", "lapsed text bia"]);
  });

  test("follows an erasure, which frees the agent who was offered what is gone", async () => {
    const offered: string[] = [];
    center.on("offered", ({ ticket }) => offered.push(ticket.id));
    await agents("ana");
    await center.autoDistribute();
    await center.enqueue({ id: "theirs", channel: "email", contact: "maria" });
    await tickets("next");
    expect(offered).toEqual(["theirs"]);
    await center.consent.erase({ contact: "maria", reason: "art. 18 VI" });
    await settled();
    expect(offered).toEqual(["theirs", "next"]);
  });

  test("tells of tickets that wait when the last who could serve them is removed, or no longer can", async () => {
    const told: unknown[] = [];
    center.on("unservable", ({ lanes }) => told.push(...lanes.map(({ channel, skills }) => [channel, ...skills])));
    const toldBy = async (change: () => Promise<unknown>) => {
      await change();
      await settled();
      return told.splice(0);
    };
    await center.agents.set("ana", { channels: ["email"], skills: ["german"] });
    await center.enqueue({ channel: "email", skills: ["german"] });
    await center.autoDistribute();
    expect(await toldBy(() => center.agents.set("ana", { presence: "away" }))).toEqual([]);
    expect(await toldBy(() => center.agents.set("ana", { skills: [] }))).toEqual([["email", "german"]]);
    expect(await toldBy(() => center.agents.set("bia", { channels: ["voice"] }))).toEqual([]);
    expect(await toldBy(() => center.enqueue({ channel: "email", skills: ["german"] }))).toEqual([]);
    expect(await toldBy(() => center.agents.set("bia", { channels: null, skills: ["german"] }))).toEqual([]);
    expect(await toldBy(() => center.agents.remove("bia"))).toEqual([["email", "german"]]);
  });

  test("tells of tickets that nobody can serve as they come back from an agent, or with their channel", async () => {
    const told: unknown[] = [];
    center.on("unservable", ({ lanes }) => told.push(...lanes.map(({ channel, skills }) => [channel, ...skills])));
    await center.channels.set("sms", { enabled: false });
    await center.enqueue({ channel: "sms" });
    await center.agents.set("ana", { channels: ["email"], skills: ["german", "latin"], presence: "available" });
    await center.autoDistribute({ within: MINUTE });
    for (const skill of ["german", "latin"]) await center.enqueue({ channel: "email", skills: [skill] });
    await center.agents.set("ana", { capacity: 2 });
    const [first] = await center.claims({ agent: "ana" });
    await center.agents.set("ana", { skills: [] });
    await settled();
    expect(told.splice(0)).toEqual([]);
    await first.refuse();
    await settled();
    expect(told.splice(0)).toEqual([["email", "german"]]);
    clock.advance(MINUTE);
    await settled();
    expect(told.splice(0)).toEqual([["email", "latin"]]);
    await center.channels.set("sms", { enabled: true });
    await settled();
    expect(told).toEqual([["sms"]]);
  });

  test("tells of tickets that nobody could ever serve, once, until the agents change", async () => {
    const told: unknown[] = [];
    center.on("unservable", ({ lanes }) => told.push(...lanes.map(({ channel, skills }) => [channel, ...skills])));
    await center.agents.set("ana", { channels: ["email", "sms"], skills: ["german"] });
    await center.enqueue({ channel: "email", skills: ["latin"] });
    await center.autoDistribute();
    expect(told.splice(0)).toEqual([["email", "latin"]]);
    for (const channel of ["voice", "voice", "sms"]) await center.enqueue({ channel });
    await settled();
    expect(told.splice(0)).toEqual([["voice"]]);
    expect(await center.unservable()).toHaveLength(2);
    await center.agents.set("ana", { channels: ["voice"] });
    await center.enqueue({ channel: "sms" });
    await settled();
    expect(told).toEqual([["sms"]]);
  });
});

/** A purpose, to which maria has agreed. */
async function agreed(): Promise<void> {
  const notice = { controller: "Acme", contact: "dpo@acme.example", language: "pt", text: "…" };
  await center.consent.definePurpose({ id: "offers", description: "Offers about plans", basis: "consent", notice });
  await center.consent.grant({
    ...{
      contact: "maria",
      controller: "Acme",
      purposes: ["offers"],
      channels: "any",
      statement: "Sim",
      language: "pt",
    },
    ...{ act: "checkbox", evidence: { form: 1 } },
  });
}

test("an outbound ticket that the gate lets go is offered at once", async () => {
  center = await createCenter({ clock, outbound: { policies: { whatsapp: whatsappPolicy } } });
  await agreed();
  await agents("ana");
  const offered: string[] = [];
  center.on("offered", ({ ticket }) => offered.push(ticket.id));
  await center.autoDistribute();
  await center.outbound.report({ kind: "template", channel: "whatsapp", template: "promo", status: "paused" });
  const outbound = { direction: "outbound", purpose: "offers", contact: "maria", channel: "whatsapp" } as const;
  const { state } = await center.enqueue({ id: "offer", template: "promo", ...outbound });
  expect([state, offered]).toEqual(["held", []]);
  await center.outbound.report({ kind: "template", channel: "whatsapp", template: "promo", status: "active" });
  expect(offered).toEqual(["offer"]);
});

test("an outbound ticket that may not be sent is not offered, and its place goes to the next", async () => {
  await agreed();
  await agents("ana");
  const outbound = { direction: "outbound", purpose: "offers", contact: "maria", channel: "email" } as const;
  await center.enqueue({ id: "offer", contactScore: 90, ...outbound });
  await tickets("mail");
  const [offer] = await center.distribute();
  expect(pairs([offer])).toEqual(["offer ana"]);
  await center.consent.revoke({ contact: "maria", act: "reply", evidence: { text: "SAIR" } });
  await expect(offer.accept()).rejects.toMatchObject({ code: "STALE_CLAIM" });
  expect(await center.get("offer")).toMatchObject({ state: "cancelled" });
  expect(pairs(await center.distribute())).toEqual(["mail ana"]);
});

test("an explanation says what stands ahead and by which key, and who could take it or why not", async () => {
  await center.agents.set("ana", { channels: ["email"], presence: "available" });
  await center.agents.set("bia", { skills: ["billing"], presence: "away" });
  await center.agents.set("caio", { skills: ["billing"], presence: "available" });
  await center.enqueue({ id: "chat", channel: "webchat" });
  await center.enqueue({ id: "vip", channel: "email", contactScore: 90 });
  await center.enqueue({ id: "t", channel: "email", skills: ["billing"] });
  await center.take("chat", "caio");
  await center.update("t", { preferredAgent: { id: "ana", until: NOW + MINUTE } });
  const explanation = await center.explain("t");
  expect(explanation).toMatchObject({
    position: 2,
    standing: { tier: "standard", channelScore: 50, contactScore: 50 },
    ahead: { contactScore: 1 },
    nearest: [{ first: "vip", key: "contactScore", values: [90, 50] }],
    agents: [
      { agent: "ana", obstacles: [{ reason: "skills", missing: ["billing"] }] },
      {
        agent: "bia",
        obstacles: [
          { reason: "presence", presence: "away" },
          { reason: "reserved", agent: "ana" },
        ],
      },
      { agent: "caio", obstacles: [{ reason: "capacity" }, { reason: "reserved", agent: "ana" }] },
    ],
  });
  expect(await center.explain("chat")).toMatchObject({ assignment: { agent: "caio", by: "take" }, agents: [] });
  await expect(center.explain("nobody")).rejects.toMatchObject({ code: "UNKNOWN_TICKET" });
});

test("an explanation of a ticket that is not in the line says that nobody can have it, and why", async () => {
  await center.agents.set("ana", { channels: ["sms"], presence: "available" });
  await center.agents.set("bia", { presence: "available" });
  await center.channels.set("email", { enabled: false });
  await center.enqueue({ id: "paused", channel: "email" });
  await center.enqueue({ id: "later", channel: "sms", scheduledFor: NOW + 60 * MINUTE });
  await center.enqueue({ id: "both", channel: "email", scheduledFor: NOW + 60 * MINUTE });
  const agents = async (id: string) => (await center.explain(id)).agents;
  const paused = { reason: "paused", channel: "email" };
  expect(await agents("paused")).toEqual([
    { agent: "ana", obstacles: [paused, { reason: "channel", channel: "email" }] },
    { agent: "bia", obstacles: [paused] },
  ]);
  expect(await agents("later")).toEqual(["ana", "bia"].map((agent) => ({ agent, obstacles: [{ reason: "held" }] })));
  expect((await agents("both"))[1]?.obstacles).toEqual([{ reason: "held" }, paused]);
  await center.update("both", { preferredAgent: { id: "ana", until: NOW + MINUTE } });
  const reserved = { reason: "reserved", agent: "ana" };
  expect((await agents("both")).map(({ obstacles }) => obstacles.slice(2))).toEqual([
    [{ reason: "channel", channel: "email" }],
    [reserved],
  ]);
  clock.advance(MINUTE);
  expect((await agents("both"))[1]?.obstacles).toEqual([{ reason: "held" }, paused]);
  await center.channels.set("email", { enabled: true });
  expect((await agents("paused"))[1]?.obstacles).toEqual([]);
});

test("an explanation says who is not offered a ticket for now, as they have refused it or let it lapse", async () => {
  await agents("ana", "bia");
  await tickets("t");
  const obstacles = async () => (await center.explain("t")).agents.map(({ obstacles }) => obstacles);
  const refused = [{ reason: "refused" }];
  await center.distribute({ within: MINUTE });
  clock.advance(MINUTE);
  expect(await obstacles()).toEqual([refused, []]);
  const [offer] = await center.distribute();
  await offer.refuse({ notAgainFor: 5 * MINUTE });
  expect(await obstacles()).toEqual([refused, refused]);
  expect(await center.distribute()).toEqual([]);
  clock.advance(MINUTE);
  expect(await obstacles()).toEqual([[], refused]);
  expect(pairs(await center.distribute())).toEqual(["t ana"]);
});

test("an explanation says who has refused a ticket also while it is held, or its channel is paused", async () => {
  await agents("ana", "bia");
  await tickets("t");
  const [offer] = await center.distribute();
  await offer.refuse({ notAgainFor: 5 * MINUTE });
  const first = async () => (await center.explain("t")).agents[0];
  const refused = { agent: "ana", obstacles: [{ reason: "refused" }] };
  expect(await first()).toEqual(refused);
  await center.channels.set("email", { enabled: false });
  expect(await first()).toMatchObject({ obstacles: [{ reason: "paused" }, { reason: "refused" }] });
  await center.channels.set("email", { enabled: true });
  await center.update("t", { scheduledFor: clock.now() + 60 * MINUTE });
  expect(await first()).toMatchObject({ obstacles: [{ reason: "held" }, { reason: "refused" }] });
  clock.advance(5 * MINUTE);
  expect(await first()).toMatchObject({ obstacles: [{ reason: "held" }] });
});

test("a wait over a channel's limit is told of, and escalates where that is wanted", async () => {
  const told: string[] = [];
  center.on("tooLong", ({ ticket }) => told.push(`too long ${ticket.id}`));
  center.on("escalated", ({ ticket }) => told.push(`escalated ${ticket.id}`));
  await center.channels.set("email", { waitLimit: MINUTE, escalateAfter: 2 * MINUTE });
  await tickets("t");
  await center.enqueue({ id: "important", channel: "sms", contactScore: 99 });
  clock.advance(MINUTE);
  await settled();
  expect([told, await center.position("t")]).toEqual([["too long t"], 2]);
  clock.advance(MINUTE);
  await settled();
  expect([told, await center.position("t")]).toEqual([["too long t", "escalated t"], 1]);
  expect((await center.urgency()).urgent).toBe(true);
});

test.each([{ strategy: "best" }, { strategy: {} }, { within: 0 }, { within: "20 s" }, { unknown: true }] as const)(
  "%o is refused",
  async (options) => {
    const code = { code: "INVALID_OPTION" };
    await expect(center.distribute(options as never)).rejects.toMatchObject(code);
    await expect(center.autoDistribute(options as never)).rejects.toMatchObject(code);
    await expect(createCenter({ distribution: options as never })).rejects.toMatchObject(code);
  },
);

test("a predictor that answers with no number is told so, and nothing is offered", async () => {
  await agents("ana");
  await tickets("t");
  await expect(center.distribute({ strategy: () => Number.NaN })).rejects.toMatchObject({ code: "INVALID_VALUE" });
  expect(await center.claims()).toEqual([]);
});

test("a predictor that answers later is told so, and a failure of its own ends no process", async () => {
  const surfaced: unknown[] = [];
  const hear = (reason: unknown) => void surfaced.push(reason);
  process.on("unhandledRejection", hear);
  onTestFinished(() => void process.off("unhandledRejection", hear));
  await agents("ana", "bia");
  await tickets("t", "u");
  const later = async () => Promise.reject(new Error("no model"));
  for (const strategy of [later, { byLane: later }])
    await expect(center.distribute({ strategy: strategy as never })).rejects.toMatchObject({ code: "INVALID_VALUE" });
  await new Promise((resolve) => setImmediate(resolve));
  expect(surfaced).toEqual([]);
});

test("a strategy that fails is told of and tried again, and keeps nothing else from being told at its moment", async () => {
  const told: string[] = [];
  for (const event of ["error", "urgency", "promoted", "offered"] as const)
    center.on(event, () => told.push(`${event} at ${clock.now() - NOW}`));
  const value = { of: Number.NaN };
  await center.autoDistribute({ strategy: () => value.of });
  await center.enqueue({ channel: "webchat" });
  await agents("ana");
  expect(told).toEqual(["urgency at 0", "error at 0"]);
  await center.enqueue({ channel: "email", scheduledFor: NOW + 5 * MINUTE + 2_000 });
  told.length = 0;
  clock.advance(1_999); // To the 2 seconds, as `agents` takes a millisecond.
  await settled();
  expect(told).toEqual(["promoted at 2000", "error at 2000"]);
  told.length = 0;
  value.of = 1;
  clock.advance(5_000);
  await settled();
  expect(told).toContain("offered at 7000");
});

test("an offer that loses a race to its agent's removal, or to the erasure of its ticket, is dropped, and the round goes on", async () => {
  const store = memoryStore();
  let meanwhile = async () => {};
  const lanes = store.lanes.bind(store);
  store.lanes = async (depth) => {
    const heads = (await lanes(depth)).map((head) => ({ ...head, first: [...head.first] }));
    await meanwhile();
    return heads;
  };
  center = await createCenter({ store, clock });
  await agents("ana", "bia");
  await center.enqueue({ id: "gone", channel: "email", contact: "maria" });
  await tickets("t", "u");
  meanwhile = async () => {
    meanwhile = async () => {};
    await center.consent.erase({ contact: "maria", reason: "art. 18 VI" });
    await center.agents.remove("bia");
  };
  expect(pairs(await center.distribute())).toEqual(["t ana"]);
});

test("a round makes more offers than a call takes arguments", async () => {
  const center = await createCenter({ clock: manualClock(NOW), statistics: false });
  const tickets = 130_000;
  await center.agents.set("robot", { capacity: tickets, presence: "available" });
  for (let number = 0; number < tickets; number++) await center.enqueue({ channel: "email" });
  expect(await center.distribute()).toHaveLength(tickets);
  expect((await center.agents.get("robot"))?.load).toEqual({ email: tickets });
}, 120_000);
