import { agree } from "../stage/agree.ts";
import { entry } from "../stage/entry.ts";
import { type Chapter, entered, LEAD, MINUTE, START } from "../stage/stage.ts";

export const order: Chapter = {
  "tiers first: absolute, promoted, standard, whatever the scores": async (stage) => {
    const { store } = stage;
    await store.setChannel("webchat", { score: 1 });
    await store.setChannel("email", { score: 100 });
    await stage.enterAll(
      { id: "standard", contactScore: 100, receivedAt: 0 },
      { id: "promoted", channel: "voice", contactScore: 1, scheduledFor: START + LEAD },
      { id: "absolute", channel: "webchat", contactScore: 1 },
    );
    agree(await stage.line(), ["absolute", "promoted", "standard"]);
  },

  "then the channel's score, as it is now": async (stage) => {
    const { store, there } = stage;
    await store.setChannel("email", { score: 51 });
    await stage.enterAll(
      { id: "voice", channel: "voice", contactScore: 100, receivedAt: 0 },
      { id: "mail", channel: "email", contactScore: 1 },
    );
    agree(await stage.line(), ["mail", "voice"]);
    await there.setChannel("email", { score: 49 });
    agree(await stage.line(), ["voice", "mail"]);
    await there.setChannel("email", { absolute: true });
    agree(await stage.line(), ["mail", "voice"]);
  },

  "then the contact's score: the one given with the ticket, else the one by the rules": async (stage) => {
    const { store } = stage;
    const enter = async (id: string, ruleScore: number, contactScore?: number) =>
      entered(await store.enqueue(entry({ id, contactScore, receivedAt: START - ruleScore }, { ruleScore })));
    await enter("49", 49);
    await enter("given 50", 100, 50);
    await enter("51", 51);
    await enter("given 100", 1, 100);
    await enter("99", 99);
    agree(await stage.line(), ["given 100", "99", "51", "given 50", "49"]);
  },

  "then who waits the longest: a message that comes in late goes where its time says": async (stage) => {
    await stage.enterAll("now", { id: "late", receivedAt: START - 1 }, { id: "later", receivedAt: START - 2 });
    agree(await stage.line(), ["later", "late", "now"]);
  },

  "then who came first": async (stage) => {
    const names = ["z", "a", "10", "9", "B", "ä"];
    await stage.enterAll(...names);
    agree(await stage.line(), names);
  },

  "keys of different channels, skills and scores are compared as one line": async (stage) => {
    await stage.enterAll(
      { id: "4", channel: "voice", skills: ["tech"], receivedAt: START - 1 },
      { id: "3", channel: "email", skills: ["billing", "tech"], receivedAt: START - 2 },
      { id: "1", channel: "sms", contactScore: 51 },
      { id: "5", channel: "email" },
      { id: "2", channel: "voice", receivedAt: START - 3 },
      { id: "6", channel: "voice", skills: ["billing"] },
    );
    agree(await stage.line(), ["1", "2", "3", "4", "5", "6"]);
    for (const [n, id] of ["1", "2", "3", "4", "5", "6"].entries()) agree(await stage.store.position(id), n + 1);
  },

  "an agent sees and gets only what they can serve; nothing in front of it blocks": async (stage) => {
    const { store } = stage;
    await stage.enterAll(
      { id: "both", skills: ["billing", "tech"] },
      { id: "billing", skills: ["billing"] },
      { id: "voice", channel: "voice" },
      { id: "mail" },
    );
    const lines = [
      [{ id: "a" }, ["voice", "mail"]],
      [{ id: "a", channels: [] }, []],
      [{ id: "a", channels: ["email", "sms", "no such"] }, ["mail"]],
      [{ id: "a", skills: ["billing"] }, ["billing", "voice", "mail"]],
      [{ id: "a", skills: ["tech", "billing", "other", "billing"] }, ["both", "billing", "voice", "mail"]],
      [{ id: "a", skills: ["billing"], channels: ["email", "email"] }, ["billing", "mail"]],
    ] as const;
    for (const [agent, line] of lines) {
      agree(await stage.line(agent), line, `the line of ${JSON.stringify(agent)}`);
      const claimed = await store.claimNext(agent, stage.token());
      agree(claimed.holding?.ticket.id, line[0], `the claim of ${JSON.stringify(agent)}`);
      if (claimed.holding) await store.settle(claimed.holding.token, { kind: "release", change: {} });
    }
  },

  "a peek is as long as asked for, and claims nothing": async (stage) => {
    const { store } = stage;
    await stage.enterAll("a", "b", "c");
    for (const [count, length] of [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [1_000, 3],
      [Number.POSITIVE_INFINITY, 3],
      [Number.MAX_SAFE_INTEGER, 3],
    ] as const)
      agree((await store.peek(count)).length, length, `the length of a peek at ${count}`);
    agree((await store.counts()).waiting, 3);
  },

  "a thousand tickets of a hundred kinds are served in their order": async (stage) => {
    const { store } = stage;
    const channels = ["email", "voice", "sms", "whatsapp", "form"];
    await Promise.all(channels.map(async (id, n) => store.setChannel(id, { score: 50 + (n % 3) })));
    const given = Array.from({ length: 1_000 }, (_, n) => ({
      id: `t${n}`,
      channel: channels[n % 5]!,
      contactScore: 50 + ((n * 7) % 4),
      receivedAt: START - ((n * 31) % 50) * MINUTE,
      skills: [`skill ${(n * 13) % 20}`],
    }));
    const entries = await Promise.all(given.map(async (one) => entered(await store.enqueue(entry(one))).ticket));
    const place = (id: string) => 50 + (channels.indexOf(id) % 3);
    const line = [...entries].sort(
      (a, b) =>
        place(b.channel) - place(a.channel) ||
        b.contactScore! - a.contactScore! ||
        a.receivedAt - b.receivedAt ||
        a.arrival - b.arrival,
    );
    const waiting = line.map(({ id }) => id);
    agree(await stage.line(), waiting);
    agree(await store.position(waiting[499]!), 500);
    const agent = { id: "ana", skills: Array.from({ length: 10 }, (_, n) => `skill ${n}`) };
    const theirs = line.filter(({ skills }) => agent.skills.includes(skills[0]!)).map(({ id }) => id);
    agree(await stage.line(agent), theirs);
    for (const id of theirs.slice(0, 20))
      agree((await store.claimNext(agent, stage.token())).holding?.ticket.id, id, "the next claim");
  },
};
