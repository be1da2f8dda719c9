import type { Channel } from "../model/channel.ts";
import { ProximoError, shown } from "../model/errors.ts";

/** The channel that was looked up under this id. @throws ProximoError `UNKNOWN_CHANNEL` where there is none. */
export function known(channel: Channel | undefined, id: string): Channel {
  if (channel !== undefined) return channel;
  throw unknownChannel(id);
}

export function unknownChannel(id: unknown): ProximoError {
  return new ProximoError(
    "UNKNOWN_CHANNEL",
    `channel: expected a known one (channels.set adds yours), got ${shown(id)}`,
  );
}

/** The same, of those that a store lists. @throws ProximoError `UNKNOWN_CHANNEL` */
export function channelIn(channels: readonly Channel[], id: string): Channel {
  return known(
    channels.find((channel) => channel.id === id),
    id,
  );
}
