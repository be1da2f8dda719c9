import type { Score } from "./score.ts";

/** A medium on which contacts write or call. */
export interface Channel {
  readonly id: string;
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
}

/** What can be changed of a channel; what is left out stays as it is. */
export type ChannelChange = { readonly [key in Exclude<keyof Channel, "id">]?: Channel[key] | undefined };
