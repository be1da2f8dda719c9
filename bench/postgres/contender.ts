/** A queue on one database of the server, over so many connections: ours or another. */
export interface Contender {
  readonly name: string;
  /** Puts so many jobs in as quickly as it can. */
  enqueueAll(jobs: number): Promise<unknown>;
  /** Puts so many in, each by a call of its own, so many of them in flight. */
  enqueueEach(jobs: number, width: number): Promise<unknown>;
  /** Takes and completes so many on so many connections, so many at a time on each, going on so. @returns milliseconds */
  serve(jobs: number, connections: number, batch: number, going: Going): Promise<number>;
  close(): Promise<unknown>;
}

/**
 * How a worker goes on: it takes the next once the one before is completed, or at once while that is being completed, which
 * is how graphile-worker's runner goes on (worker.ts: `completeJob(job)`, and nobody waits for it).
 */
export type Going = "one after the other" | "at once";

export type Open = (url: string, connections: number) => Promise<Contender>;

const CHANNELS = 4;
const CONTACT_SCORES = [50, 70, 90];

export const channels: readonly string[] = Array.from({ length: CHANNELS }, (_, number) => `channel-${number}`);

/** Job by job the same for everybody: on which channel, how important its contact is, and what comes of both (the larger, the sooner). */
export function jobAt(index: number) {
  const channel = (index * 7) % CHANNELS;
  const score = (index * 5) % CONTACT_SCORES.length;
  const rank = channel * CONTACT_SCORES.length + score;
  return { id: `job-${index}`, channel: channels[channel]!, contactScore: CONTACT_SCORES[score]!, rank };
}

/** Runs so many calls, a number of them at a time. */
export async function inFlight(calls: number, width: number, call: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < calls) await call(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** Takes and finishes so many, a number of them at a time. */
export async function serving<Job>(
  calls: number,
  width: number,
  going: Going,
  take: () => Promise<Job>,
  finish: (job: Job) => Promise<unknown>,
): Promise<void> {
  let left = calls;
  const next = () => (left-- > 0 ? take() : undefined);
  const worker = async () => {
    for (let job = await next(); job !== undefined; ) {
      const finished = finish(job);
      if (going === "one after the other") await finished;
      [, job] = await Promise.all([finished, next()]);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}

export async function measured(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** So many jobs in chunks, on so many connections. */
export function inChunks(jobs: number, connections: number, put: (jobs: number) => Promise<unknown>): Promise<void> {
  const chunk = 1_000;
  return inFlight(Math.ceil(jobs / chunk), connections, (index) => put(Math.min(chunk, jobs - index * chunk)));
}
