import type { Channel, ChannelChange, ChannelId } from "../model/channel.ts";
import type { Store } from "../stores/store.ts";
import type { Access } from "./access.ts";
import type { News } from "./events/news.ts";
import { parseId } from "./parse.ts";

/**
 * Which channels there are, and how soon each is served.
 *
 * @example
 * await center.channels.set("whatsapp", { score: 80, waitLimit: 10 * 60_000, escalateAfter: 30 * 60_000 });
 */
export class Channels {
  /** @internal Use `createCenter`. */
  constructor(
    private readonly store: Store,
    private readonly access: Access,
    private readonly news: News,
  ) {}

  /**
   * Changes what is given; a new id adds a channel. Every waiting ticket of it moves at once. See `ChannelRegistry.set`.
   *
   * @throws ProximoError `INVALID_ID`, `INVALID_SCORE`, `INVALID_CHANNEL`
   */
  set(id: ChannelId, change: ChannelChange): Promise<Channel> {
    return this.access.changing(async () => {
      const channel = await this.store.setChannel(parseId(id), change);
      this.news.tell("channel", channel);
      return channel;
    });
  }

  /** As configured now; undefined for an id that was never set. */
  async get(id: ChannelId): Promise<Channel | undefined> {
    return (await this.list()).find((one) => one.id === id);
  }

  /** In the order in which they were first set. */
  list(): Promise<readonly Channel[]> {
    return this.access.reading(() => this.store.channels());
  }
}
