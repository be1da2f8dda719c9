/** One piece of work: the same for all contenders. The larger score is served first, then whichever came earlier. */
export interface Work {
  readonly id: string;
  readonly score: number;
  readonly data: { readonly customer: string; readonly subject: string };
}

/** A queue on a Redis server, emptied beforehand. */
export interface Contender {
  readonly name: string;
  enqueue(work: Work): Promise<unknown>;
  /** All of them at once, the way that this one likes best. */
  enqueueAll(works: readonly Work[]): Promise<unknown>;
  /** So many workers serve so many pieces, each one after the other. @returns what was served, in no particular order. */
  serve(count: number, workers: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

const SCORES = 100;
/** Coprime to the number of scores: they come in no order, each as often as the others. */
const STRIDE = 37;

export function worksOf(from: number, to: number): Work[] {
  return Array.from({ length: to - from }, (_, place) => {
    const index = from + place;
    return {
      id: `job-${index}`,
      score: 1 + ((index * STRIDE) % SCORES),
      data: { customer: `customer-${index % 1_000}`, subject: "Where is my order?" },
    };
  });
}

/** The ids in the order in which they are to be served. */
export function inOrder(works: readonly Work[]): string[] {
  return works.toSorted((a, b) => b.score - a.score).map(({ id }) => id);
}

/** Runs `act` for 0, 1, 2 … with so many under way at once. */
export async function inFlight(count: number, width: number, act: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
