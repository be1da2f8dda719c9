import type { Allocation, FreeAgent, WaitingLane } from "../../src/distribution/round.ts";
import { compareTickets } from "../../src/index.ts";
import { expectEqual } from "./check.ts";

/**
 * Proves a round right without doing it again, by what no right round leaves undone: nobody has more than they can;
 * whoever is not served could only be in place of tickets that stand ahead (so the set is the greedy one, by its
 * circuits); and no sequence of exchanges adds value (so the value is the largest).
 *
 * All of it over lanes, slowly: from one lane to another leads any agent who serves the one and could serve the other.
 */
export interface Judged {
  readonly agents: readonly FreeAgent[];
  readonly lanes: readonly WaitingLane[];
  worth(agent: FreeAgent, lane: WaitingLane): number;
}

/** Room that is left stands for one lane more, the last. */
export function expectRight(name: string, judged: Judged, round: readonly Allocation[]): void {
  const { agents, lanes, worth } = judged;
  const laneOf = new Map(
    lanes.flatMap((lane, index) => [...lane.waiting].map(({ ticket }) => [ticket, index] as const)),
  );
  const has = new Map(agents.map((agent): [FreeAgent, number[]] => [agent, []]));
  for (const { agent, ticket } of round) {
    has.get(agent)!.push(laneOf.get(ticket)!);
    expectEqual(name, "able", able(agent, lanes[laneOf.get(ticket)!]!), true);
  }
  const room = lanes.length;
  const gain = Array.from({ length: room + 1 }, () => new Float64Array(room + 1).fill(Number.NEGATIVE_INFINITY));
  for (const [agent, held] of has) {
    expectEqual(name, `${agent.id} within room`, held.length <= agent.room, true);
    const on = (channel: string) => held.filter((index) => lanes[index]!.channel === channel).length;
    const left = (channel: string) => (agent.roomByChannel?.[channel] ?? agent.room) - on(channel);
    for (const { channel } of lanes) expectEqual(name, `${agent.id} within ${channel}`, left(channel) >= 0, true);
    const outs = held.length < agent.room ? [...new Set(held), room] : [...new Set(held)];
    const worthOf = (index: number) => (index === room ? 0 : worth(agent, lanes[index]!));
    for (let index = 0; index <= room; index++) {
      if (index < room && !able(agent, lanes[index]!)) continue;
      for (const out of outs) {
        const same = index < room && out < room && lanes[index]!.channel === lanes[out]!.channel;
        if (index < room && !same && left(lanes[index]!.channel) <= 0) continue;
        gain[index]![out] = Math.max(gain[index]![out]!, worthOf(index) - worthOf(out));
      }
    }
  }
  expectGreedy(name, judged, round, gain);
  expectNoGain(name, gain);
}

function able(agent: FreeAgent, lane: WaitingLane): boolean {
  return agent.channels!.includes(lane.channel) && lane.skills.every((skill) => agent.skills!.includes(skill));
}

function expectGreedy(
  name: string,
  { lanes }: Judged,
  round: readonly Allocation[],
  gain: readonly Float64Array[],
): void {
  const served = new Set(round.map(({ ticket }) => ticket));
  const ends = lanes.map(({ waiting }) => {
    const all = [...waiting];
    const count = all.filter(({ ticket }) => served.has(ticket)).length;
    for (const { ticket } of all.slice(0, count))
      expectEqual(name, `${ticket.id} served in its turn`, served.has(ticket), true);
    return { last: all[count - 1], next: all[count] };
  });
  for (const [index, { next }] of ends.entries()) {
    if (next === undefined) continue;
    const reached = new Set([index]);
    for (const from of reached)
      for (const [to, value] of gain[from]!.entries()) if (value > Number.NEGATIVE_INFINITY) reached.add(to);
    expectEqual(name, `room for ${next.ticket.id}`, reached.has(lanes.length), false);
    for (const other of reached) {
      const { last } = ends[other]!;
      const behind = last !== undefined && compareTickets(next.standing, last.standing) < 0;
      expectEqual(name, `${last?.ticket.id} served before ${next.ticket.id}`, behind, false);
    }
  }
}

/** Bellman and Ford: the best that sequences of exchanges bring is known after as many passes as there are lanes. */
function expectNoGain(name: string, gain: readonly Float64Array[]): void {
  const best = new Float64Array(gain.length);
  for (let pass = 0; pass <= gain.length; pass++) {
    let better = false;
    for (const [index, row] of gain.entries()) {
      const from = best[index]!;
      for (let to = 0; to < row.length; to++) {
        // Values are multiples of 2⁻²⁰ here, and sums of them exact.
        if (from + row[to]! <= best[to]!) continue;
        best[to] = from + row[to]!;
        better = true;
      }
    }
    if (!better) return;
  }
  throw new Error(`${name}: expected the largest value, got one that exchanges make larger`);
}
