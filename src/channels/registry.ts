import type { Channel, ChannelChange, ChannelId } from "../model/channel.ts";
import { ProximoError, shown } from "../model/errors.ts";
import { checkFields } from "../model/fields.ts";
import { toIdentifier } from "../model/identifier.ts";
import { toScore } from "../model/score.ts";
import { toDuration } from "../model/time.ts";
import { DEFAULT_CHANNELS, plainChannel } from "./defaults.ts";

/**
 * Which channels exist, and how soon each is served.
 *
 * It starts with the eleven of a contact center, each with score 50, web chat absolute. A line that was given the
 * registry follows every change at once: the change costs the same whether one ticket waits or a million.
 *
 * @example
 * const channels = new ChannelRegistry();
 * channels.set("whatsapp", { score: 80 });
 * channels.set("fax", { score: 5, outbound: true }); // a channel of your own
 * channels.set("sms", { enabled: false }); // paused: its tickets wait outside the line
 */
export class ChannelRegistry {
  readonly #channels = new Map<string, Channel>(DEFAULT_CHANNELS.map((channel) => [channel.id, channel]));
  #version = 0;

  /** Grows with every change, so that whoever keeps something derived from the channels knows when it is outdated. */
  get version(): number {
    return this.#version;
  }

  /** As configured now; undefined for an id that was never set. */
  get(id: ChannelId): Channel | undefined {
    return this.#channels.get(id);
  }

  /** Every channel, in the order in which they were first set. */
  list(): Channel[] {
    return [...this.#channels.values()];
  }

  /**
   * Changes what is given of a channel and leaves the rest; an id not seen before adds a channel
   * (score 50, inbound only, unless given).
   *
   * @throws ProximoError `INVALID_ID`, `INVALID_SCORE`, or `INVALID_CHANNEL` for anything else that does not fit.
   */
  set(id: ChannelId, change: ChannelChange): Channel {
    toIdentifier(id, "channel id");
    const channel = changed(this.#channels.get(id) ?? plainChannel(id), change);
    this.#channels.set(id, channel);
    this.#version += 1;
    return channel;
  }
}

const SWITCHES = ["absolute", "enabled", "inbound", "outbound"] as const;
const LIMITS = ["waitLimit", "escalateAfter"] as const;
const FIELDS = new Set<string>(["score", ...SWITCHES, ...LIMITS]);

function changed(channel: Channel, change: ChannelChange): Channel {
  checkFields(change, FIELDS, `channel "${channel.id}"`, "INVALID_CHANNEL");
  const next: { -readonly [key in keyof Channel]: Channel[key] } = { ...channel };
  if (change.score !== undefined) next.score = toScore(change.score, `score of channel "${channel.id}"`);
  for (const key of SWITCHES) {
    const value: unknown = change[key];
    if (value === undefined) continue;
    if (typeof value !== "boolean") {
      const message = `${key} of channel "${channel.id}": expected true or false, got ${shown(value)}`;
      throw new ProximoError("INVALID_CHANNEL", message);
    }
    next[key] = value;
  }
  for (const key of LIMITS) {
    const value = change[key];
    if (value === undefined) continue;
    if (value === null) delete next[key];
    else next[key] = toDuration(value, `${key} of channel "${channel.id}"`, "INVALID_CHANNEL");
  }
  return Object.freeze(next);
}
