import type { Occurrence, SenderState } from "../../../model/outbound.ts";
import type { Judge, OutboundStore } from "../../../stores/port/outbound-store.ts";
import { agree } from "../stage/agree.ts";
import { type Chapter, MINUTE, START } from "../stage/stage.ts";

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOTHING = { delivered: 0, blocked: 0, reported: 0, optedOut: 0 };
const FRESH = { state: { pauses: 0 }, counts: NOTHING };
const whatsapp = { channel: "whatsapp" };
const hello = { channel: "whatsapp", template: "hello" };

const at = (now: number) => ({ now, volume: DAY, quality: 7 * DAY });
const unjudged: Judge = ({ state }) => ({ state, recount: false });

const happened = (
  outbound: OutboundStore,
  kind: Occurrence["kind"],
  given: Partial<Occurrence> = {},
  judge: Judge = unjudged,
) => {
  const occurrence = { kind, contact: "maria", channel: "whatsapp", at: START, ...given };
  return outbound.happened(occurrence, DAY, at(occurrence.at), judge);
};

export const outbound: Chapter = {
  "of a stranger nothing is known": async ({ store: { outbound } }) => {
    const nobody = { contact: {}, reach: { count: 0, included: false }, sender: FRESH };
    agree(await outbound.standing("maria", whatsapp, at(START)), nobody);
    agree(await outbound.standing("maria", hello, at(START)), { ...nobody, template: FRESH });
    agree(await outbound.decisions({ limit: 9 }), []);
    agree(await outbound.takeQuestion("maria", "whatsapp"), undefined);
  },

  "what happens is counted for the sender and for the template": async ({ store, there }) => {
    await happened(store.outbound, "delivered", hello);
    await happened(store.outbound, "delivered", { contact: "rui" });
    await happened(there.outbound, "blocked", hello);
    await happened(there.outbound, "reported", { contact: "rui", ...hello });
    await happened(store.outbound, "optedOut");
    await happened(store.outbound, "received");
    await happened(store.outbound, "failed", { contact: "ana", ...hello });
    await happened(store.outbound, "delivered", { channel: "sms" });
    const { sender, template } = await there.outbound.standing("maria", hello, at(START + MINUTE));
    agree(sender.counts, { delivered: 2, blocked: 1, reported: 1, optedOut: 1 }, "the counts of the sender");
    agree(template?.counts, { delivered: 1, blocked: 1, reported: 1, optedOut: 0 }, "the counts of the template");
    const later = await store.outbound.standing("maria", hello, at(START + 7 * DAY + HOUR));
    agree([later.sender.counts, later.template?.counts], [NOTHING, NOTHING], "the counts after the window");
  },

  "the contact's moments move on, and a report that comes in late moves none back": async ({ store, there }) => {
    const { outbound } = store;
    await happened(outbound, "received", { at: START + 2 });
    await happened(there.outbound, "received", { at: START + 1 });
    await happened(outbound, "delivered", { at: START + 4, notBefore: START + 2 * DAY });
    await happened(outbound, "delivered", { at: START + 3 });
    await happened(outbound, "failed", { at: START + 5, notBefore: START + DAY });
    await happened(there.outbound, "failed", { at: START + 5, notBefore: START + MINUTE });
    await happened(outbound, "failed", { at: START + 5 });
    await outbound.setWish("maria", "whatsapp", "stopped", START + 6);
    const known = {
      lastReceived: START + 2,
      windowSince: START + 1,
      lastDelivered: START + 4,
      notBefore: START + DAY,
      stoppedSince: START + 6,
    };
    agree((await there.outbound.standing("maria", whatsapp, at(START + 7))).contact, known);
    agree((await outbound.standing("maria", { channel: "sms" }, at(START + 7))).contact, {});
    agree((await outbound.standing("rui", whatsapp, at(START + 7))).contact, {});
    await there.outbound.setWish("maria", "whatsapp", "resumed", START + 7);
    agree((await outbound.standing("maria", whatsapp, at(START + 7))).contact, {
      ...known,
      stoppedSince: undefined,
      resumedSince: START + 7,
    });
  },

  "the service window is open from the first message to a day after the last, told in any order": async ({
    store,
    there,
  }) => {
    const wrote = async (...moments: number[]) => {
      for (const moment of moments) await happened(store.outbound, "received", { at: moment });
    };
    const since = async () => (await there.outbound.standing("maria", whatsapp, at(START))).contact.windowSince;
    const counted = async (moment: number) => {
      await happened(there.outbound, "delivered", { at: moment });
      return (await store.outbound.standing("maria", whatsapp, at(moment))).reach.included;
    };
    await wrote(START + DAY, START + 2 * DAY, START);
    agree(await since(), START, "since when it is open, where each reaches the next");
    agree([await counted(START), await counted(START + 3 * DAY - 1)], [false, false]);
    await wrote(START - DAY - 1);
    agree(await since(), START, "since when it is open, whatever is told of a window before");
    agree(await counted(START + 3 * DAY), true, "whether who was reached after it counts");
    await wrote(START + 3 * DAY + 1);
    agree(await since(), START + 3 * DAY + 1, "since when it is open after a break");
  },

  "sender and template are judged by their own counts, within the step; recounted, they start anew": async ({
    store,
  }) => {
    const { outbound } = store;
    await happened(outbound, "delivered");
    const judged: unknown[] = [];
    const judge: Judge = ({ state, counts }) => {
      judged.push(counts);
      return { state: { ...state, pauses: counts.delivered, pausedUntil: "person" }, recount: counts.delivered === 2 };
    };
    await happened(outbound, "delivered", hello, judge);
    agree(judged.includes(undefined), false);
    const { sender, template } = await outbound.standing("maria", hello, at(START));
    agree(sender, { state: { pauses: 2, pausedUntil: "person" }, counts: NOTHING });
    agree(template, { state: { pauses: 1, pausedUntil: "person" }, counts: { ...NOTHING, delivered: 1 } });
    const told = judged.length;
    await happened(outbound, "received", hello, judge);
    await happened(outbound, "failed", hello, judge);
    agree(judged.length, told, "how often what says nothing about quality was judged");
  },

  "sender and template are judged by what is in the window": async ({ store, there }) => {
    const judged: number[] = [];
    const judge: Judge = ({ state, counts }) => {
      judged.push(counts.delivered);
      return { state, recount: false };
    };
    await happened(store.outbound, "delivered", hello);
    await happened(there.outbound, "delivered", { ...hello, at: START + 7 * DAY + HOUR }, judge);
    agree([...new Set(judged)], [1], "what was counted when they were judged");
  },

  "the state of a sender or template is changed, and comes back whole": async ({ store, there }) => {
    const states: SenderState[] = [
      { pauses: 3, reported: "yellow", limit: 2_000, lowSince: START, pausedUntil: 8.64e15, lastPausedAt: 0 },
      { pauses: 0, limit: "unlimited", pausedUntil: "person", platformPausedUntil: "platform" },
      { pauses: 1 },
    ];
    let before: SenderState = { pauses: 0 };
    for (const state of states) {
      await store.outbound.change(hello, (found) => {
        agree(found, before, "the state before");
        return state;
      });
      before = state;
      const { sender, template } = await there.outbound.standing("maria", hello, at(START));
      agree([sender.state, template?.state], [{ pauses: 0 }, state]);
    }
    await there.outbound.change(whatsapp, () => states[0]!);
    agree(
      (await store.outbound.standing("maria", { channel: "whatsapp", template: "other" }, at(START))).template,
      FRESH,
    );
    agree((await store.outbound.standing("maria", whatsapp, at(START))).sender.state, states[0]);
  },

  "changes at once are made one after another": async ({ store, there }) => {
    const grow = (state: SenderState) => ({ ...state, pauses: state.pauses + 1 });
    const handles = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? store : there).outbound);
    await Promise.all(handles.map(async (one) => one.change(hello, grow)));
    await Promise.all(handles.map(async (one, n) => happened(one, "delivered", { ...hello, contact: `c${n}` })));
    const { sender, template, reach } = await store.outbound.standing("maria", hello, at(START));
    agree([template?.state.pauses, template?.counts.delivered, sender.counts.delivered], [12, 12, 12]);
    agree(reach, { count: 12, included: false });
  },

  "a question is kept in place of the one before, and taken once": async ({ store, there }) => {
    const question = {
      ...{ id: "wamid.1", purposes: ["offers", "news"], controller: "Acme", statement: "Do you want them?" },
      ...{ language: "en", address: "+55 81", askedAt: START, until: START + DAY },
    };
    const { id: _, language: __, address: ___, ...bare } = question;
    await store.outbound.setQuestion("maria", "whatsapp", { ...question, id: "wamid.0" });
    await there.outbound.setQuestion("maria", "whatsapp", question);
    await store.outbound.setQuestion("maria", "sms", bare);
    agree(await store.outbound.takeQuestion("rui", "whatsapp"), undefined);
    const handles = [store, there, store, there].map(({ outbound }) => outbound);
    const taken = await Promise.all(handles.map(async (one) => one.takeQuestion("maria", "whatsapp")));
    agree(
      taken.filter((one) => one !== undefined),
      [question],
    );
    agree(await there.outbound.takeQuestion("maria", "sms"), bare);
    agree(await store.outbound.takeQuestion("maria", "sms"), undefined);
  },
};
