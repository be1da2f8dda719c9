import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { ProximoError } from "../../model/errors.ts";
import { type Lender, lends, query } from "./lending.ts";
import type { PostgresPool } from "./pool.ts";
import { identifier } from "./quoting.ts";

/** A parameter, and the type that it is cast to. */
export type Parameter = readonly [type: string, value: string | number | boolean | null | undefined];

/** A function of the schema, and what it is called with. */
export interface Call {
  readonly name: string;
  readonly parameters: readonly Parameter[];
}

/**
 * Somebody else was in the way, and nothing happened: deadlock, serialization failure, the same token or id at the same
 * moment; a connection whose transaction failed so late that it was lent again before its client heard of that.
 */
const IN_THE_WAY = new Set(["40P01", "40001", "23505", "25P02"]);
const PATIENCE = 20;

/** A pooler between here and the server keeps no prepared statements, or those of others. */
const NOT_PREPARED = new Set(["26000", "42P05"]);

/** Calls the functions of one schema. Each call is a statement, and so a transaction, of its own. */
export class Database {
  readonly #schema: string;
  /** `pg`'s own Pool, or one that is like it. */
  readonly #lender: Lender | undefined;
  /** To parse and plan each kind of statement once for a connection. */
  #prepares: boolean;
  readonly #names = new Map<string, string>();

  constructor(
    private readonly pool: PostgresPool,
    readonly schema: string,
  ) {
    this.#schema = identifier(schema);
    this.#lender = pool.options !== undefined && lends(pool) ? pool : undefined;
    this.#prepares = this.#lender !== undefined;
  }

  /** What a function answers: one JSON text. */
  async call<Answer>(name: string, ...parameters: readonly Parameter[]): Promise<Answer> {
    const [answer] = await this.callAll<Answer>([{ name, parameters }]);
    return answer as Answer;
  }

  /** Several calls in one statement, one after the other: all of them happen, or none. */
  async callAll<Answer>(calls: readonly Call[]): Promise<readonly Answer[]> {
    const values: unknown[] = [];
    const called = calls.map(({ name, parameters }, place) => {
      const given = parameters.map(([type, value]) => {
        values.push(value === null || value === undefined ? null : String(value));
        return `$${values.length}::text::${type}`;
      });
      return `${this.#schema}.${name}(${given.join(", ")})::text AS "${place}"`;
    });
    const text = `SELECT ${called.join(", ")}`;
    const [row] = await this.query<Readonly<Record<string, string | null>>>(text, values, calls.length <= 2);
    return calls.map((_, place) => JSON.parse(row?.[place] || "null") as Answer);
  }

  /**
   * @param often it is worth being prepared.
   * @throws ProximoError `STORE_UNAVAILABLE`, `STORE_FAILED`
   */
  async query<Row>(text: string, values: unknown[] = [], often = false): Promise<readonly Row[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { rows } = await this.#ask(text, values, often);
        return rows as readonly Row[];
      } catch (error) {
        const code = codeOf(error);
        if (code !== undefined && NOT_PREPARED.has(code) && this.#prepares) this.#prepares = false;
        else if (code === undefined || !IN_THE_WAY.has(code) || attempt >= PATIENCE) throw failure(error);
      }
    }
  }

  #ask(text: string, values: unknown[], often: boolean): ReturnType<PostgresPool["query"]> {
    if (this.#lender === undefined) return this.pool.query(text, values);
    return query(this.#lender, { name: often && this.#prepares ? this.#nameOf(text) : undefined, text, values });
  }

  #nameOf(text: string): string {
    let name = this.#names.get(text);
    if (name === undefined) {
      // The same text has the same name on a connection, whichever copy of this module asks.
      name = `proximo ${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 40)}`;
      this.#names.set(text, name);
    }
    return name;
  }
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}

/**
 * The server's own word, by its class (PostgreSQL manual, appendix A), and none is without a digit; anything else, as
 * `EPIPE`, comes from the connection.
 */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;
/** Connection exceptions, a server that shuts down or starts, too many connections. */
const NOBODY_THERE = /^(08|57P|53300)/;

export function failure(error: unknown): ProximoError {
  if (error instanceof ProximoError) return error;
  const code = codeOf(error);
  const said = saidBy(error);
  if (code !== undefined && SQLSTATE.test(code) && !NOBODY_THERE.test(code)) {
    return new ProximoError("STORE_FAILED", `PostgreSQL: expected it to be done, got "${said}" (${code})`, {
      cause: error,
    });
  }
  return new ProximoError("STORE_UNAVAILABLE", `PostgreSQL: expected an answer, got "${said}"`, { cause: error });
}

/** Node tries each address of a name, and where none answers, has an error of each, and no message of its own. */
function saidBy(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(saidBy).join(", ");
  return error instanceof Error ? error.message : String(error);
}
