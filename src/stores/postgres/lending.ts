import type { PostgresConnection, PostgresPool } from "./pool.ts";

/** A pool that lends connections. */
export type Lender = PostgresPool & Required<Pick<PostgresPool, "connect">>;

export function lends(pool: PostgresPool): pool is Lender {
  return pool.connect !== undefined;
}

/** As `pg` has it, which promises nothing to whoever gives it a callback; others may promise instead, or as well. */
type Connect = (
  callback: (error: unknown, lent?: PostgresConnection) => void,
) => PromiseLike<PostgresConnection> | undefined;

/** What `pg` takes, and others do not: a name, by which a connection knows it again. */
export interface Statement {
  readonly name?: string | undefined;
  readonly text: string;
  readonly values: unknown[];
}

interface PgClient {
  /** From 8.21 on: `T` in a transaction, `E` in one that has failed. */
  getTransactionStatus?(): unknown;
  query(statement: Statement): ReturnType<PostgresPool["query"]>;
  off(event: "error", hear: () => void): unknown;
  release(error?: unknown): void;
}

/**
 * What is made of a connection, in the moment it is lent. A promise tells of it later than a callback: an error of the
 * connection until then would find nobody, and end the process.
 *
 * One that somebody gave back in the middle of a transaction is closed, and another lent: whoever ended that with ROLLBACK
 * would take back what was answered.
 */
export function lent<Value>(pool: Lender, take: (lent: PostgresConnection) => Value): Promise<Awaited<Value>> {
  return new Promise((resolve, reject) => {
    const ask = () => {
      let told = false;
      const tell = (one: PostgresConnection) => {
        if (!told) taken(one);
        told = true;
      };
      const callback = (error: unknown, one?: PostgresConnection) => (one === undefined ? reject(error) : tell(one));
      (pool.connect as Connect).call(pool, callback)?.then(tell).then(undefined, reject);
    };
    const taken = (one: PostgresConnection) => {
      if (!isInTransaction(one)) return resolve(take(one) as Awaited<Value>);
      one.release?.(true);
      ask();
    };
    ask();
  });
}

function isInTransaction(one: PostgresConnection): boolean {
  try {
    const status = (one as PostgresConnection & PgClient).getTransactionStatus?.();
    return status === "T" || status === "E";
  } catch {
    return false; // `pg.native` over a pg-native that is older than it.
  }
}

/** As `pg`'s own Pool queries, on a connection of which the above holds. */
export function query(pool: Lender, statement: Statement): ReturnType<PostgresPool["query"]> {
  return lent(pool, (one) => answered(one as PostgresConnection & PgClient, statement));
}

/** The statement fails with it. */
const unheard = () => {};

async function answered(client: PostgresConnection & PgClient, statement: Statement) {
  client.on("error", unheard);
  let failed: unknown;
  try {
    return await client.query(statement);
  } catch (error) {
    failed = error;
    throw error;
  } finally {
    client.off("error", unheard);
    client.release(failed);
  }
}
