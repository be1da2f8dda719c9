import type { LaneHead } from "../stores/store.ts";
import { type Durations, durationsOf } from "./figures.ts";
import { bucketOf } from "./sketch.ts";

/**
 * What waits on a channel, for a skill or in total.
 *
 * @example
 * clock.advance(42_000);
 * const { count, longest } = (await center.statistics.waiting()).total;
 * [count, longest]; // → [2, 42000]
 */
export interface Waiting {
  /** How many tickets. */
  readonly count: number;
  /** How long they have waited. */
  readonly timeInQueue: Durations;
  /** How long the one that has waited longest has, in milliseconds. */
  readonly longest?: number | undefined;
}

/**
 * The line as it is: what waits on each channel and for each skill.
 *
 * @example
 * const { total, channels } = await center.statistics.waiting();
 * [total.count, channels.email?.count]; // → [2, 1]
 */
export interface WaitingNow {
  readonly total: Waiting;
  readonly channels: Readonly<Record<string, Waiting>>;
  /** A ticket that requires several skills counts for each. */
  readonly skills: Readonly<Record<string, Waiting>>;
}

/**
 * What is in the line, and for how long. Counts are of all; times are of the tickets given, so that a store is asked for
 * `lanes(({ waiting }) => waiting)` where they are to be of all. O(tickets given).
 *
 * @param now epoch milliseconds.
 */
export function waitingNow(lanes: Iterable<LaneHead>, now: number): WaitingNow {
  const total = new Queue();
  const channels = new Map<string, Queue>();
  const skills = new Map<string, Queue>();
  for (const { channel, skills: required, waiting, first } of lanes) {
    const queues = [total, queueIn(channels, channel), ...required.map((skill) => queueIn(skills, skill))];
    for (const queue of queues) queue.count += waiting;
    for (const { standing } of first) for (const queue of queues) queue.add(Math.max(0, now - standing.waitingSince));
  }
  const told = (queues: ReadonlyMap<string, Queue>) =>
    Object.fromEntries([...queues].map(([name, queue]) => [name, queue.told()]));
  return { total: total.told(), channels: told(channels), skills: told(skills) };
}

class Queue {
  count = 0;
  readonly #waits = new Map<number, number>();
  #sum = 0;
  #longest: number | undefined;

  add(wait: number): void {
    const bucket = bucketOf(wait);
    this.#waits.set(bucket, (this.#waits.get(bucket) ?? 0) + 1);
    this.#sum += wait;
    this.#longest = Math.max(wait, this.#longest ?? 0);
  }

  told(): Waiting {
    return { count: this.count, timeInQueue: durationsOf(this.#waits, this.#sum), longest: this.#longest };
  }
}

function queueIn(queues: Map<string, Queue>, name: string): Queue {
  const queue = queues.get(name) ?? new Queue();
  queues.set(name, queue);
  return queue;
}
