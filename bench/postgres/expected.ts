import type { Case } from "proximo";
import TinyQueue from "tinyqueue";
import { expectEqual } from "../harness/check.ts";

interface Waiting extends Pick<Case, "id" | "receivedAt" | "arrival"> {
  readonly rank: number;
}

/** Who waits, in order: a claim of anybody else stops the benchmark. */
export class Expected {
  readonly #waiting = new TinyQueue<Waiting>(
    [],
    (a, b) => b.rank - a.rank || a.receivedAt - b.receivedAt || a.arrival - b.arrival,
  );
  /** How many have been put in, or are about to be. */
  jobs = 0;

  enter({ id, receivedAt, arrival }: Case, rank: number): void {
    this.#waiting.push({ id, receivedAt, arrival, rank });
  }

  /** @param inTurn they were claimed one after the other, and not at the same time. */
  leave(served: readonly string[], inTurn: boolean): void {
    const first = served.map(() => this.#waiting.pop()?.id ?? "");
    const [actual, expected] = inTurn ? [served, first] : [served.toSorted(), first.toSorted()];
    expectEqual("Proximo", "served", actual.join(), expected.join());
  }
}
