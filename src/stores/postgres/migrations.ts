import { DEFAULT_CHANNELS } from "../../channels/defaults.ts";
import { ProximoError } from "../../model/errors.ts";
import type { Database } from "./database.ts";
import { arrayOf, identifier, literal } from "./quoting.ts";
import { functions, steps } from "./schema/steps.ts";

/** Any number that is always the same: whoever migrates any schema waits for whoever does already. */
const MIGRATING = 7_776_949;

/**
 * Makes the schema what this version needs: step by step, all in one transaction, one process at a time.
 *
 * @throws ProximoError `STORE_NEWER`, `STORE_FAILED` where the database's transactions are not READ COMMITTED
 */
export async function migrate(database: Database): Promise<void> {
  if ((await versionOf(database)) < steps.length) await database.query(`DO ${literal(migration(database.schema))}`);
  const version = await versionOf(database);
  if (version > steps.length) {
    const message = `schema "${database.schema}": expected version ${steps.length} or earlier, got ${version}`;
    throw new ProximoError("STORE_NEWER", message);
  }
  await plant(database);
}

async function versionOf(database: Database): Promise<number> {
  const table = `${identifier(database.schema)}.migrations`;
  const [found] = await database.query<{ there: boolean; isolation: string }>(
    "SELECT to_regclass($1::text) IS NOT NULL AS there, current_setting('transaction_isolation') AS isolation",
    [table],
  );
  if (found?.isolation !== "read committed") {
    const message = `default_transaction_isolation: expected "read committed", got "${found?.isolation}"`;
    throw new ProximoError("STORE_FAILED", message);
  }
  if (!found.there) return 0;
  const [latest] = await database.query<{ step: string }>(`SELECT max(step)::text AS step FROM ${table}`);
  return Number(latest?.step ?? 0);
}

function migration(schema: string): string {
  const name = identifier(schema);
  return `BEGIN
    PERFORM pg_advisory_xact_lock(${MIGRATING});
    IF to_regnamespace(${literal(name)}) IS NULL THEN CREATE SCHEMA ${name}; END IF;
    SET LOCAL search_path = ${name}, pg_temp;
    SET LOCAL client_min_messages = warning;
    CREATE TABLE IF NOT EXISTS migrations (
      step integer CONSTRAINT migrations_pkey PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT now()
    );
    COMMENT ON TABLE migrations IS 'Which steps this schema has been through.';
    IF (SELECT coalesce(max(step), 0) FROM migrations) < ${steps.length} THEN
      ${steps.map((step, place) => taken(step, place + 1)).join("\n")}
      EXECUTE ${literal(functions)};
    END IF;
  END`;
}

function taken(step: string, number: number): string {
  return `IF NOT EXISTS (SELECT FROM migrations WHERE step >= ${number}) THEN
    EXECUTE ${literal(step)};
    INSERT INTO migrations (step) VALUES (${number});
  END IF;`;
}

/** The channels that every center starts with. */
async function plant(database: Database): Promise<void> {
  const column = (key: "id" | "absolute" | "inbound" | "outbound") => arrayOf(DEFAULT_CHANNELS.map((one) => one[key]));
  const table = `${identifier(database.schema)}.channels`;
  await database.query(
    `INSERT INTO ${table} (id, absolute, inbound, outbound)
     SELECT d.id, d.absolute, d.inbound, d.outbound
     FROM unnest($1::text::text[], $2::text::boolean[], $3::text::boolean[], $4::text::boolean[]) WITH ORDINALITY
       AS d(id, absolute, inbound, outbound, place)
     WHERE NOT EXISTS (SELECT FROM ${table} c WHERE c.id = d.id) ORDER BY d.place ON CONFLICT (id) DO NOTHING`,
    [column("id"), column("absolute"), column("inbound"), column("outbound")],
  );
}
