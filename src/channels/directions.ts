import type { Direction } from "../model/case.ts";
import type { Channel } from "../model/channel.ts";
import { ProximoError, shown } from "../model/errors.ts";
import { known } from "./known.ts";

/**
 * Whether a ticket may enter on a channel in this direction.
 *
 * @throws ProximoError `UNKNOWN_CHANNEL`, `INBOUND_NOT_ALLOWED` or `OUTBOUND_NOT_ALLOWED`.
 */
export function allowedOn(channel: Channel | undefined, id: string, direction: Direction): void {
  if (known(channel, id)[direction]) return;
  const code = direction === "inbound" ? "INBOUND_NOT_ALLOWED" : "OUTBOUND_NOT_ALLOWED";
  throw new ProximoError(code, `channel: expected one that is ${direction}, got ${shown(id)}, which is not`);
}
