import PgBoss from "pg-boss";
import { type Contender, inFlight, jobAt, measured } from "./contender.ts";

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
  return {
    name: "pg-boss 10",
    async enqueueAll(count) {
      const chunks = Math.ceil(count / 1_000);
      await inFlight(chunks, connections, (chunk) =>
        boss.insert(Array.from({ length: Math.min(1_000, count - chunk * 1_000) }, next)),
      );
    },
    enqueueEach: (count, width) =>
      inFlight(count, width, () => {
        const { data, priority } = next();
        return boss.send(QUEUE, data, { priority });
      }),
    serve: (count, lanes, batch) =>
      measured(() =>
        inFlight(Math.ceil(count / batch), lanes, async () => {
          const fetched = await boss.fetch(QUEUE, { batchSize: batch });
          await boss.complete(
            QUEUE,
            fetched.map(({ id }) => id),
          );
        }),
      ),
    close: () => boss.stop({ graceful: false, wait: true, close: true }),
  };
}
