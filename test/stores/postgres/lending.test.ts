import { expect, test } from "vitest";
import { type Lender, query } from "../../../src/stores/postgres/lending.ts";

type Told = (error: unknown, lent?: unknown) => void;

/** A pool, how it tells of a connection, and what was asked on it. */
function poolThat(tells: (connection: object, told: Told) => PromiseLike<object> | undefined) {
  const asked: string[] = [];
  const connection = {
    on() {},
    off() {},
    release: () => void asked.push("released"),
    query: async ({ text }: { text: string }) => {
      asked.push(text);
      return { rows: [] };
    },
  };
  return { asked, pool: { connect: (told: Told) => tells(connection, told) } as unknown as Lender };
}

test.each([
  ["calls back", (one: object, told: Told) => void told(undefined, one)],
  ["promises", async (one: object) => one],
  ["calls back and promises", (one: object, told: Told) => Promise.resolve(one).finally(() => told(undefined, one))],
])("a pool that %s has each statement run once", async (_, tells) => {
  const { pool, asked } = poolThat(tells as never);
  await query(pool, { text: "SELECT 1", values: [] });
  await new Promise(setImmediate);
  expect(asked).toEqual(["SELECT 1", "released"]);
});
