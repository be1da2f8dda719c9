import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";
import { type Contender, inFlight, jobAt } from "./contender.ts";

const logger = new Logger(() => () => {});
/** Served before the time is taken. */
const WARM = 100;

/** Claims with completion are what its own runner makes of them, between one job and another in the middle of a run. */
export async function graphile(url: string, connections: number): Promise<Contender> {
  const pgPool = new pg.Pool({ connectionString: url, max: connections + 1 });
  pgPool.on("error", () => {});
  const utils = await makeWorkerUtils({ pgPool, logger });
  await utils.migrate();
  let jobs = 0;
  const next = () => {
    const { id, rank } = jobAt(jobs++);
    return { identifier: "job", payload: { id, n: 1 }, priority: -rank };
  };
  return {
    name: "graphile-worker 0.17",
    async enqueueAll(count) {
      const chunks = Math.ceil(count / 1_000);
      await inFlight(chunks, connections, (chunk) =>
        utils.addJobs(Array.from({ length: Math.min(1_000, count - chunk * 1_000) }, next)),
      );
    },
    enqueueEach: (count, width) =>
      inFlight(count, width, () => {
        const { identifier, payload, priority } = next();
        return utils.addJob(identifier, payload, { priority });
      }),
    async serve(count, lanes, batch) {
      let served = 0;
      let began = 0;
      let took = 0;
      let enough = () => {};
      const done = new Promise<void>((resolve) => {
        enough = resolve;
      });
      const concurrency = lanes * batch;
      const batched = { localQueue: { size: concurrency }, completeJobBatchDelay: 0 };
      const runner = await run({
        ...{ pgPool, logger, concurrency, noHandleSignals: true, pollInterval: 50 },
        preset: { worker: { ...(batch > 1 && batched) } },
        taskList: {
          job: () => {
            served += 1;
            if (served === WARM) began = performance.now();
            if (served === WARM + count) {
              took = performance.now() - began;
              enough();
            }
          },
        },
      });
      await done;
      await runner.stop();
      return took;
    },
    async close() {
      await utils.release();
      await pgPool.end();
    },
  };
}
