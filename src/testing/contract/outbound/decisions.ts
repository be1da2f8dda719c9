import type { DecisionRecord } from "../../../model/outbound.ts";
import type { OutboundStore } from "../../../stores/port/outbound-store.ts";
import { agree } from "../stage/agree.ts";
import { type Chapter, MINUTE, START } from "../stage/stage.ts";

const DAY = 1_440 * MINUTE;
const windows = (now: number) => ({ now, volume: DAY, quality: DAY });

const decision = (contact: string, given: Partial<DecisionRecord> = {}): Omit<DecisionRecord, "seq"> => ({
  ...{ at: START, occasion: "authorize", contact, channel: "whatsapp", purpose: "offers", allowed: true, reasons: [] },
  ...given,
});

const reach = async (outbound: OutboundStore, now: number, contact = "nobody") =>
  (await outbound.standing(contact, { channel: "whatsapp" }, windows(now))).reach;

const reserve = (outbound: OutboundStore, contact: string, at: number, limit = 99) =>
  outbound.record(decision(contact, { at }), { at, window: DAY, limit });

/** The log of decisions, and how many contacts were reached. */
export const decisions: Chapter = {
  "decisions come back as they were kept, numbered in order": async ({ store, there }) => {
    const whole: Partial<DecisionRecord> = {
      ...{ address: "+55 81", template: "hello", ticket: "t", allowed: false, basis: "consent", decidedBy: 7 },
      ...{ occasion: "claim", reasons: ["hours", "volume"], retryAt: START + DAY },
    };
    const given = [decision("maria"), decision("rui", whole), decision("maria", { at: 0, channel: "sms" })];
    for (const contact of ["a", "b", "c", "d"]) given.push(decision(contact));
    const seqs: (number | undefined)[] = [];
    for (const [n, one] of given.entries()) seqs.push(await (n % 2 === 0 ? store : there).outbound.record(one));
    const kept = given.map((one, n) => ({ ...one, seq: seqs[n] }));
    agree(
      [...new Set(seqs)].sort((a, b) => a! - b!),
      seqs,
      "the numbers",
    );
    agree(await there.outbound.decisions({ limit: 9 }), kept);
    agree(await store.outbound.decisions({ limit: 2 }), kept.slice(-2));
    agree(await store.outbound.decisions({ contact: "maria", limit: 9 }), [kept[0], kept[2]]);
    agree(await store.outbound.decisions({ contact: "maria", limit: 1 }), [kept[2]]);
    agree(await store.outbound.decisions({ contact: "ana", limit: 9 }), []);
  },

  "decisions made before a moment are forgotten": async ({ store, there }) => {
    for (const at of [START + 2, START, START + 1]) await store.outbound.record(decision("maria", { at }));
    agree(await there.outbound.purge(START), 0);
    agree(await there.outbound.purge(START + 2), 2);
    agree(
      (await store.outbound.decisions({ limit: 9 })).map(({ at }) => at),
      [START + 2],
    );
  },

  "a contact counts as reached once, for the length of the window": async ({ store, there }) => {
    await reserve(store.outbound, "maria", START);
    await reserve(there.outbound, "rui", START + 1);
    await reserve(store.outbound, "maria", START + 2);
    agree(await reach(there.outbound, START + 2, "maria"), { count: 2, included: true });
    agree(await reach(store.outbound, START + 2, "ana"), { count: 2, included: false });
    agree((await store.outbound.standing("maria", { channel: "sms" }, windows(START + 2))).reach.count, 0);
    const { now, quality } = windows(START + 2);
    const unlimited = await store.outbound.standing("maria", { channel: "whatsapp" }, { now, quality, volume: 0 });
    agree(unlimited.reach.count, 0, "the count where there is no limit");
    agree(await reach(store.outbound, START + DAY, "rui"), { count: 2, included: true });
    agree(await reach(store.outbound, START + DAY + 1, "rui"), { count: 1, included: false });
    agree(await reach(there.outbound, START + DAY + 2, "maria"), { count: 0, included: false });
  },

  "where the limit is reached, nothing is kept, unless of one who counts already": async ({ store, there }) => {
    for (const contact of ["maria", "rui"]) await reserve(store.outbound, contact, START, 2);
    agree(await reserve(there.outbound, "ana", START + 1, 2), undefined);
    agree((await store.outbound.decisions({ limit: 9 })).length, 2);
    agree((await reach(store.outbound, START + 1, "ana")).included, false);
    agree(typeof (await reserve(there.outbound, "rui", START + 1, 2)), "number");
    agree(typeof (await reserve(there.outbound, "ana", START + DAY, 2)), "number");
    agree(await reserve(store.outbound, "bia", START + DAY, 2), undefined);
  },

  "there is room again once enough have left the window": async ({ store: { outbound } }) => {
    agree(await outbound.freeAt("whatsapp", 1, windows(START)), START);
    agree(await outbound.freeAt("whatsapp", 0, windows(START)), undefined);
    for (const [n, contact] of ["a", "b", "c"].entries()) await reserve(outbound, contact, START + n);
    const now = START + 9;
    agree(await outbound.freeAt("whatsapp", 4, windows(now)), now);
    agree(await outbound.freeAt("whatsapp", 3, windows(now)), START + DAY);
    agree(await outbound.freeAt("whatsapp", 2, windows(now)), START + 1 + DAY);
    agree(await outbound.freeAt("whatsapp", 1, windows(now)), START + 2 + DAY);
    agree(await outbound.freeAt("whatsapp", 0, windows(now)), undefined);
    agree(await outbound.freeAt("sms", 1, windows(now)), now);
  },

  "what was delivered counts from then on; what failed gives its place back": async ({ store, there }) => {
    const happened = (kind: "delivered" | "failed", contact: string, at: number) =>
      there.outbound.happened({ kind, contact, channel: "whatsapp", at }, DAY, windows(at), ({ state }) => ({
        ...{ state, recount: false },
      }));
    await reserve(store.outbound, "failed", START);
    await reserve(store.outbound, "delivered", START);
    await happened("failed", "failed", START + 1);
    await happened("delivered", "delivered", START + 2);
    agree(await reach(store.outbound, START + 2, "failed"), { count: 1, included: false });
    agree((await reach(store.outbound, START + DAY + 1, "delivered")).included, true);
    // The next message fails: the delivery before it still counts.
    await reserve(store.outbound, "delivered", START + 5);
    await happened("failed", "delivered", START + 6);
    agree((await reach(store.outbound, START + DAY + 1, "delivered")).included, true);
    agree((await reach(store.outbound, START + DAY + 2, "delivered")).included, false);
  },

  "reports that come in late count for the moment they are about": async ({ store, there }) => {
    const delivered = (contact: string, at: number) =>
      there.outbound.happened(
        { kind: "delivered", contact, channel: "whatsapp", at },
        DAY,
        windows(at),
        ({ state }) => ({
          ...{ state, recount: false },
        }),
      );
    await delivered("maria", START + 5);
    await delivered("maria", START + 2);
    await delivered("rui", START + 3);
    agree(await reach(store.outbound, START + DAY + 2, "maria"), { count: 2, included: true });
    agree(await store.outbound.freeAt("whatsapp", 2, windows(START + 5)), START + DAY + 3);
    agree(await reach(store.outbound, START + DAY + 3, "rui"), { count: 1, included: false });
    // A message after it that fails takes no delivery away.
    await reserve(store.outbound, "maria", START + 9);
    const failed = { kind: "failed", contact: "maria", channel: "whatsapp", at: START + 9 } as const;
    await store.outbound.happened(failed, DAY, windows(START + 9), ({ state }) => ({ state, recount: false }));
    agree(await reach(there.outbound, START + DAY + 4, "maria"), { count: 1, included: true });
    agree(await reach(there.outbound, START + DAY + 5, "maria"), { count: 0, included: false });
  },

  "a delivery within the service window does not count": async ({ store, there }) => {
    const happened = (kind: "delivered" | "received", contact: string, at: number) =>
      there.outbound.happened({ kind, contact, channel: "whatsapp", at }, MINUTE, windows(at), ({ state }) => ({
        ...{ state, recount: false },
      }));
    for (const contact of ["inside", "outside"]) await happened("received", contact, START);
    await reserve(store.outbound, "inside", START + 1);
    await happened("delivered", "inside", START + MINUTE - 1);
    await happened("delivered", "outside", START + MINUTE);
    agree(await reach(store.outbound, START + MINUTE, "inside"), { count: 1, included: false });
    agree(await reach(store.outbound, START + MINUTE, "outside"), { count: 1, included: true });
  },
};
