/** A queue on one database of the server: ours or another. */
export interface Contender {
  readonly name: string;
  /** Puts so many jobs in as quickly as it can. */
  enqueueAll(jobs: number): Promise<unknown>;
  /** Puts so many in, each by a call of its own, so many of them in flight. */
  enqueueEach(jobs: number, width: number): Promise<unknown>;
  /** Takes and completes so many, on so many connections, so many of them with each. @returns milliseconds */
  serve(jobs: number, connections: number, batch: number): Promise<number>;
  close(): Promise<unknown>;
}

export const CHANNELS = ["email", "whatsapp", "sms", "voice"];
export const CONTACT_SCORES = [50, 70, 90];

/** Job by job the same for everybody: on which channel, and how important its contact is. */
export function jobAt(index: number) {
  const channel = (index * 7) % CHANNELS.length;
  const score = (index * 5) % CONTACT_SCORES.length;
  return {
    id: `job-${index}`,
    channel: CHANNELS[channel]!,
    contactScore: CONTACT_SCORES[score]!,
    rank: channel * 3 + score,
  };
}

/** Runs so many calls, a number of them at a time. */
export async function inFlight(calls: number, width: number, call: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < calls) await call(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

export async function measured(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
