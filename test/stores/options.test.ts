import { expect, test } from "vitest";
import { postgresStore } from "../../src/stores/postgres.ts";
import { redisStore } from "../../src/stores/redis.ts";
import { sqliteStore } from "../../src/stores/sqlite.ts";

const stores = { sqliteStore, postgresStore, redisStore };

test.each([
  ["sqliteStore", { database: {}, sychronous: "normal" }, 'expected database, synchronous, got "sychronous"'],
  ["postgresStore", { pool: {}, shema: "acme" }, 'expected pool, schema, got "shema"'],
  ["redisStore", { client: {}, prefx: "acme" }, 'expected client, prefix, got "prefx"'],
  ["sqliteStore", "center.db", 'expected an object, got "center.db"'],
  ["postgresStore", "postgres://localhost", 'expected an object, got "postgres://localhost"'],
  ["redisStore", undefined, "expected an object, got undefined"],
] as const)("%s refuses %j before it keeps anything in the wrong place", (name, options, message) => {
  expect(() => stores[name](options as never)).toThrow(
    expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining(message) }),
  );
});
