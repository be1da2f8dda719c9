import { ChannelRegistry } from "../../channels/registry.ts";
import type { Channel, ChannelChange } from "../../model/channel.ts";
import type { Contact, ContactRule, RuleSet } from "../../model/contact.ts";
import type { Score } from "../../model/score.ts";
import type { Details } from "./cases.ts";
import { arrayOf } from "./quoting.ts";
import type { Session } from "./session.ts";

interface Page {
  readonly from: number;
  readonly page: readonly (readonly [arrival: number, contact: string | null, details: Details])[] | null;
}

/** Channels and contact rules of a store in PostgreSQL. */
export class PostgresSettings {
  constructor(private readonly session: Session) {}

  channels(): Promise<readonly Channel[]> {
    return this.session.database.call("channels");
  }

  /** @throws ProximoError as `ChannelRegistry.set` */
  async setChannel(id: string, change: ChannelChange): Promise<Channel> {
    new ChannelRegistry().set(id, change);
    return this.session.call(
      "set_channel",
      ["text", id],
      ["smallint", change.score],
      ["boolean", change.absolute],
      ["boolean", change.enabled],
      ["boolean", change.inbound],
      ["boolean", change.outbound],
      ["boolean", change.waitLimit !== undefined],
      ["bigint", change.waitLimit],
      ["boolean", change.escalateAfter !== undefined],
      ["bigint", change.escalateAfter],
      this.session.now,
    );
  }

  rules(): Promise<RuleSet> {
    return this.session.database.call("rules");
  }

  setRules(rules: readonly ContactRule[]): Promise<RuleSet> {
    return this.session.database.call("set_rules", ["json", JSON.stringify(rules)]);
  }

  /** Re-scores up to `limit` open tickets: read, scored here, and written if nobody else has scored them meanwhile. */
  async rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): Promise<number> {
    const { database } = this.session;
    const rules = ["integer", version] as const;
    for (;;) {
      const found = await this.session.call<Page | null>("to_rescore", rules, ["integer", limit], this.session.now);
      if (!found?.page) return 0;
      const arrivals = found.page.map(([arrival]) => arrival);
      const scores = found.page.map(([, contact, details]) => score(contactOf(contact, details)));
      const written = await database.call<{ left: number | null; done: number } | null>(
        "rescore",
        rules,
        ["bigint", found.from],
        ["bigint[]", arrayOf(arrivals)],
        ["smallint[]", arrayOf(scores)],
      );
      if (written && written.done > 0) return written.done;
      const left = written?.left == null ? -1 : arrivals.indexOf(written.left);
      if (left < 0) continue;
      const one = ["smallint", scores[left]] as const;
      if ((await database.call<number>("rescore_one", rules, ["bigint", arrivals[left]], one)) > 0) return 1;
    }
  }
}

function contactOf(id: string | null, { segments, attributes }: Details): Contact | undefined {
  return id === null ? undefined : { id, segments, attributes };
}
