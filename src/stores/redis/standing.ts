import type { Sender, SenderState } from "../../model/outbound.ts";
import type { SenderStanding } from "../port/outbound-store.ts";
import type { Reply } from "./server/connection.ts";

/** As `standingOf` of the scripts tells it: version, state, and the counts. */
export type StandingReply = readonly [version: string | null, state: string | null, ...counts: readonly Reply[]];

/** A sender's name among the keys: no two are the same. */
export function senderWords({ channel, template }: Sender): string {
  return JSON.stringify(template === undefined ? [channel] : [channel, template]);
}

export function standingFrom([, state, ...counts]: StandingReply): SenderStanding {
  const [delivered, blocked, reported, optedOut] = counts.map(Number) as [number, number, number, number];
  return {
    state: state === null ? { pauses: 0 } : (JSON.parse(state) as SenderState),
    counts: { delivered, blocked, reported, optedOut },
  };
}
