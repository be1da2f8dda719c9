import type { Lane, LaneHead, Ranked, Store } from "../../../stores/store.ts";
import { agree } from "../stage/agree.ts";
import { anybody, type Chapter, ids, LEAD, MINUTE, START } from "../stage/stage.ts";

const many = { capacity: { total: 9, byChannel: {} } };
const UNTIL = START + MINUTE;

const first = ({ first: ranked }: LaneHead, count: number): Ranked[] => [...ranked].slice(0, count);
const named = ({ channel, promoted, skills, reservedFor }: Lane) =>
  [
    channel,
    ...(promoted ? ["promoted"] : []),
    ...skills,
    ...(reservedFor === undefined ? [] : [`for ${reservedFor}`]),
  ].join(" ");

/** By the name of the lane: how many wait, and its first so many. */
async function shown(store: Store, count = 99): Promise<Record<string, [number, ...string[]]>> {
  const lanes = [...(await store.lanes(() => count))].sort((a, b) => (named(a) < named(b) ? -1 : 1));
  return Object.fromEntries(
    lanes.map((lane) => [named(lane), [lane.waiting, ...ids(first(lane, count).map(({ ticket }) => ticket))]]),
  );
}

/** The line by lanes: what decides who can be given a ticket. */
export const lanes: Chapter = {
  "tickets of one channel that require the same skills are a lane; those promoted are one of their own": async (
    stage,
  ) => {
    const { store, there, clock } = stage;
    agree(await store.lanes(() => 9), []);
    await stage.enterAll("1", { id: "2", skills: ["english", "tech"] }, "3", { id: "4", channel: "voice" });
    await stage.enterAll({ id: "5", scheduledFor: START }, { id: "6", scheduledFor: START + LEAD + 1 });
    await stage.enterAll({ id: "7", skills: ["english", "tech"] }, { id: "chat", channel: "webchat" });
    const expected = {
      ...{ email: [2, "1", "3"], "email english tech": [2, "2", "7"] },
      ...{ "email promoted": [1, "5"], voice: [1, "4"], webchat: [1, "chat"] },
    };
    for (const handle of [store, there]) agree(await shown(handle), expected);
    clock.advance(1);
    agree((await shown(there))["email promoted"], [2, "5", "6"]);
  },

  "within a lane they stand in order, each with all its keys": async (stage) => {
    const { store, there, clock } = stage;
    await store.setChannel("email", { score: 70 });
    await stage.enterAll("1", { id: "2", contactScore: 60 }, { id: "3", receivedAt: START - 1 }, "4");
    clock.advance(MINUTE);
    await stage.enterAll({ id: "call", channel: "voice", receivedAt: 0, scheduledFor: START + LEAD + 7 });
    const heads = await there.lanes(() => 3);
    const mail = first(heads.find(({ channel }) => channel === "email")!, 3);
    agree(ids(mail.map(({ ticket }) => ticket)), ["2", "3", "1"]);
    for (const { ticket, standing, refusedBy } of mail) {
      agree(ticket, await stage.ticket(ticket.id));
      const { receivedAt: waitingSince, arrival, contactScore = 50 } = ticket;
      agree(standing, { tier: "standard", channelScore: 70, contactScore, waitingSince, arrival });
      agree(refusedBy, []);
    }
    const [call] = first(heads.find(({ channel }) => channel === "voice")!, 1);
    const { arrival } = await stage.ticket("call");
    agree(call?.standing, {
      ...{ tier: "promoted", channelScore: 50, contactScore: 50, waitingSince: START + 7, arrival },
    });
    await store.setChannel("voice", { absolute: true, score: 9 });
    const [absolute] = first((await store.lanes(({ channel }) => (channel === "voice" ? 1 : 0)))[0]!, 1);
    agree([absolute?.standing.tier, absolute?.standing.channelScore], ["absolute", 9]);
  },

  "those reserved for an agent are a lane of their own, until they are not": async (stage) => {
    const { store, there, clock } = stage;
    const forAna = { preferredAgent: { id: "ana", until: UNTIL } };
    await stage.enterAll("1", { id: "2", ...forAna }, { id: "3", skills: ["tech"], ...forAna }, { id: "4", ...forAna });
    await stage.enterAll({ id: "5", preferredAgent: { id: "bia", until: UNTIL + 1 } });
    agree(await shown(there), {
      ...{ email: [1, "1"], "email for ana": [2, "2", "4"], "email for bia": [1, "5"], "email tech for ana": [1, "3"] },
    });
    await store.update("4", { preferredAgent: null });
    agree((await shown(store)).email, [2, "1", "4"]);
    clock.set(UNTIL);
    agree(await shown(there), { email: [3, "1", "2", "4"], "email for bia": [1, "5"], "email tech": [1, "3"] });
  },

  "what has escalated is in the lane of those promoted": async (stage) => {
    const { store, there, clock } = stage;
    await store.setChannel("email", { escalateAfter: MINUTE });
    await stage.enterAll("1", { id: "2", receivedAt: START + 1 });
    clock.advance(MINUTE);
    agree(await shown(there), { email: [1, "2"], "email promoted": [1, "1"] });
    agree(first((await store.lanes(({ promoted }) => (promoted ? 1 : 0)))[0]!, 1)[0]?.standing.tier, "promoted");
  },

  "who has refused a ticket is told with it, while it holds": async (stage) => {
    const { store, there, clock } = stage;
    for (const id of ["ana", "bia"]) await stage.hire(id, many);
    await stage.enterAll("t", "other");
    for (const [id, refusedFor] of Object.entries({ ana: 2, bia: 1 }))
      await store.settle((await stage.offer("t", id)).token, { kind: "return", refusedFor });
    const refusedBy = async (id: string) => {
      const [lane] = await there.lanes(() => 9);
      return [...first(lane!, 9).find(({ ticket }) => ticket.id === id)!.refusedBy].sort();
    };
    agree([await refusedBy("t"), await refusedBy("other")], [["ana", "bia"], []]);
    clock.advance(1);
    agree(await refusedBy("t"), ["ana"]);
    clock.advance(1);
    agree(await refusedBy("t"), []);
  },

  "what is not in the line is in no lane": async (stage) => {
    const { store, there } = stage;
    await stage.hire("ana", many);
    await stage.enterAll("active", "offered", "closed", { id: "held", scheduledFor: START * 2 });
    await stage.enterAll({ id: "paused", channel: "sms" });
    await store.setChannel("sms", { enabled: false });
    await stage.claim("ana");
    await stage.offer("offered", "ana");
    await store.cancel("closed");
    agree(await there.lanes(() => 9), []);
    await there.setChannel("sms", { enabled: true });
    agree(await shown(store), { sms: [1, "paused"] });
  },

  "each lane is asked once how many of its first are wanted; 0 leaves it out": async (stage) => {
    const { store, there } = stage;
    for (let n = 0; n < 9; n++) await stage.enter({ id: `${n}`, channel: ["email", "voice", "sms"][n % 3]! });
    await stage.enterAll({ id: "tech", skills: ["tech"], preferredAgent: { id: "ana", until: UNTIL } });
    const asked: Lane[] = [];
    const heads = await there.lanes((lane) => {
      asked.push(lane);
      return { email: 2, voice: 0, sms: 1 }[lane.channel]!;
    });
    agree(asked.map((lane) => `${named(lane)}: ${lane.waiting}`).sort(), [
      "email tech for ana: 1",
      "email: 3",
      "sms: 3",
      "voice: 3",
    ]);
    agree(heads.map(named).sort(), ["email", "email tech for ana", "sms"]);
    const depths = { email: ["0", "3"], sms: ["2"], "email tech for ana": ["tech"] };
    for (const head of heads) {
      const expected = depths[named(head) as keyof typeof depths];
      agree(ids(first(head, expected.length).map(({ ticket }) => ticket)), expected);
    }
    agree(await store.lanes(() => 0), []);
  },

  "they say what Next would say: the first of the lanes that an agent can serve": async (stage) => {
    const { store, there } = stage;
    const skills = [[], ["tech"], ["billing"], ["billing", "tech"]];
    for (let n = 0; n < 24; n++) {
      const preferred = n % 5 === 0 ? { preferredAgent: { id: "bia", until: UNTIL } } : {};
      await stage.enter({ id: `${n}`, skills: skills[n % 4]!, contactScore: 1 + ((n * 7) % 5), ...preferred });
    }
    const bia = { id: "bia", skills: ["tech"] };
    for (const agent of [anybody, bia]) {
      const heads = (await there.lanes(() => 99)).filter(
        (lane) =>
          lane.skills.every((skill) => agent.skills?.includes(skill)) && (lane.reservedFor ?? agent.id) === agent.id,
      );
      const served = heads.flatMap((head) => ids(first(head, 99).map(({ ticket }) => ticket)));
      agree(served.sort(), ids(await store.peek(99, agent)).sort());
    }
  },
};
