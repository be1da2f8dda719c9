import type { AgentDescription, Case, LineCounts } from "../../model/case.ts";
import type { Agenda, DueChange, Lane, LaneHead } from "../store.ts";
import { type CaseReply, caseFrom, channelFrom, type EndedReply, endedFrom, parsed, rankedFrom } from "./reply.ts";
import { listLanes } from "./scripts/lanes.ts";
import { getAgenda, getCounts, getPosition, peek, peekHeld } from "./scripts/read.ts";
import type { Reply } from "./server/connection.ts";
import type { Steps } from "./steps.ts";
import { atMost, claimantWords, reservedIn, skillsIn } from "./words.ts";

/** The line of a store in Redis, as it is read. */
export class RedisLine {
  constructor(private readonly steps: Steps) {}

  async peek(count: number, agent?: AgentDescription): Promise<readonly Case[]> {
    if (count === 0) return [];
    const wanted = count === Number.POSITIVE_INFINITY ? 0 : count;
    const first = await this.steps.run(peek, String(wanted), agent === undefined ? "" : claimantWords(agent));
    return (first as readonly Reply[]).map((reply) => caseFrom(parsed(reply)));
  }

  async peekHeld(count: number): Promise<readonly Case[]> {
    const last = Number.isFinite(count) ? count - 1 : -1;
    const held = count === 0 ? [] : ((await this.steps.run(peekHeld, String(last))) as readonly Reply[]);
    return held.map((reply) => caseFrom(parsed(reply)));
  }

  async position(id: string): Promise<number | undefined> {
    const place = await this.steps.run(getPosition, id);
    return place === null ? undefined : Number(place);
  }

  async counts(): Promise<LineCounts> {
    const counts = (await this.steps.run(getCounts)) as readonly Reply[];
    const [waiting, held, paused, absolute, promoted] = counts.map(Number) as [number, number, number, number, number];
    return { waiting, held, paused, absolute, promoted };
  }

  /** Each script sees one moment, and asks about the lanes that have come up since the one before; the last has asked about all. */
  async lanes(depth: (lane: Lane) => number): Promise<readonly LaneHead[]> {
    const known: string[] = [];
    for (;;) {
      const [outcome, now, told] = (await this.steps.run(listLanes, ...known)) as readonly [string, Reply, LaneReply[]];
      if (outcome === "known") return told.map((lane) => headFrom(lane, Number(now)));
      for (const lane of told) known.push(lane[0], lane[1], atMost(depth(laneFrom(lane))));
    }
  }

  async agenda(): Promise<Agenda> {
    const agenda = await this.steps.ask(getAgenda, (answer) => Number((answer as readonly Reply[])[0]));
    const [now, urgent, passed, vanished, nextChange, oldestClosed] = agenda as readonly Reply[];
    return {
      now: Number(now),
      urgent: urgent !== null,
      passed: (passed as readonly Reply[]).map(dueChangeFrom),
      vanished: vanished as readonly string[],
      nextChange: nextChange === null ? undefined : Number(nextChange),
      oldestClosed: oldestClosed === null ? undefined : Number(oldestClosed),
    };
  }
}

/** As `listLanes` tells it; of one that is known, with the settings of its channel and its first tickets. */
type LaneReply = readonly [section: string, path: string, waiting: Reply, settings: string, first: readonly Reply[]];
type DueChangeReply = readonly [what: DueChange["what"], ticket: CaseReply, claim: EndedReply | null];

function laneFrom([section, path, waiting]: LaneReply): Lane {
  const reservation = path.startsWith("!") ? path.slice(0, path.indexOf("\n") + 1) : "";
  return {
    channel: section.slice(1),
    promoted: section.startsWith("1"),
    skills: skillsIn(path.slice(reservation.length)),
    ...(reservation !== "" && { reservedFor: reservedIn(reservation) }),
    waiting: Number(waiting),
  };
}

function headFrom(reply: LaneReply, now: number): LaneHead {
  const [section, , , settings, first] = reply;
  const channel = channelFrom(section.slice(1), settings);
  return { ...laneFrom(reply), first: first.map((one) => rankedFrom(parsed(one), channel, now)) };
}

function dueChangeFrom(reply: Reply): DueChange {
  const [what, ticket, claim] = parsed<DueChangeReply>(reply);
  return claim === null
    ? { what, ticket: caseFrom(ticket) }
    : { what, ticket: caseFrom(ticket), claim: endedFrom(claim) };
}
