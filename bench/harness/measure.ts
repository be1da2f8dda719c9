/** Samples shorter than this say more about the machine than about the subject. */
const SHORTEST_SAMPLE = 20;

/** Sweeps the heap, and waits until the collector's other threads are done too: what they still do would be a sample's. */
export function collectGarbage(): void {
  if (!globalThis.gc) throw new Error("run node with --expose-gc");
  globalThis.gc();
  for (let before = -Infinity, after = processorTime(); after - before > IDLE; ) {
    Atomics.wait(never, 0, 0, PAUSE);
    before = after;
    after = processorTime();
  }
}

const never = new Int32Array(new SharedArrayBuffer(4));

/** Milliseconds. A process that took less than IDLE in a PAUSE had nothing to do. */
const PAUSE = 5;
const IDLE = 1;

/** What the process used of all processors, the collector's threads included, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

const now = process.argv.includes("--cpu") ? processorTime : () => performance.now();

/** Milliseconds that `work` takes. */
export function elapsed(work: () => void): number {
  const start = now();
  work();
  return now() - start;
}

/** Milliseconds that `work` takes, on a heap swept beforehand. */
export function timed(work: () => void): number {
  collectGarbage();
  return elapsed(work);
}

/** Nanoseconds of one operation, repeated (with 0, 1, 2, …) as often as it takes for a sample to be long enough. */
export function timedEach(operation: (index: number) => void): number {
  let index = 0;
  for (let batch = 1; ; batch *= 2) {
    const end = index + batch;
    const milliseconds = timed(() => {
      while (index < end) operation(index++);
    });
    if (milliseconds >= SHORTEST_SAMPLE) return (milliseconds * 1e6) / batch;
  }
}

/** Bytes in use, on the heap and in typed arrays, after a sweep. */
export function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * Samples of all subjects, by turns, each round beginning with another: what slows the machine for a while slows all
 * of them. A first round teaches the compiler and is thrown away.
 */
export function alternate<Subject, Sample>(
  subjects: readonly Subject[],
  rounds: number,
  sample: (subject: Subject) => Sample,
): Map<Subject, Sample[]> {
  const samples = new Map(subjects.map((subject): [Subject, Sample[]] => [subject, []]));
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      const subject = subjects[(turn + round + 1) % subjects.length] as Subject;
      const result = sample(subject);
      if (round >= 0) samples.get(subject)?.push(result);
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of `theirs / ours`, round by round: a slow spell hits both sides of a round alike. */
export function medianRatio(theirs: readonly number[], ours: readonly number[]): number {
  return median(theirs.map((value, round) => value / ours[round]!));
}
