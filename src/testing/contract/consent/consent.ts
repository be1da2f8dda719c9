import type { PersonalPart } from "../../../model/consent.ts";
import type { Addition } from "../../../stores/port/consent-store.ts";
import { agree } from "../stage/agree.ts";
import { addition, GENESIS, record, someHash } from "../stage/chain.ts";
import { type Chapter, START } from "../stage/stage.ts";

export const consent: Chapter = {
  "a fresh ledger is empty": async ({ store: { consent } }) => {
    agree(await consent.head(), GENESIS);
    agree((await consent.file("maria")).entries, []);
    agree((await consent.file(null)).entries, []);
    agree([await consent.links(1, 9), await consent.parts(1, 9), await consent.lapsed(START, 9)], [[], [], []]);
    agree(await consent.suppressedSince([someHash()]), undefined);
    agree(await consent.suppressedSince([]), undefined);
  },

  "an entry that extends the head is kept, with its part": async ({ store, there }) => {
    const first = await record(store.consent, { contact: "maria" });
    const second = await record(there.consent, { contact: "rui", kind: "revocation" });
    const third = await record(store.consent, { kind: "erasure" });
    const added = [first, second, third];
    agree(await there.consent.head(), { size: 3, head: third.link.hash });
    const links = await store.consent.links(1, 9);
    agree(
      links,
      added.map(({ link }) => link),
    );
    for (const { entry } of links)
      agree(
        Object.keys(entry).sort(),
        ["at", "commitment", "kind", "meta", "prev", "seq", "v"],
        "the keys of an entry",
      );
    agree(await store.consent.parts(1, 9), [first.part, second.part]);
    agree((await there.consent.file("maria")).entries, [{ entry: first.link.entry, part: first.part }]);
    agree((await there.consent.file("rui")).entries, [{ entry: second.link.entry, part: second.part }]);
    agree((await there.consent.file("ana")).entries, []);
  },

  "an entry that does not extend the head is not kept": async ({ store: { consent } }) => {
    const first = await record(consent, { contact: "maria" });
    const head = { size: 1, head: first.link.hash };
    const wrong = [
      addition({ contact: "rui" }),
      addition({ contact: "rui" }, { size: 1, head: someHash() }),
      addition({ contact: "rui" }, { size: 2, head: first.link.hash }),
      addition({ contact: "rui" }, { size: 0, head: first.link.hash }),
    ];
    const unheard = {
      ...addition({ contact: "rui" }),
      ...{ erased: [1], suppressed: { hashes: ["5".repeat(64)], since: 1 } },
    };
    for (const one of [...wrong, unheard]) agree(await consent.append(one), { appended: false, head });
    agree(await consent.head(), head);
    agree(await consent.links(1, 9), [first.link]);
    agree(await consent.parts(1, 9), [first.part]);
    agree((await consent.file("rui")).entries, []);
    agree(await consent.suppressedSince(["5".repeat(64)]), undefined);
  },

  "a file holds what is recorded of one contact, in the order of the chain; that of nobody the purposes": async ({
    store,
    there,
  }) => {
    const recorded: Addition[] = [];
    for (const contact of ["maria", null, "rui", "maria", null, "maria"])
      recorded.push(await record(store.consent, { contact }));
    const file = (contact: string | null) =>
      recorded.flatMap(({ link, part }) => (part!.contact === contact ? [{ entry: link.entry, part: part! }] : []));
    for (const contact of ["maria", "rui", null])
      agree((await there.consent.file(contact)).entries, file(contact), `the file of ${contact}`);
  },

  "a file that was read grows with the chain": async ({ store, there }) => {
    await record(store.consent, { contact: "maria" });
    agree((await store.consent.file("maria")).entries.length, 1);
    await record(there.consent, { contact: "maria" });
    agree((await store.consent.file("maria")).entries.length, 2);
    await record(store.consent, { contact: "maria" });
    agree((await there.consent.file("maria")).entries.length, 3);
  },

  "what is derived from a file is not taken for that of a file that has lost something": async ({ store, there }) => {
    const { part } = await record(store.consent, { contact: "maria" });
    await record(store.consent, { contact: "maria" });
    const file = await store.consent.file("maria");
    file.derived = { of: "two entries" };
    await record(there.consent, { kind: "erasure", erased: [part!.seq] });
    agree((await store.consent.file("maria")).derived, undefined, "what was derived before the erasure");
  },

  "a file that was read is read anew once something of it is deleted or kept": async ({ store, there }) => {
    const parts: PersonalPart[] = [];
    for (let n = 0; n < 2; n++) parts.push((await record(store.consent, { contact: "maria" })).part!);
    const read = async () => {
      for (const { consent } of [store, there]) {
        const { entries } = await consent.file("maria");
        agree(
          entries.map(({ part }) => part),
          parts,
        );
      }
    };
    await read();
    const retention = { inciso: "I", until: START + 10 } as const;
    await record(store.consent, { kind: "erasure", kept: { seqs: [1], retention } });
    parts[0] = { ...parts[0]!, kept: retention };
    await read();
    await record(there.consent, { kind: "erasure", erased: [2] });
    parts.pop();
    await read();
  },

  "links and parts are read page by page": async ({ store: { consent } }) => {
    const recorded: Addition[] = [];
    for (const contact of ["a", undefined, "b", "c", undefined, "d"])
      recorded.push(await record(consent, contact === undefined ? { kind: "erasure" } : { contact }));
    const links = recorded.map(({ link }) => link);
    const parts = recorded.flatMap(({ part }) => part ?? []);
    for (const [from, limit] of [
      [1, 2],
      [3, 2],
      [5, 9],
      [7, 9],
      [1, 0],
    ] as const) {
      agree(await consent.links(from, limit), links.slice(from - 1, from - 1 + limit), `links from ${from}`);
      const later = parts.filter(({ seq }) => seq >= from);
      agree(await consent.parts(from, limit), later.slice(0, limit), `parts from ${from}`);
    }
  },

  "erased parts are gone with their salts; their entries stay": async ({ store, there }) => {
    const first = await record(store.consent, { contact: "maria" });
    const second = await record(store.consent, { contact: "maria" });
    const other = await record(store.consent, { contact: "rui" });
    const erasure = await record(there.consent, { kind: "erasure", erased: [1] });
    agree((await store.consent.file("maria")).entries, [{ entry: second.link.entry, part: second.part }]);
    agree(await store.consent.parts(1, 9), [second.part, other.part]);
    agree(await store.consent.links(1, 9), [first.link, second.link, other.link, erasure.link]);
    await record(store.consent, { kind: "erasure", erased: [2] });
    agree((await there.consent.file("maria")).entries, []);
    await record(there.consent, { contact: "maria" });
    agree((await store.consent.file("maria")).entries.length, 1);
  },

  "kept parts say so, and until when; lapsed, so many are told": async ({ store, there }) => {
    const { consent } = store;
    const parts: PersonalPart[] = [];
    for (const contact of ["maria", "maria", "rui", "ana"]) parts.push((await record(consent, { contact })).part!);
    const keep = (seqs: number[], until: number) =>
      record(there.consent, { kind: "erasure", kept: { seqs, retention: { inciso: "I", until } } });
    await keep([3], START + 5);
    await keep([2, 1], START + 10);
    const kept = (n: number, until: number) => ({ ...parts[n]!, kept: { inciso: "I", until } });
    agree(await consent.parts(1, 9), [...[kept(0, START + 10), kept(1, START + 10), kept(2, START + 5), parts[3]]]);
    agree(
      (await consent.file("maria")).entries.map(({ part }) => part),
      [kept(0, START + 10), kept(1, START + 10)],
    );
    agree(await consent.lapsed(START + 4, 9), []);
    agree(await consent.lapsed(START + 5, 9), [3]);
    agree([...(await consent.lapsed(START + 10, 9))].sort(), [1, 2, 3]);
    agree(new Set(await consent.lapsed(START + 10, 2)).size, 2);
    await record(consent, { kind: "erasure", erased: [1, 3] });
    agree(await there.consent.lapsed(START + 10, 9), [2]);
  },

  "suppressed hashes are remembered, each since the latest moment": async ({ store, there }) => {
    const [contact, address, other] = [someHash(), someHash(), someHash()];
    const suppress = (hashes: string[], since: number) =>
      record(store.consent, { kind: "erasure", suppressed: { hashes, since } });
    await suppress([contact], 10);
    await suppress([contact, address], 20);
    await suppress([other], 30);
    await suppress([contact], 15); // by a clock that ran backwards
    agree(await there.consent.suppressedSince([contact]), 20);
    agree(await there.consent.suppressedSince([someHash(), address]), 20);
    agree(await there.consent.suppressedSince([other, contact, other]), 30);
    agree(await there.consent.suppressedSince([contact, other]), 30);
    agree(await there.consent.suppressedSince([someHash()]), undefined);
  },

  "a record comes back to the letter: it is what the chain has committed to": async ({ store, there }) => {
    const texts = [
      '{"b":1,"a":[1.0,1e3,"\\u00e9"], "a":2 }',
      `${JSON.stringify({ emoji: "🇧🇷👩‍💻", quote: "'\"`\\", nul: "\u0000", lines: "\r\n\t\u2028" })}`,
      " \n{} ",
      JSON.stringify("x".repeat(100_000)),
    ];
    for (const text of texts) await record(store.consent, { contact: "maria", record: text });
    agree(
      (await there.consent.file("maria")).entries.map(({ part }) => part.record),
      texts,
    );
    agree(
      (await store.consent.parts(1, 9)).map((part) => part.record),
      texts,
    );
  },
};
