import type { Channel } from "../model/channel.ts";
import { ProximoError, shown } from "../model/errors.ts";

/** The channel that was looked up under this id. @throws ProximoError `UNKNOWN_CHANNEL` where there is none. */
export function known(channel: Channel | undefined, id: string): Channel {
  if (channel !== undefined) return channel;
  throw new ProximoError("UNKNOWN_CHANNEL", `channel: expected one of the registry, got ${shown(id)}`);
}
