import type { OpenSubscriber, Subscriber } from "../connection/listener.ts";
import { type Lender, lent } from "./lending.ts";
import type { PostgresConnection } from "./pool.ts";
import { identifier } from "./quoting.ts";

/** On a connection that the pool lends for as long as it is there. */
export function postgresSubscriber(pool: Lender): OpenSubscriber {
  return (tell, lost) => lent(pool, (one) => new PostgresSubscriber(one, tell, lost));
}

class PostgresSubscriber implements Subscriber {
  #over = false;
  /** One statement at a time, as `pg` wants it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly lent: PostgresConnection,
    tell: Parameters<OpenSubscriber>[0],
    private readonly lost: () => void,
  ) {
    lent.on("error", () => this.#lose());
    lent.on("end", () => this.#lose());
    lent.on("notification", ({ channel, payload = "" }) => {
      if (!this.#over) tell(channel, payload);
    });
  }

  subscribe(channel: string): Promise<unknown> {
    return this.#run(`LISTEN ${identifier(channel)}`);
  }

  unsubscribe(channel: string): Promise<unknown> {
    return this.#run(`UNLISTEN ${identifier(channel)}`);
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.lent.release?.(true);
  }

  #run(statement: string): Promise<unknown> {
    this.#last = this.#last.then(() => this.#over || this.lent.query(statement)).catch(() => this.#lose());
    return this.#last;
  }

  #lose(): void {
    if (this.#over) return;
    this.end();
    this.lost();
  }
}
