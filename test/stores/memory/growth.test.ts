import { type Center, createCenter, memoryStore } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { memoryConsentStore } from "../../../src/stores/memory/consent.ts";
import { growth, SQUARE } from "../../growth.ts";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
const all = (count: number, act: (number: number) => Promise<unknown>) => Promise.all(numbers(count).map(act));
const hash = (seq: number) => String(seq).padStart(64, "0");

/** A store in which one contact has so many parts, all kept until the same moment. */
function keeping(many: number) {
  const store = memoryConsentStore();
  const append = (seq: number, addition: object) =>
    store.append({
      link: {
        entry: { v: 1, seq, kind: "grant", at: 0, meta: {}, commitment: null, prev: hash(seq - 1) },
        hash: hash(seq),
      },
      ...addition,
    });
  for (let seq = 1; seq <= many; seq++) append(seq, { part: { seq, contact: "maria", salt: "", record: "{}" } });
  const seqs = numbers(many).map((number) => number + 1);
  append(many + 1, { kept: { seqs, retention: { inciso: "I", until: 1 } } });
  return { store, append };
}

test("what one contact has is forgotten, page by page, in time in proportion to it", async () => {
  const grown = await growth(1_000, async (many) => {
    const { store, append } = keeping(many);
    return async () => {
      for (let seq = many + 2; ; seq++) {
        const erased = await store.lapsed(1, 100);
        if (erased.length === 0) break;
        append(seq, { erased });
      }
      expect((await store.file("maria")).entries).toEqual([]);
    };
  });
  expect(grown).toBeLessThan(SQUARE);
});

test("a contact with many tickets is erased in time in proportion to them, whoever else is held or awaited", async () => {
  const grown = await growth(500, async (many) => {
    const store = memoryStore();
    const center = await createCenter({ store, clock: manualClock(NOW) });
    await center.channels.set("email", { waitLimit: HOUR });
    await all(2 * many, (number) =>
      center.enqueue({ channel: "email", contact: number % 2 === 0 ? "maria" : `contact-${number}` }),
    );
    return async () => expect(await store.forget("maria")).toBe(many);
  });
  expect(grown).toBeLessThan(SQUARE);
});

test("deliveries told in the reverse of their order take as long as others", async () => {
  const grown = await growth(1_000, async (many) => {
    const store = memoryStore();
    const windows = { now: NOW, volume: 24 * HOUR, quality: 24 * HOUR };
    const judge = ({ state }: { state: { pauses: number } }) => ({ state, recount: false });
    return async () => {
      for (const number of numbers(many)) {
        const occurrence = { kind: "delivered", channel: "whatsapp", at: NOW - number } as const;
        store.outbound.happened({ ...occurrence, contact: `contact-${number}` }, HOUR, windows, judge);
      }
      expect((await store.outbound.standing("ana", { channel: "whatsapp" }, windows)).reach.count).toBe(many);
      expect(await store.outbound.freeAt("whatsapp", many - 1, windows)).toBe(NOW - many + 2 + 24 * HOUR);
    };
  });
  expect(grown).toBeLessThan(SQUARE);
});

/** Of so many calls, each of which does the same, whatever lies behind. */
async function atThousand(many: number, prepare: (center: Center) => Promise<(number: number) => Promise<unknown>>) {
  const clock = manualClock(NOW);
  const center = await createCenter({ clock, retention: HOUR });
  await all(many, (number) => center.enqueue({ id: `closed-${number}`, channel: "email", contact: "maria" }));
  await all(many, (number) => center.cancel(`closed-${number}`));
  const act = await prepare(center);
  return async () => {
    for (const number of numbers(200)) await act(number);
  };
}

test("whoever has come often is served as soon as anybody", async () => {
  const grown = await growth(2_000, (many) =>
    atThousand(many, async (center) => async (number) => {
      await center.enqueue({ id: `open-${number}`, channel: "email", contact: "maria" });
      const claim = await center.next({ id: "ana" });
      expect(claim?.ticket.id).toBe(`open-${number}`);
      await claim?.complete();
    }),
  );
  expect(grown).toBeLessThan(4);
});

test("the longest closed is found at once, however many were closed before it and are forgotten", async () => {
  const grown = await growth(2_000, async (many) => {
    const store = memoryStore();
    const center = await createCenter({ store, clock: manualClock(NOW) });
    await all(many, (number) => center.enqueue({ id: `${number}`, channel: "email" }));
    await all(many, (number) => center.cancel(`${number}`));
    await store.purge(NOW, 0.45 * many);
    return () => {
      for (let times = 0; times < 2_000; times++) store.agenda();
    };
  });
  expect(grown).toBeLessThan(4);
});
