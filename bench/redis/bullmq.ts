import { Job, Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { type Contender, inFlight, type Work } from "./contender.ts";

const WORST = 100;
const optionsOf = ({ id, score }: Work) => ({ jobId: id, priority: 1 + WORST - score });

/**
 * BullMQ with priorities.
 *
 * @param together as its own workers do, each completion answers with the next job, in one script; otherwise one after the
 * other.
 */
export async function bullmq(url: string, together: boolean): Promise<Contender> {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const name = together ? "together" : "one-by-one";
  const queue = new Queue(name, { connection });
  const worker = new Worker(name, null, { connection, autorun: false });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  const claim = async (token: string) => {
    const job = await worker.getNextJob(token, { block: false });
    if (!job) throw new Error("BullMQ: nothing to claim");
    return job;
  };

  return {
    name: together ? "BullMQ, completing and claiming at once" : "BullMQ",
    enqueue: (work) => queue.add("work", work.data, optionsOf(work)),
    enqueueAll: (works) =>
      queue.addBulk(works.map((work) => ({ name: "work", data: work.data, opts: optionsOf(work) }))),
    async serve(count, workers) {
      const served: string[] = [];
      if (!together) {
        await inFlight(count, workers, async () => {
          const token = globalThis.crypto.randomUUID();
          const job = await claim(token);
          served.push(job.id!);
          await job.moveToCompleted("done", token, false);
        });
        return served;
      }
      let left = count;
      const work = async (_: unknown, index: number) => {
        const token = `worker ${index}`;
        for (let job = left-- > 0 ? await claim(token) : undefined; job !== undefined; ) {
          served.push(job.id!);
          const more = left-- > 0;
          const next = await job.moveToCompleted("done", token, more);
          job = more && next ? Job.fromJSON(worker, next[0], next[1]) : undefined;
        }
      };
      await Promise.all(Array.from({ length: workers }, work));
      return served;
    },
    async close() {
      await worker.close();
      await queue.close();
      await connection.quit();
    },
  };
}
