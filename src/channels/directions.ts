import type { Direction } from "../model/case.ts";
import { ProximoError, shown } from "../model/errors.ts";
import type { ChannelRegistry } from "./registry.ts";

/**
 * Whether a ticket may enter on a channel in this direction.
 *
 * @throws ProximoError `UNKNOWN_CHANNEL`, `INBOUND_NOT_ALLOWED` or `OUTBOUND_NOT_ALLOWED`.
 */
export function allowedOn(channels: Pick<ChannelRegistry, "get">, id: string, direction: Direction): void {
  const channel = channels.get(id);
  if (channel === undefined) {
    throw new ProximoError("UNKNOWN_CHANNEL", `channel: expected one of the registry, got ${shown(id)}`);
  }
  if (channel[direction]) return;
  const code = direction === "inbound" ? "INBOUND_NOT_ALLOWED" : "OUTBOUND_NOT_ALLOWED";
  throw new ProximoError(code, `channel: expected one that is ${direction}, got ${shown(id)}, which is not`);
}
