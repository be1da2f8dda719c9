import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";
import { type Contender, inChunks, inFlight, jobAt } from "./contender.ts";

const logger = new Logger(() => () => {});
/** Served before the time is taken. */
const WARM = 100;

/**
 * Claims with completion are what its own runner makes of them, from one job to another in the middle of a run: it never waits
 * for a completion. In batches it has a local queue, whose jobs are served in the order in which they were fetched.
 */
export async function graphile(url: string, connections: number): Promise<Contender> {
  // One more, on which it listens.
  const pgPool = new pg.Pool({ connectionString: url, max: connections + 1 });
  pgPool.on("error", () => {});
  pgPool.on("connect", (client) => client.on("error", () => {}));
  const utils = await makeWorkerUtils({ pgPool, logger });
  await utils.migrate();
  let jobs = 0;
  const next = () => {
    const { id, rank } = jobAt(jobs++);
    return { identifier: "job", payload: { id, n: 1 }, priority: -rank };
  };
  return {
    name: "graphile-worker 0.17",
    enqueueAll: (jobs) => inChunks(jobs, connections, (chunk) => utils.addJobs(Array.from({ length: chunk }, next))),
    enqueueEach: (jobs, width) =>
      inFlight(jobs, width, () => {
        const { identifier, payload, priority } = next();
        return utils.addJob(identifier, payload, { priority });
      }),
    async serve(jobs, lanes, batch) {
      let served = 0;
      let began = 0;
      let took = 0;
      let enough = () => {};
      const done = new Promise<void>((resolve) => {
        enough = resolve;
      });
      const job = () => {
        served += 1;
        if (served === WARM) began = performance.now();
        if (served !== WARM + jobs) return;
        took = performance.now() - began;
        enough();
      };
      const concurrency = lanes * batch;
      const batched = { localQueue: { size: concurrency }, completeJobBatchDelay: 0 };
      const preset = { worker: batch > 1 ? batched : {} };
      const runner = await run({ pgPool, logger, concurrency, noHandleSignals: true, preset, taskList: { job } });
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
