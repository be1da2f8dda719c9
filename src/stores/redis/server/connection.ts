import { replyCode, storeError } from "./errors.ts";
import type { Script } from "./script.ts";
import type { Wire } from "./wire.ts";

/** A reply of a script: text, whole numbers, nothing, or lists of them. */
export type Reply = string | number | null | readonly Reply[];

/** Runs scripts and carries messages. What it throws is a ProximoError. */
export class Connection {
  constructor(
    private readonly wire: Wire,
    /** The one key that scripts are given. The others begin with it, and so with its hash tag: they share its slot. */
    private readonly base: string,
  ) {}

  /** A script that has put itself off (see `due`) is run again. @throws ProximoError `STORE_UNAVAILABLE`, `STORE_FAILED` */
  async run(script: Script, args: readonly string[]): Promise<Reply> {
    for (;;)
      try {
        return (await this.#run(script, args)) as Reply;
      } catch (error) {
        if (replyCode(error) !== "LATER") throw storeError(error);
      }
  }

  /** One that the server has forgotten (SCRIPT FLUSH, a failover) is sent again. */
  async #run(script: Script, args: readonly string[]): Promise<unknown> {
    try {
      return await this.wire.evalSha(script.sha, this.base, args);
    } catch (error) {
      if (replyCode(error) !== "NOSCRIPT") throw error;
      return await this.wire.eval(script.text, this.base, args);
    }
  }

  async publish(message: string): Promise<void> {
    try {
      await this.wire.publish(this.#news, message);
    } catch (error) {
      throw storeError(error, `carry a message on channel ${this.#news}`);
    }
  }

  /** @returns what ends it. */
  subscribe(hear: (message: string) => void): Promise<() => void> {
    return this.wire.subscribe(this.#news, hear);
  }

  get #news(): string {
    return this.wire.channel(`${this.base}:news`);
  }
}
