import { existsSync, readFileSync } from "node:fs";
import { sqliteStore } from "proximo/sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { live, type Person, somebody } from "../../outbound/a-person.ts";
import { TemporaryFile } from "./temporary-file.ts";

let file: TemporaryFile;
beforeEach(() => {
  file = new TemporaryFile();
});
afterEach(() => file.remove());

/** Which of the person's values stand in the file, or in the log beside it. */
function remembered(person: Person): string[] {
  const bytes = ["", "-wal"]
    .map((suffix) => file.path + suffix)
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path));
  const names = Object.entries(person).filter(([, value]) => bytes.some((part) => part.includes(value)));
  return names.map(([name]) => name);
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

test("after an erasure and a VACUUM no value of the person's is left in the file or in its log", async () => {
  const person = somebody();
  const center = await live(person, sqliteStore({ database: file.open() }));
  // Others come and go between, so that pages are divided and cells moved.
  for (let round = 0; round < 20; round++)
    await Promise.all(
      Array.from({ length: 50 }, (_, number) =>
        center.enqueue({
          id: `${round}-${number}`,
          channel: "email",
          contact: `other-${number}`,
          data: "x".repeat(99),
        }),
      ),
    );
  const checkpoint = await center.consent.checkpoint();
  expect(remembered(person)).toEqual(Object.keys(person));
  await center.consent.erase({ contact: person.id, reason: "art. 18 VI" });
  await turns(20);
  // Where a page was divided, SQLite has left copies in its unused part.
  const database = file.open();
  database.exec("VACUUM");
  database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
  expect(remembered(person)).toEqual([]);
  expect(await center.consent.verify(checkpoint)).toMatchObject({ ok: true });
  expect(await center.counts()).toMatchObject({ waiting: 1_000, held: 0 });
  await center.close();
});

test("a reader in another process delays that, and the next call makes up for it", async () => {
  const person = somebody();
  const center = await live(person, sqliteStore({ database: file.open() }));
  const reader = file.open();
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM tickets").all();
  await center.consent.erase({ contact: person.id });
  await turns(20);
  expect(remembered(person)).not.toEqual([]);
  reader.exec("COMMIT");
  await center.counts();
  expect(remembered(person)).toEqual([]);
  await center.close();
});
