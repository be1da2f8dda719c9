import { agree, refused } from "../stage/agree.ts";
import type { Chapter } from "../stage/stage.ts";

const plain = { score: 50, absolute: false, enabled: true, inbound: true, outbound: false };
const inboundOnly = ["webchat", "facebook", "telegram", "viber", "form", "video"];
const bothWays = ["whatsapp", "email", "sms", "voice", "rcs"];

export const channels: Chapter = {
  "a fresh store has the eleven channels, web chat absolute": async ({ store }) => {
    agree(await store.channels(), [
      ...inboundOnly.map((id) => ({ id, ...plain, absolute: id === "webchat" })),
      ...bothWays.map((id) => ({ id, ...plain, outbound: true })),
    ]);
  },

  "a change leaves the rest as it was, and is seen on another handle": async ({ store, there }) => {
    const changed = { id: "sms", ...plain, outbound: true, score: 80, enabled: false };
    agree(await store.setChannel("sms", { score: 80 }), { ...changed, enabled: true });
    agree(await there.setChannel("sms", { enabled: false, inbound: undefined }), changed);
    agree(await store.setChannel("sms", {}), changed);
    for (const handle of [store, there]) {
      const list = await handle.channels();
      agree(list.length, 11);
      agree(
        list.find(({ id }) => id === "sms"),
        changed,
      );
    }
  },

  "a new id adds a channel, after those there are": async ({ store, there }) => {
    agree(await store.setChannel("fax", {}), { id: "fax", ...plain });
    agree(
      await there.setChannel("pigeon", { score: 1, absolute: true, enabled: false, inbound: false, outbound: true }),
      {
        ...{ id: "pigeon", score: 1, absolute: true, enabled: false, inbound: false, outbound: true },
      },
    );
    agree((await store.channels()).map(({ id }) => id).slice(-2), ["fax", "pigeon"]);
  },

  "a change that does not fit is refused, and changes nothing": async ({ store }) => {
    const before = await store.channels();
    await refused(() => store.setChannel("sms", { enabled: false, score: 101 }), "INVALID_SCORE");
    await refused(() => store.setChannel("sms", { enabled: false, score: 0.5 }), "INVALID_SCORE");
    await refused(() => store.setChannel("fax", { score: 0 }), "INVALID_SCORE");
    await refused(() => store.setChannel("sms", { score: 1, enabled: "no" as never }), "INVALID_CHANNEL");
    await refused(() => store.setChannel("sms", { score: 1, colour: "red" } as never), "INVALID_CHANNEL");
    await refused(() => store.setChannel("sms", null as never), "INVALID_CHANNEL");
    await refused(() => store.setChannel("", {}), "INVALID_ID");
    await refused(() => store.setChannel("x".repeat(257), {}), "INVALID_ID");
    agree(await store.channels(), before);
  },

  "a paused channel keeps its tickets out of the line, with their place": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("first", { id: "paused", channel: "sms" }, "last");
    await store.setChannel("sms", { enabled: false });
    await stage.enterAll({ id: "paused too", channel: "sms" });
    agree(await stage.line(), ["first", "last"]);
    agree(await stage.state("paused"), "waiting");
    agree(await store.position("paused"), undefined);
    agree(await store.position("last"), 2);
    agree(await store.counts(), { waiting: 2, held: 0, paused: 2, absolute: 0, promoted: 0 });
    agree(await store.claimTicket("paused", { id: "ana" }, stage.token()), {});
    await there.setChannel("sms", { enabled: true });
    agree(await stage.line(), ["first", "paused", "last", "paused too"]);
    agree(await store.counts(), { waiting: 4, held: 0, paused: 0, absolute: 0, promoted: 0 });
  },

  "a paused channel is not urgent": async (stage) => {
    const { store } = stage;
    await stage.enter({ id: "chat", channel: "webchat" });
    await store.setChannel("webchat", { enabled: false });
    agree((await store.agenda()).urgent, false);
    agree(await store.counts(), { waiting: 0, held: 0, paused: 1, absolute: 0, promoted: 0 });
    await store.setChannel("webchat", { enabled: true });
    agree((await store.agenda()).urgent, true);
    await store.setChannel("webchat", { absolute: false });
    agree((await store.agenda()).urgent, false);
  },
};
