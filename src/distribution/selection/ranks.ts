import { compareChannels, type Standing } from "../../queue/order.ts";
import type { WaitingLane } from "../round.ts";

/** A lane that is looked into: its first ticket stands here. */
interface Opened {
  readonly standing: Standing;
}

/** The lanes of a channel, promoted or not, which are alike by keys 1 and 2. */
interface Section<Lane, Line> {
  readonly first: Line;
  readonly others: Lane[];
}

/**
 * Lanes in the order of keys 1 and 2, those that are alike by these together: most are opened only when their turn has
 * come, and by then the greater part of a long line can be served no more.
 *
 * @param open undefined for a lane of which nothing can be served.
 */
export function* ranks<Lane extends Pick<WaitingLane, "channel" | "promoted">, Line extends Opened>(
  lanes: Iterable<Lane>,
  open: (lane: Lane) => Line | undefined,
): Iterable<Line[]> {
  const sections = sectionsOf(lanes, open).sort((a, b) => compareChannels(a.first.standing, b.first.standing));
  for (let from = 0, to = 0; from < sections.length; from = to) {
    const { standing } = sections[from].first;
    const lines: Line[] = [];
    for (; to < sections.length && compareChannels(sections[to].first.standing, standing) === 0; to++) {
      const { first, others } = sections[to];
      lines.push(first, ...others.map(open).filter((line) => line !== undefined));
    }
    yield lines;
  }
}

function sectionsOf<Lane extends Pick<WaitingLane, "channel" | "promoted">, Line>(
  lanes: Iterable<Lane>,
  open: (lane: Lane) => Line | undefined,
): Section<Lane, Line>[] {
  const [standard, promoted] = [new Map<string, Section<Lane, Line>>(), new Map<string, Section<Lane, Line>>()];
  for (const lane of lanes) {
    const sections = lane.promoted ? promoted : standard;
    const section = sections.get(lane.channel);
    if (section !== undefined) section.others.push(lane);
    else {
      const first = open(lane);
      if (first !== undefined) sections.set(lane.channel, { first, others: [] });
    }
  }
  return [...standard.values(), ...promoted.values()];
}
