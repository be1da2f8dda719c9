import { createCenter } from "proximo";
import { sqliteStore } from "proximo/sqlite";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { growth } from "../../growth.ts";
import { type Handle, libsql } from "./drivers.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** A handle, how many statements were asked what they find, and how many transactions there were. */
function counting() {
  const handle = libsql.open(":memory:");
  const asked = { statements: 0, transactions: 0 };
  const database: Handle = {
    exec(text) {
      if (text === "COMMIT") asked.transactions += 1;
      return handle.exec(text);
    },
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

test("what is due in one millisecond happens in portions, before anything else, and lets others have their turn", async () => {
  const { database, asked } = counting();
  const [clock, store] = [manualClock(1_700_000_000_000), sqliteStore({ database })];
  const center = await createCenter({ store, clock });
  const scheduledFor = clock.now() + 3_600_000;
  await Promise.all(numbers(1_000).map((id) => center.enqueue({ id: `${id}`, channel: "email", scheduledFor })));
  await center.close();
  clock.set(scheduledFor);
  const before = asked.transactions;
  let turns = 0;
  const turn = setInterval(() => turns++, 0);
  const { waiting, promoted } = await store.counts();
  clearInterval(turn);
  expect([waiting, promoted]).toEqual([1_000, 1_000]);
  expect(asked.transactions - before).toBeGreaterThanOrEqual(5);
  expect(turns).toBeGreaterThan(1);
  expect((await store.agenda()).passed.map(({ ticket }) => ticket.id)).toEqual(numbers(1_000).map(String));
});

test("calls that are put off because very much is due are answered in the order in which they came", async () => {
  const [clock, store] = [manualClock(1_700_000_000_000), sqliteStore({ database: libsql.open(":memory:") })];
  const center = await createCenter({ store, clock });
  const scheduledFor = clock.now() + 3_600_000;
  await Promise.all(numbers(300).map((id) => center.enqueue({ id: `${id}`, channel: "email", scheduledFor })));
  await center.close();
  clock.set(scheduledFor);
  const enter = (id: string) =>
    store.enqueue({
      ticket: { id, channel: "webchat", direction: "inbound", skills: [], segments: [], attributes: {} },
      ...{ fingerprint: id, ruleScore: 50, rulesVersion: 0 },
    });
  await Promise.all(["first", "second", "third"].map(enter));
  expect((await store.peek(3)).map(({ id }) => id)).toEqual(["first", "second", "third"]);
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

test("tickets that are withdrawn by a revocation share transactions", async () => {
  const { database, asked } = counting();
  const center = await createCenter({ store: sqliteStore({ database }) });
  const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
  await center.consent.definePurpose({ id: "offers", description: "Offers", basis: "consent", since: 0, notice });
  const shown = { controller: "Acme", statement: "Yes", act: "checkbox", evidence: { form: 1 } } as const;
  await center.consent.grant({ contact: "maria", purposes: ["offers"], channels: "any", ...shown });
  const ticket = { direction: "outbound", channel: "sms", contact: "maria", purpose: "offers" } as const;
  await Promise.all(numbers(500).map((id) => center.enqueue({ id: `${id}`, ...ticket })));
  const told: string[] = [];
  center.on("cancelled", ({ ticket: { id } }) => told.push(id));
  const before = asked.transactions;
  await center.consent.revoke({ contact: "maria", act: "reply", evidence: { message: "SAIR" } });
  expect(asked.transactions - before).toBeLessThan(100);
  expect(told).toEqual(numbers(500).map(String));
  expect(await center.counts()).toMatchObject({ waiting: 0, held: 0 });
  await center.close();
});
