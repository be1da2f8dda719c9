import { type Obstacle, obstaclesOf } from "../agents/obstacles.ts";
import type { Agent } from "../model/agent.ts";
import { type Assignment, type Case, reservedNow } from "../model/case.ts";
import type { Channel } from "../model/channel.ts";
import type { Standing } from "../model/standing.ts";
import { type Explanation, explained } from "../queue/explain.ts";
import { merged } from "../queue/merge.ts";
import { compareTickets } from "../queue/order.ts";
import type { LaneHead, Ranked } from "../stores/store.ts";

/**
 * Why a ticket is where it is, and with whom.
 *
 * @example
 * const { position, ahead, nearest } = await center.explain("t1");
 * [position, ahead, nearest[0]?.first]; // → [2, { tier: 1 }, "t2"]
 */
export interface TicketExplanation<Data = unknown> {
  readonly ticket: Case<Data>;
  /** While it waits: 1 for the next. */
  readonly position?: number | undefined;
  /** While it waits: its keys. */
  readonly standing?: Standing | undefined;
  /** How many stand ahead, by the key that puts them there. */
  readonly ahead: { readonly [key in keyof Standing]?: number };
  /** The last ten ahead, nearest first, each with the key that decides and both its values, the other's first. */
  readonly nearest: readonly Explanation[];
  /** While it is open and with nobody: everybody who is registered, and what stands between them and it. */
  readonly agents: readonly { readonly agent: string; readonly obstacles: readonly Obstacle[] }[];
  /** Whom it was last given to, and why. */
  readonly assignment?: Assignment | undefined;
}

/** What an explanation is made from. */
export interface Circumstances {
  readonly ticket: Case;
  readonly assignment: Assignment | undefined;
  readonly agents: readonly Agent[];
  readonly channels: readonly Channel[];
  /** As deep as the ticket stands, at least. */
  readonly heads: readonly LaneHead[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** Who is not offered it for now: they have refused it, or let an offer of it lapse. */
  readonly refusedBy: readonly string[];
}

interface InLine {
  readonly lane: LaneHead;
  readonly ranked: Ranked;
}

const NEAREST = 10;

/** O(tickets ahead × log lanes) */
export function explainTicket(circumstances: Circumstances): TicketExplanation {
  const { ticket, assignment, agents, channels, heads, now, refusedBy } = circumstances;
  const open = isOpen(ticket);
  const { own, before } = open ? found(ticket.id, heads) : NOT_IN_LINE;
  const ahead: { -readonly [key in keyof Standing]?: number } = {};
  const nearest: Explanation[] = [];
  for (const { ranked } of before.toReversed()) {
    const other = explained(named(ranked), named(own!.ranked)) as Explanation;
    ahead[other.key] = (ahead[other.key] ?? 0) + 1;
    if (nearest.length < NEAREST) nearest.push(other);
  }
  const lane = own?.lane ?? { ...ticket, reservedFor: reservedNow(ticket, now) };
  const forAll = keptOut(ticket, channels);
  const obstacles = (agent: Agent) => ({
    agent: agent.id,
    obstacles: [...forAll, ...obstaclesOf(agent, lane, { refusedBy })],
  });
  return {
    ticket,
    ...(own && { position: before.length + 1, standing: own.ranked.standing }),
    ...{ ahead, nearest, agents: open ? agents.map(obstacles) : [], assignment },
  };
}

/** Whether it is to be served, and nobody has it. */
export function isOpen({ state }: Case): boolean {
  return state === "waiting" || state === "held";
}

/** What keeps a ticket out of the line, whoever asks for it. */
function keptOut({ state, channel }: Case, channels: readonly Channel[]): readonly Obstacle[] {
  const found: Obstacle[] = [];
  if (state === "held") found.push({ reason: "held" });
  if (channels.some(({ id, enabled }) => id === channel && !enabled)) found.push({ reason: "paused", channel });
  return found;
}

const NOT_IN_LINE: { readonly own: InLine | undefined; readonly before: readonly InLine[] } = {
  own: undefined,
  before: [],
};

function found(id: string, heads: readonly LaneHead[]): typeof NOT_IN_LINE {
  const before: InLine[] = [];
  const sequences = heads.map((lane) => Array.from(lane.first, (ranked) => ({ lane, ranked })));
  for (const one of merged(sequences, (a, b) => compareTickets(a.ranked.standing, b.ranked.standing))) {
    if (one.ranked.ticket.id === id) return { own: one, before };
    before.push(one);
  }
  return NOT_IN_LINE;
}

function named({ ticket, standing }: Ranked): { readonly id: string; readonly standing: Standing } {
  return { id: ticket.id, standing };
}
