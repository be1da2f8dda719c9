import { createCenter } from "proximo";
import { sqliteStore } from "proximo/sqlite";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { growth } from "../../growth.ts";
import { type Handle, libsql } from "./drivers.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** A handle, and how many statements were asked what they find. */
function counting() {
  const handle = libsql.open(":memory:");
  const asked = { statements: 0 };
  const database: Handle = {
    exec: (text) => handle.exec(text),
    close: () => handle.close(),
    prepare(text) {
      const statement = handle.prepare(text);
      const counted =
        <Result>(ask: (...values: unknown[]) => Result) =>
        (...values: unknown[]) => {
          asked.statements += 1;
          return ask.apply(statement, values);
        };
      return { run: (...values) => statement.run(...values), get: counted(statement.get), all: counted(statement.all) };
    },
  };
  return { database, asked };
}

test("whoever has come often is served as soon as anybody, and what they write is kept as soon", async () => {
  const grown = await growth(200, async (many) => {
    const database = libsql.open(":memory:");
    const center = await createCenter({ store: sqliteStore({ database }), clock: manualClock(1_700_000_000_000) });
    await Promise.all(numbers(many).map((id) => center.enqueue({ id: `${id}`, channel: "email", contact: "maria" })));
    await Promise.all(numbers(many).map((id) => center.cancel(`${id}`)));
    return async () => {
      for (let times = 0; times < 50; times++) {
        await center.enqueue({ channel: "email", contact: "maria" });
        await (await center.next({ id: "ana" }))?.complete();
        await center.outbound.received({ contact: "maria", channel: "email", text: "Olá" });
        await center.consent.revoke({ contact: "maria", act: "reply", evidence: { message: times } });
      }
    };
  });
  expect(grown).toBeLessThan(4);
});

test("the heads of many lanes are at hand, and read once", async () => {
  const { database, asked } = counting();
  const center = await createCenter({ store: sqliteStore({ database }) });
  const lanes = numbers(300);
  await Promise.all(lanes.map((id) => center.enqueue({ id: `${id}`, channel: "email", skills: [`skill ${id}`] })));
  for (const read of [() => center.peek(20), () => center.position("299"), () => center.unservable()]) {
    const before = asked.statements;
    await read();
    expect(asked.statements - before).toBeLessThan(50);
  }
  expect((await center.peek(300)).map(({ id }) => id)).toEqual(lanes.map(String));
  await center.close();
});
