import { ChannelRegistry } from "../../channels/registry.ts";
import type { Channel, ChannelChange } from "../../model/channel.ts";
import type { Contact, ContactRule, RuleSet } from "../../model/contact.ts";
import type { Score } from "../../model/score.ts";
import { type CaseReply, channelFrom, parsed } from "./reply.ts";
import { listChannels, setChannel } from "./scripts/channels.ts";
import { findUnscored, getRules, rescore, setRules } from "./scripts/rules.ts";
import type { Connection, Reply } from "./server/connection.ts";
import type { Steps } from "./steps.ts";
import { limitWords, settingsOf, settingWords, sortedScore } from "./words.ts";

/** A ticket that was scored under other rules, and whose it is. */
type Unscored = readonly [id: string, contact: string, body: string];

/** How far the search for unscored tickets has come under rules of one version. */
interface Search {
  readonly version: number;
  cursor: string;
  ended: boolean;
  found: readonly Unscored[];
}

/** Channels and contact rules of a store in Redis. */
export class RedisSettings {
  #search: Search | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly steps: Steps,
  ) {}

  async channels(): Promise<readonly Channel[]> {
    const told = (await this.connection.run(listChannels, [])) as readonly string[];
    const channels: { readonly channel: Channel; readonly place: number }[] = [];
    for (let index = 0; index < told.length; index += 2) {
      const settings = told[index + 1]!;
      channels.push({ channel: channelFrom(told[index]!, settings), place: Number.parseInt(settings.slice(7), 10) });
    }
    return channels.sort((a, b) => a.place - b.place).map(({ channel }) => channel);
  }

  /** @throws ProximoError as `ChannelRegistry.set` */
  async setChannel(id: string, change: ChannelChange): Promise<Channel> {
    const added = new ChannelRegistry().set(id, change);
    const args = [id, settingsOf(added), ...settingWords(change as Partial<Channel>), ...limitWords(change)];
    return channelFrom(id, (await this.steps.run(setChannel, ...args)) as string);
  }

  async rules(): Promise<RuleSet> {
    const [version, rules] = (await this.connection.run(getRules, [])) as readonly Reply[];
    return { version: Number(version ?? 0), rules: JSON.parse((rules ?? "[]") as string) as ContactRule[] };
  }

  async setRules(rules: readonly ContactRule[]): Promise<RuleSet> {
    return { version: Number(await this.connection.run(setRules, [JSON.stringify(rules)])), rules };
  }

  /** Finds, scores, and stores under the condition that they still need it: again, as long as all that were found were overtaken. */
  async rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): Promise<number> {
    try {
      for (;;) {
        const found = await this.#unscored(version, limit);
        if (found.length === 0) return 0;
        const scores = found.flatMap(([id, contact, body]) => [id, sortedScore(score(contactOf(contact, body)))]);
        const done = Number(await this.steps.run(rescore, String(version), ...scores));
        if (done > 0) return done;
      }
    } catch (error) {
      this.#search = undefined; // What was found may not have been scored: whoever asks again begins anew.
      throw error;
    }
  }

  async #unscored(version: number, limit: number): Promise<readonly Unscored[]> {
    if (this.#search?.version !== version) this.#search = { version, cursor: "0", ended: false, found: [] };
    const search = this.#search;
    while (search.found.length < limit && !search.ended) {
      const page = await this.steps.run(findUnscored, String(version), search.cursor, String(limit));
      if (page === null) return [];
      const [cursor, found] = page as readonly [string, readonly Unscored[]];
      search.cursor = cursor;
      search.ended = cursor === "0";
      search.found = [...search.found, ...found];
    }
    const taken = search.found.slice(0, limit);
    search.found = search.found.slice(limit);
    return taken;
  }
}

function contactOf(id: string, stored: string): Contact | undefined {
  if (id === "") return undefined;
  const [, { segments, attributes }] = parsed<CaseReply[1]>(stored);
  return { id, segments, attributes };
}
