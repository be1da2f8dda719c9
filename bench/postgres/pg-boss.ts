import PgBoss from "pg-boss";
import { type Contender, inChunks, inFlight, jobAt, measured, serving } from "./contender.ts";

const QUEUE = "jobs";

export async function pgBoss(url: string, connections: number): Promise<Contender> {
  const boss = new PgBoss({ connectionString: url, max: connections, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.createQueue(QUEUE);
  let jobs = 0;
  const next = () => {
    const { id, rank } = jobAt(jobs++);
    return { name: QUEUE, data: { id, n: 1 }, priority: rank };
  };
  const fetch = async (batchSize: number) => (await boss.fetch(QUEUE, { batchSize })).map(({ id }) => id);
  const complete = (ids: string[]) => boss.complete(QUEUE, ids);
  return {
    name: "pg-boss 10",
    enqueueAll: (jobs) => inChunks(jobs, connections, (chunk) => boss.insert(Array.from({ length: chunk }, next))),
    enqueueEach: (jobs, width) =>
      inFlight(jobs, width, () => {
        const { data, priority } = next();
        return boss.send(QUEUE, data, { priority });
      }),
    serve: (jobs, lanes, batch, going) =>
      measured(() => serving(Math.ceil(jobs / batch), lanes, going, () => fetch(batch), complete)),
    close: () => boss.stop({ graceful: false, wait: true, close: true }),
  };
}
