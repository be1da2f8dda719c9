import { milliseconds } from "date-fns";
import type { Case } from "../model/case.ts";
import { DEFAULT_LEAD, waitingSince } from "../queue/promotion.ts";
import type { Tally } from "../stores/port/tally-store.ts";
import type { EndedClaim } from "../stores/store.ts";
import { Entries, type Subjects } from "./entries.ts";
import type { Happening } from "./happening.ts";
import { DEFAULT_INTERVAL } from "./intervals.ts";

/** How what happens is counted. All in milliseconds. */
export interface TallyRules {
  /** How long an interval is; 15 minutes unless configured. */
  readonly interval: number;
  /** The wait within which a ticket should be answered; 20 seconds unless configured. */
  readonly target: number;
  /** On a channel where that is another one. */
  readonly targetByChannel: Readonly<Record<string, number>>;
  /** Whoever gives up within so long could not have been answered; 5 seconds unless configured. */
  readonly shortAbandon: number;
  /** As the store's. */
  readonly promotionLead: number;
}

/** 80 % within 20 seconds is what is said most often (Gans, Koole and Mandelbaum, M&SOM 5(2), 2003). */
export const DEFAULT_RULES: TallyRules = Object.freeze({
  interval: DEFAULT_INTERVAL,
  target: milliseconds({ seconds: 20 }),
  targetByChannel: Object.freeze({}),
  shortAbandon: milliseconds({ seconds: 5 }),
  promotionLead: DEFAULT_LEAD,
});

/**
 * What happened, as amounts to be added by channel, agent and skill, in the interval in which it happened: what took time
 * in the one in which it ended, wrap-ups in the one in which they began, and the times that make occupancy in those in
 * which they passed.
 *
 * A ticket is answered when an agent has it for the first time: its wait is from key 4 of the order until then. It is
 * abandoned when it is cancelled before that, its wait having begun. Outbound tickets are handled, but neither arrive nor
 * are answered or abandoned: nobody is waiting. Handling is every claim that was active, however it ended.
 *
 * @example
 * await store.tallies.add(talliesOf({ what: "completed", at: clock.now(), ticket, agent, state, claimedAt }, DEFAULT_RULES));
 */
export function talliesOf(happening: Happening, rules: TallyRules): readonly Tally[] {
  const { at } = happening;
  const about = (subjects: Subjects, when = at) => new Entries(subjects, when, rules.interval);
  const of = ({ channel, skills }: Case, agent?: string) => about({ channel, skills, agent });
  switch (happening.what) {
    case "enqueued":
      return isInbound(happening.ticket) ? of(happening.ticket).count("arrived").tallies : [];
    case "claimed": {
      const { ticket, agent } = happening;
      return isInbound(ticket) && ticket.answeredAt === at
        ? answered(of(ticket, agent), ticket, at, rules).tallies
        : [];
    }
    case "offered":
    case "refused":
    case "lapsed":
      return of(happening.ticket, happening.agent).count(happening.what).tallies;
    case "completed":
      return handled(of(happening.ticket, happening.agent), happening, at).count("completed").tallies;
    case "released":
      return handled(of(happening.ticket, happening.agent), happening, at).tallies;
    case "cancelled":
      return cancelled(of(happening.ticket, happening.agent), happening, at, rules).tallies;
    case "wrapUp":
      return wrappedUp(about(happening), at, happening.until).tallies;
    case "ready": {
      const { since, until } = happening;
      const planned = wrappedUp(about(happening, since), since, until).tallies;
      const taken = wrappedUp(about(happening, since), since, at).tallies;
      return [...planned.map((tally) => ({ ...tally, amount: -tally.amount })), ...taken];
    }
    case "available":
      return about(happening).span("available", happening.since, at, happening.places).tallies;
  }
}

function isInbound({ direction }: Case): boolean {
  return direction === "inbound";
}

function answered(entries: Entries, ticket: Case, at: number, rules: TallyRules): Entries {
  const { target, targetByChannel, promotionLead } = rules;
  const { channel } = ticket;
  const wait = at - waitingSince(ticket, promotionLead);
  if (wait <= (Object.hasOwn(targetByChannel, channel) ? targetByChannel[channel]! : target)) entries.count("inTarget");
  return entries.duration("wait", wait);
}

function handled(entries: Entries, { state, claimedAt = 0 }: Partial<EndedClaim>, at: number): Entries {
  return state === "active" ? entries.duration("handling", at - claimedAt).span("busy", claimedAt, at) : entries;
}

function cancelled(
  entries: Entries,
  { ticket, ...claim }: Partial<EndedClaim> & { readonly ticket: Case },
  at: number,
  { promotionLead, shortAbandon }: TallyRules,
): Entries {
  const waited = at - waitingSince(ticket, promotionLead);
  if (!isInbound(ticket) || ticket.answeredAt !== undefined || waited < 0)
    return handled(entries.count("cancelled"), claim, at);
  if (waited <= shortAbandon) entries.count("shortAbandoned");
  return entries.duration("timeToAbandon", waited);
}

function wrappedUp(entries: Entries, since: number, until: number): Entries {
  return entries.duration("wrapUp", until - since).span("busy", since, until);
}
