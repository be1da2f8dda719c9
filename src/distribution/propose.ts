import type { Case, OfferGrounds } from "../model/case.ts";
import type { LaneHead } from "../stores/store.ts";
import { allocate } from "./allocate.ts";
import { Grounds } from "./grounds.ts";
import type { Prediction, Waiting, WaitingLane } from "./round.ts";
import type { Candidate, HeadedLane, Plan } from "./strategy.ts";
import type { Workforce } from "./workforce.ts";

/** A ticket that is to be offered, to whom and why. */
export interface Assigned {
  readonly ticket: Case;
  readonly agent: string;
  readonly grounds: OfferGrounds;
}

export interface Proposals {
  /** In the order of the tickets. */
  readonly assigned: readonly Assigned[];
  /** A lane was read to the end of what was given of it, and more wait in it: the round is not exact. */
  readonly shallow: boolean;
}

/**
 * What a strategy makes of the agents who have room and of the line.
 *
 * @param missedBy who is not to be offered a ticket for now, besides those who have refused it.
 * @throws ProximoError `INVALID_VALUE`
 */
export function propose(
  workforce: Workforce<Candidate>,
  heads: readonly LaneHead[],
  plan: Plan,
  missedBy: (ticket: string) => readonly string[],
): Proposals {
  const reading = new Reading(missedBy);
  const lanes = heads.map((head) => reading.lane(head));
  const allocations = allocate({ agents: workforce, lanes, value: predictionOf(plan) });
  const grounds = new Grounds(workforce, plan);
  const assigned = allocations.map(({ agent, ticket }) => {
    const lane = reading.laneOf.get(ticket) as HeadedLane;
    return { ticket, agent: agent.id, grounds: grounds.of(agent, ticket, lane) };
  });
  return { assigned, shallow: reading.shallow };
}

function predictionOf({ value }: Plan): Prediction<Candidate, Case> {
  if (value === undefined) return { byLane: () => 0 };
  return "byLane" in value
    ? { byLane: ({ agent }, lane) => value.byLane(agent, headOf(lane)) }
    : { byTicket: ({ agent }, ticket) => value.byTicket(agent, ticket) };
}

function headOf(lane: WaitingLane<Case>): LaneHead {
  return (lane as HeadedLane).head;
}

/** Keeps of each ticket that a round has looked at in which lane it was. */
class Reading {
  readonly laneOf = new Map<Case, HeadedLane>();
  shallow = false;

  constructor(private readonly missedBy: (ticket: string) => readonly string[]) {}

  lane(head: LaneHead): HeadedLane {
    const { channel, promoted, skills } = head;
    const waiting = { [Symbol.iterator]: () => this.#read(lane) };
    const lane: HeadedLane = { channel, promoted, skills, waiting, head };
    return lane;
  }

  *#read(lane: HeadedLane): Iterator<Waiting<Case>> {
    const { first, waiting, reservedFor } = lane.head;
    let count = 0;
    for (const { ticket, standing, refusedBy } of first) {
      count += 1;
      this.laneOf.set(ticket, lane);
      const missedBy = this.missedBy(ticket.id);
      yield {
        ticket,
        standing,
        reservedFor,
        refusedBy: missedBy.length === 0 ? refusedBy : [...refusedBy, ...missedBy],
      };
    }
    if (count < waiting) this.shallow = true;
  }
}
