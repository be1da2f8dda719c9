import type { Channel } from "../model/channel.ts";
import { DEFAULT_SCORE } from "../model/score.ts";

const INBOUND_ONLY = ["webchat", "facebook", "telegram", "viber", "form", "video"];
const BOTH_WAYS = ["whatsapp", "email", "sms", "voice", "rcs"];

/** A channel nobody has configured: contacts may write on it, and nothing goes out. */
export function plainChannel(id: string): Channel {
  return { id, score: DEFAULT_SCORE, absolute: false, enabled: true, inbound: true, outbound: false };
}

/**
 * The eleven channels every registry starts with; web chat is absolute, because its contact sits and watches. Registries share
 * them, so they are frozen, as is every channel that is given out.
 */
export const DEFAULT_CHANNELS: readonly Channel[] = [
  ...INBOUND_ONLY.map((id) => Object.freeze({ ...plainChannel(id), absolute: id === "webchat" })),
  ...BOTH_WAYS.map((id) => Object.freeze({ ...plainChannel(id), outbound: true })),
];
