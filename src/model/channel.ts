import type { Score } from "./score.ts";

/**
 * The id of a channel: one of the eleven that are there from the start, which an editor completes, or one of your own.
 *
 * @example
 * const ids: ChannelId[] = ["whatsapp", "kiosk"];
 */
export type ChannelId =
  | ("webchat" | "whatsapp" | "email" | "sms" | "facebook" | "telegram" | "voice" | "video" | "rcs" | "viber" | "form")
  | (string & Record<never, never>);

/**
 * A medium on which contacts write or call.
 *
 * @example
 * channels.get("sms"); // → { id: "sms", score: 50, absolute: false, enabled: true, inbound: true, outbound: true }
 */
export interface Channel {
  readonly id: ChannelId;
  /** 1 to 100, larger is sooner; 50 unless configured. */
  readonly score: Score;
  /** Before every other channel, whatever the scores and promotions. */
  readonly absolute: boolean;
  /** `false` pauses it: its tickets keep their keys but leave the line until it is enabled. */
  readonly enabled: boolean;
  /** Contacts may write or call on it. */
  readonly inbound: boolean;
  /** The contact center may write or call on it. */
  readonly outbound: boolean;
  /** In milliseconds: a ticket that has waited for so long is told of, by the event `tooLong`. Omitted: never. */
  readonly waitLimit?: number | undefined;
  /** In milliseconds: a ticket that has waited for so long joins tier `promoted`. Omitted: never; the order is strict. */
  readonly escalateAfter?: number | undefined;
}

/**
 * What can be changed of a channel; what is left out stays as it is. `null` takes a limit away. A changed limit holds for
 * tickets that come into the line from then on; for those that wait already, the one under which they came.
 *
 * @example
 * const evening: ChannelChange = { score: 80, enabled: false, waitLimit: 600_000, escalateAfter: null };
 * await center.channels.set("email", evening); // paused; told as tooLong after 10 minutes, never escalated
 */
export type ChannelChange = {
  readonly [key in Exclude<keyof Channel, "id" | "waitLimit" | "escalateAfter">]?: Channel[key] | undefined;
} & {
  /** In milliseconds. */
  readonly waitLimit?: number | null | undefined;
  /** In milliseconds. */
  readonly escalateAfter?: number | null | undefined;
};
