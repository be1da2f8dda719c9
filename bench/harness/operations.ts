import type { openQueue } from "../peers/proximo.ts";
import type { Work } from "./traffic.ts";

/** A line with tickets waiting. */
export interface Filled extends ReturnType<typeof openQueue> {
  /** All that waits, in order, before the operation. */
  readonly ordered: readonly Work[];
  /** What the operation is done to, at random places of the line. */
  readonly chosen: readonly string[];
}

/** Something that is asked of a line, and what it must answer at turn 0, 1, 2, … of the chosen. */
export interface Operation {
  readonly name: string;
  act(line: Filled, turn: number): unknown;
  expected(line: Filled, turn: number): unknown;
  /** What becomes of a ticket that was chosen, or (`served`) came out: undefined where it is gone. */
  leaves?(ticket: Work): Work | undefined;
  readonly served?: boolean;
}

const gone = () => undefined;

export const operations: readonly Operation[] = [
  {
    name: "next",
    act: ({ queue }) => queue.next()?.id,
    expected: ({ ordered }, turn) => ordered[turn]?.id,
    leaves: gone,
    served: true,
  },
  {
    name: "remove",
    act: ({ queue, chosen }, turn) => queue.remove(chosen[turn]!),
    expected: () => true,
    leaves: gone,
  },
  {
    name: "update the contact score",
    act: ({ queue, chosen }, turn) => queue.update(chosen[turn]!, { contactScore: 77 }).id,
    expected: ({ chosen }, turn) => chosen[turn],
    leaves: (ticket) => ({ ...ticket, contactScore: 77 }),
  },
  {
    name: "update the channel",
    act: ({ queue, chosen }, turn) => queue.update(chosen[turn]!, { channel: "email" }).id,
    expected: ({ chosen }, turn) => chosen[turn],
    leaves: (ticket) => ({ ...ticket, channel: "email" }),
  },
  {
    // Voice ends with the score it began with: turns are even.
    name: "re-score a channel, and look who is next",
    act({ channels, queue }, turn) {
      channels.set("voice", { score: turn % 2 ? 90 : 20 });
      return queue.peek(1)[0]?.id;
    },
    expected: ({ ordered }) => ordered[0]?.id,
  },
  {
    name: "position",
    act: ({ queue, chosen, ordered }, turn) => ordered[queue.position(chosen[turn]!)! - 1]?.id,
    expected: ({ chosen }, turn) => chosen[turn],
  },
  {
    name: "peek(20)",
    act: ({ queue }) => queue.peek(20).at(-1)?.id,
    expected: ({ ordered }) => ordered[19]?.id,
  },
  {
    name: "urgency",
    act: ({ queue }) => queue.urgency.next?.id,
    expected: ({ ordered }) => ordered[0]?.id,
  },
  {
    name: "get",
    act: ({ queue, chosen }, turn) => queue.get(chosen[turn]!)?.id,
    expected: ({ chosen }, turn) => chosen[turn],
  },
];
