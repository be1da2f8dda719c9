import type { ContactRule } from "../model/contact.ts";
import type { Store } from "../stores/store.ts";
import type { Access } from "./access.ts";
import type { News } from "./events/news.ts";
import { parseRules } from "./parse.ts";
import type { Rulebook } from "./rulebook.ts";

/**
 * Who is important.
 *
 * @example
 * await center.contacts.setRules([{ contact: "maria", score: 100 }, { segment: "vip", score: 90 }]);
 */
export class Contacts {
  /** @internal Use `createCenter`. */
  constructor(
    private readonly store: Store,
    private readonly rulebook: Rulebook,
    private readonly access: Access,
    private readonly news: News,
  ) {}

  /**
   * Puts rules in force in place of all before, and resolves when everything that waits is scored by them, or newer ones
   * have come into force meanwhile.
   *
   * @throws ProximoError `INVALID_RULE`
   */
  setRules(rules: readonly ContactRule[]): Promise<void> {
    return this.access.changing(async () => {
      const rescored = await this.rulebook.replace(parseRules(rules));
      if (rescored !== undefined) this.news.tell("rescored", rescored);
    });
  }

  /** Those in force, as they were given. */
  rules(): Promise<readonly ContactRule[]> {
    return this.access.reading(async () => (await this.store.rules()).rules);
  }
}
