import type { Channel, Claim, LineCounts } from "proximo";
import type { Note } from "../contact.ts";
import { LEAD, TARGET } from "../opening.ts";
import type { Room } from "../room.ts";
import { STAFF } from "../staff.ts";
import { type HalfHour, halfHourOf } from "./half-hour.ts";
import { lineOf, type Place, type Shown, shown } from "./line.ts";

/** A ticket that an agent holds. */
export interface Serving extends Shown {
  readonly since: number;
}

/** All that the pages show, at one moment. */
export interface Snapshot {
  /** Later pictures have larger numbers. */
  readonly picture: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Time passes by itself; not so on a clock that is set by hand. */
  readonly ticking: boolean;
  /** How fast the simulated people live; 0 stands still. */
  readonly pace: number;
  readonly urgent: boolean;
  readonly counts: LineCounts;
  readonly line: readonly Place[];
  /** The next of them, in order of their time; each joins the line at `joinsAt`. */
  readonly scheduled: readonly (Shown & { readonly joinsAt: number })[];
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly simulated: boolean;
    readonly serving?: Serving | undefined;
  }[];
  readonly channels: readonly Channel[];
  readonly halfHour: HalfHour;
  /** Of the service level, in milliseconds. */
  readonly target: number;
}

/** What one agent is shown besides: the ticket in hand, with the token that settles it. */
export interface Own {
  readonly holding?: (Serving & { readonly token: string; readonly alsoWaiting: readonly Shown[] }) | undefined;
}

export interface View {
  readonly snapshot: Snapshot;
  readonly own: (agent: string) => Own;
}

const MOST_SCHEDULED = 50;

export async function viewOf({ center, clock, ticking, pace }: Room, picture: number): Promise<View> {
  // Before all else is read: what is shown is then true at this moment or later, never from before it.
  const now = clock.now();
  const [line, held, counts, channels, claims, halfHour] = await Promise.all([
    lineOf(center),
    center.peekHeld(MOST_SCHEDULED),
    center.counts(),
    center.channels.list(),
    center.claims(),
    halfHourOf(center, now),
  ]);
  const of = (agent: string) => claims.find((claim) => claim.agent === agent);
  return {
    snapshot: {
      picture,
      now,
      ticking,
      pace: pace.factor,
      urgent: counts.absolute + counts.promoted > 0,
      counts,
      line,
      scheduled: held.map((ticket) => ({
        ...shown(ticket),
        joinsAt: ticket.heldUntil ?? (ticket.scheduledFor ?? now) - LEAD,
      })),
      agents: STAFF.map(({ id, name, simulated }) => ({ id, name, simulated, serving: serving(of(id)) })),
      channels,
      halfHour,
      target: TARGET,
    },
    own: (agent) => {
      const claim = of(agent);
      if (claim === undefined) return {};
      return { holding: { ...serving(claim)!, token: claim.token, alsoWaiting: claim.alsoWaiting.map(shown) } };
    },
  };
}

function serving(claim: Claim<Note> | undefined): Serving | undefined {
  return claim && { ...shown(claim.ticket), since: claim.claimedAt };
}
