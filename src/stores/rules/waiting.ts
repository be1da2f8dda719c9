import type { Case } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import { NEVER } from "../../model/time.ts";

/** What time can do to a ticket that nobody has and the gate does not hold. Moments are epoch milliseconds. */
export interface Waiting {
  readonly ticket: Pick<Case, "preferredAgent">;
  /** It has joined tier `promoted`, once and for good. */
  readonly promoted: boolean;
  /** Its lane is this agent's alone. */
  readonly reservedFor?: string | undefined;
  /** Of its channel when it last joined: the moments at which it will have waited for long. */
  readonly escalatesAt?: number | undefined;
  readonly limitAt?: number | undefined;
  /** That it has waited too long was told. */
  readonly toldTooLong?: boolean | undefined;
}

/** The limits of a channel, for a ticket that has waited since then (key 4 of the order). */
export function limitsOn(
  { escalateAfter, waitLimit }: Channel,
  since: number,
): Pick<Waiting, "escalatesAt" | "limitAt"> {
  return {
    escalatesAt: escalateAfter === undefined ? undefined : since + escalateAfter,
    limitAt: waitLimit === undefined ? undefined : since + waitLimit,
  };
}

/**
 * When time will next change it, its promotion apart; Infinity: never.
 *
 * @param held on hold for its time: it is promoted before it has waited for any.
 */
export function nextChange(waiting: Waiting, held: boolean): number {
  const { reservedFor, ticket, promoted, escalatesAt, limitAt, toldTooLong } = waiting;
  return Math.min(
    (reservedFor === undefined ? undefined : ticket.preferredAgent?.until) ?? NEVER,
    (promoted || held ? undefined : escalatesAt) ?? NEVER,
    (toldTooLong ? undefined : limitAt) ?? NEVER,
  );
}

export function isDue(moment: number | undefined, now: number): boolean {
  return moment !== undefined && moment <= now;
}
