import type { Occurrence } from "../../../model/outbound.ts";
import { agree } from "../stage/agree.ts";
import { type Chapter, MINUTE, START, type Stage } from "../stage/stage.ts";

const DAY = 1_440 * MINUTE;
const LIMIT = { window: DAY, limit: 9 };
const hello = { channel: "whatsapp", template: "hello" };
const windows = (now: number) => ({ now, volume: DAY, quality: 7 * DAY });

const tell = async (
  { store, there }: Stage,
  kind: Occurrence["kind"],
  given: Partial<Occurrence> & { readonly on?: "there" | undefined; readonly now?: number } = {},
) => {
  const { on, now = given.at ?? START, ...rest } = given;
  const occurrence = { kind, contact: "maria", message: "wamid.1", at: now, ...hello, ...rest };
  const { outbound } = on === "there" ? there : store;
  return outbound.happened(occurrence, 0, windows(now), ({ state }) => ({ state, recount: false }));
};

const reserve = ({ store }: Stage, at: number) => {
  const decision = { at, occasion: "authorize", purpose: "offers", allowed: true, reasons: [] } as const;
  return store.outbound.record({ ...decision, contact: "maria", ...hello }, { at, ...LIMIT });
};

const standing = ({ there }: Stage, now: number) => there.outbound.standing("maria", hello, windows(now));
const deliveries = async (stage: Stage, now = START) => (await standing(stage, now)).sender.counts.delivered;

/** What platforms tell more than once. */
export const repeats: Chapter = {
  "told of the same message again, nothing changes": async (stage) => {
    for (const kind of ["received", "delivered", "blocked", "reported", "optedOut"] as const) await tell(stage, kind);
    await tell(stage, "failed", { message: "wamid.2", notBefore: START + MINUTE });
    await reserve(stage, START + 1);
    const before = await standing(stage, START + 2);
    const again = { at: START + 2, on: "there" } as const;
    for (const kind of ["received", "delivered", "blocked", "reported", "optedOut"] as const)
      await tell(stage, kind, again);
    await tell(stage, "failed", { ...again, message: "wamid.2", notBefore: START + DAY });
    agree(await standing(stage, START + 2), before);
    agree(before.sender.counts, { delivered: 1, blocked: 1, reported: 1, optedOut: 1 }, "the counts");
  },

  "what is told again happened when it was told first": async (stage) => {
    const first = { at: START + 5, now: START + 9 };
    for (const kind of ["received", "delivered", "failed"] as const) {
      agree(await tell(stage, kind, first), START + 5, `when "${kind}" happened`);
      agree(await tell(stage, kind, { at: START + 9, on: "there" }), START + 5, `when it did, told again`);
      agree(await tell(stage, kind, { at: START + 9, message: "wamid.2" }), START + 9, `when the next did`);
      agree(await tell(stage, kind, { at: START + 7, message: undefined }), START + 7, `when one without an id did`);
    }
    const many = [6, 7, 8, 9].map((at, n) =>
      tell(stage, "received", { at: START + at, message: "wamid.3", on: n % 2 === 0 ? undefined : "there" }),
    );
    agree(new Set(await Promise.all(many)).size, 1, "how many moments are known of what many told at once");
  },

  "another message, contact or channel is another matter, and so is a message without an id": async (stage) => {
    await tell(stage, "delivered");
    await tell(stage, "delivered", { message: "wamid.2" });
    await tell(stage, "delivered", { contact: "rui" });
    await tell(stage, "delivered", { channel: "sms" });
    for (const _ of [1, 2]) await tell(stage, "delivered", { message: undefined });
    agree(await deliveries(stage), 5);
    await tell(stage, "delivered", { contact: "rui", template: undefined });
    agree(await deliveries(stage), 5);
  },

  "a message is known for as long as the longest window looks back": async (stage) => {
    await tell(stage, "delivered");
    await tell(stage, "delivered", { now: START + 7 * DAY - 1 });
    agree(await deliveries(stage, START + 7 * DAY - 1), 1);
    await tell(stage, "delivered", { now: START + 7 * DAY });
    agree(await deliveries(stage, START + 7 * DAY), 2);
    await tell(stage, "delivered", { now: START + 8 * DAY });
    agree(await deliveries(stage, START + 8 * DAY), 1);
  },

  "told of late, a message is known by its own moment": async (stage) => {
    const now = START + 6 * DAY;
    await tell(stage, "delivered", { message: "wamid.0", at: now, now });
    await tell(stage, "delivered", { at: START, now });
    await tell(stage, "delivered", { at: START, now, on: "there" });
    agree(await deliveries(stage, now), 2);
    await tell(stage, "delivered", { now: START + 7 * DAY });
    await tell(stage, "delivered", { message: "wamid.0", now: START + 7 * DAY });
    agree(await deliveries(stage, START + 7 * DAY), 3);
  },

  "told by many at once, it counts once": async (stage) => {
    const on = (n: number) => (n % 2 === 0 ? undefined : ("there" as const));
    const messages = Array.from({ length: 24 }, (_, n) => ({ on: on(n), message: `wamid.${Math.floor(n / 4)}` }));
    await Promise.all(messages.map((one) => tell(stage, "delivered", one)));
    agree(await deliveries(stage), 6);
  },

  "of an erased contact no message is known": async (stage) => {
    await tell(stage, "delivered");
    await tell(stage, "delivered", { contact: "rui" });
    await stage.there.outbound.erase("maria");
    await tell(stage, "delivered");
    await tell(stage, "delivered", { contact: "rui" });
    agree(await deliveries(stage), 3);
  },
};
