import { agree } from "../stage/agree.ts";
import { type Chapter, MINUTE, START, type Stage, told } from "../stage/stage.ts";

const ESCALATES = 2 * MINUTE;

const escalating = ({ store }: Stage) => store.setChannel("email", { escalateAfter: ESCALATES });
const news = async ({ store }: Stage) => told(await store.agenda());

/** What has waited for so long that it joins those promoted. */
export const escalation: Chapter = {
  "after so long a ticket joins those promoted, to the millisecond, and keeps its place in time": async (stage) => {
    const { store, there, clock } = stage;
    const channel = await escalating(stage);
    agree(channel.escalateAfter, ESCALATES);
    agree(
      (await there.channels()).find(({ id }) => id === "email"),
      channel,
    );
    await stage.enterAll({ id: "voice", channel: "voice", scheduledFor: START }, "t", "second");
    await store.setChannel("voice", { score: 51 });
    await stage.enterAll({ id: "chat", channel: "webchat" }, { id: "call", channel: "voice" });
    const before = await stage.ticket("t");
    clock.advance(ESCALATES - 1);
    agree(await stage.line(), ["chat", "voice", "call", "t", "second"]);
    clock.advance(1);
    agree(await stage.line(), ["chat", "voice", "t", "second", "call"]);
    agree(await there.counts(), { waiting: 5, held: 0, paused: 0, absolute: 1, promoted: 3 });
    agree(await there.ticket("t"), before);
    agree(await there.position("t"), 3);
    agree((await there.agenda()).urgent, true);
    agree((await there.claimNext({ id: "ana", channels: ["email", "voice"] }, "token")).holding?.ticket.id, "voice");
  },

  "what came back before its channel was changed came back under the channel as it was": async (stage) => {
    const { store, there, clock } = stage;
    await escalating(stage);
    await stage.hire("ana");
    await stage.enterAll("t");
    await stage.offer("t", "ana", 1);
    clock.advance(1);
    await there.setChannel("email", { escalateAfter: null });
    agree((await store.agenda()).nextChange, START + ESCALATES);
  },

  "on an absolute channel it is absolute, and promoted once the channel is not": async (stage) => {
    const { store, clock } = stage;
    await store.setChannel("email", { escalateAfter: ESCALATES, absolute: true });
    await stage.enterAll("t");
    clock.set(START + ESCALATES);
    agree(await news(stage), ["escalated t"]);
    agree(await store.counts(), { waiting: 1, held: 0, paused: 0, absolute: 1, promoted: 0 });
    await store.setChannel("email", { absolute: false });
    agree((await store.counts()).promoted, 1);
  },

  "what has escalated stays so, claimed and given back, moved and changed": async (stage) => {
    const { store, there, clock } = stage;
    await escalating(stage);
    await stage.enterAll("t");
    clock.set(START + ESCALATES);
    agree(await news(stage), ["escalated t"]);
    const { token } = await stage.claim();
    await there.settle(token, { kind: "release", change: { channel: "voice", skills: ["tech"] } });
    await store.update("t", { contactScore: 60, preferredAgent: { id: "ana", until: START * 2 } });
    await there.setChannel("email", { escalateAfter: null });
    agree((await there.counts()).promoted, 1);
    agree(await news(stage), []);
  },
};
