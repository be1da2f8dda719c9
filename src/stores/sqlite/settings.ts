import { ChannelRegistry } from "../../channels/registry.ts";
import type { Channel, ChannelChange } from "../../model/channel.ts";
import type { ContactRule, RuleSet } from "../../model/contact.ts";
import type { Connection } from "./database/connection.ts";
import type { Cache } from "./database/transactions.ts";

interface ChannelRow {
  readonly id: string;
  readonly score: number;
  readonly absolute: number;
  readonly enabled: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly wait_limit: number | null;
  readonly escalate_after: number | null;
}

const CHANNEL = "id, score, absolute, enabled, inbound, outbound, wait_limit, escalate_after";

/** The channels and the rules, as configured now. Of the channels, those are stored that were ever set. */
export class Settings implements Cache {
  #channels: ChannelRegistry | undefined;
  #rules: RuleSet | undefined;
  readonly #readChannels;
  readonly #writeChannel;
  readonly #readRules;
  readonly #writeRules;

  constructor(connection: Connection) {
    this.#readChannels = connection.prepare<ChannelRow>(`SELECT ${CHANNEL} FROM channels ORDER BY place`);
    this.#writeChannel = connection.prepare(
      `INSERT INTO channels (${CHANNEL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET score = excluded.score, absolute = excluded.absolute, enabled = excluded.enabled,
       inbound = excluded.inbound, outbound = excluded.outbound, wait_limit = excluded.wait_limit,
       escalate_after = excluded.escalate_after`,
    );
    this.#readRules = connection.prepare<{ version: number; rules: string }>("SELECT version, rules FROM rules");
    this.#writeRules = connection.prepare("UPDATE rules SET version = ?, rules = ?");
  }

  get channels(): ChannelRegistry {
    if (this.#channels === undefined) {
      this.#channels = new ChannelRegistry();
      for (const row of this.#readChannels.all())
        this.#channels.set(row.id, {
          ...{ score: row.score, absolute: row.absolute === 1, enabled: row.enabled === 1 },
          ...{ inbound: row.inbound === 1, outbound: row.outbound === 1 },
          ...{ waitLimit: row.wait_limit, escalateAfter: row.escalate_after },
        });
    }
    return this.#channels;
  }

  get rules(): RuleSet {
    if (this.#rules === undefined) {
      const { version, rules } = this.#readRules.get()!;
      this.#rules = { version, rules: JSON.parse(rules) as readonly ContactRule[] };
    }
    return this.#rules;
  }

  setChannel(id: string, change: ChannelChange): Channel {
    const channel = this.channels.set(id, change);
    const { score, absolute, enabled, inbound, outbound, waitLimit = null, escalateAfter = null } = channel;
    this.#writeChannel.run(id, score, +absolute, +enabled, +inbound, +outbound, waitLimit, escalateAfter);
    return channel;
  }

  setRules(rules: readonly ContactRule[]): RuleSet {
    const version = this.rules.version + 1;
    this.#writeRules.run(version, JSON.stringify(rules));
    this.#rules = { version, rules };
    return this.#rules;
  }

  forget(): void {
    this.#channels = undefined;
    this.#rules = undefined;
  }
}
