import type { Direction } from "../model/case.ts";
import { ProximoError, shown } from "../model/errors.ts";
import { known } from "./known.ts";
import type { ChannelRegistry } from "./registry.ts";

/**
 * Whether a ticket may enter on a channel in this direction.
 *
 * @throws ProximoError `UNKNOWN_CHANNEL`, `INBOUND_NOT_ALLOWED` or `OUTBOUND_NOT_ALLOWED`.
 */
export function allowedOn(channels: Pick<ChannelRegistry, "get">, id: string, direction: Direction): void {
  if (known(channels.get(id), id)[direction]) return;
  const code = direction === "inbound" ? "INBOUND_NOT_ALLOWED" : "OUTBOUND_NOT_ALLOWED";
  throw new ProximoError(code, `channel: expected one that is ${direction}, got ${shown(id)}, which is not`);
}
