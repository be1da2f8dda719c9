import { Redis } from "ioredis";
import { type Contender, inFlight } from "./contender.ts";

/**
 * The ceiling: the fewest commands that keep a job, give out the first and close it, with no script, no atomicity and nothing
 * checked. What goes together goes in one pipeline, of 64 at the most where it is bulk.
 */
export async function raw(url: string): Promise<Contender> {
  const client = new Redis(url);
  const [line, jobs, closed] = ["raw:line", "raw:jobs", "raw:closed"];
  const member = (id: string, score: number) =>
    String(100 - score).padStart(3, "0") + id.slice(4).padStart(9, "0") + id;

  return {
    name: "raw commands",
    enqueue: ({ id, score, data }) =>
      client.pipeline().hset(jobs, id, JSON.stringify(data)).zadd(line, 0, member(id, score)).exec(),
    async enqueueAll(works) {
      for (let from = 0; from < works.length; from += 64) {
        const pipeline = client.pipeline();
        for (const { id, score, data } of works.slice(from, from + 64))
          pipeline.hset(jobs, id, JSON.stringify(data)).zadd(line, 0, member(id, score));
        await pipeline.exec();
      }
    },
    async serve(count, workers) {
      const served: string[] = [];
      await inFlight(count, workers, async () => {
        const [first] = await client.zpopmin(line);
        const id = first!.slice(12);
        served.push(id);
        await client.pipeline().hget(jobs, id).hset(closed, id, "1").exec();
      });
      return served;
    },
    async close() {
      await client.quit();
    },
  };
}
