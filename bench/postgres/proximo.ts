import pg from "pg";
import type { Case } from "proximo";
import { postgresStore } from "../harness/published.ts";
import { type Contender, channels, inFlight, jobAt, measured, serving } from "./contender.ts";
import type { Expected } from "./expected.ts";

const anybody = { id: "ana" };
/** So many calls in flight are what `Promise.all` over a list makes of them. */
const AT_ONCE = 1_000;

/** The store itself, as a center calls it. */
export async function proximo(url: string, connections: number, expected: Expected): Promise<Contender> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const store = postgresStore({ pool });
  await store.open({ promotionLead: 300_000 });
  for (const [place, id] of channels.entries()) await store.setChannel(id, { score: place + 1 });
  let served: string[] = [];
  const enqueue = async () => {
    const { id, channel, contactScore, rank } = jobAt(expected.jobs++);
    const ticket = {
      id,
      channel,
      contactScore,
      direction: "inbound",
      skills: [],
      segments: [],
      attributes: {},
    } as const;
    const fingerprint = id.padEnd(64, "0");
    const entry = { ticket: { ...ticket, data: { id, n: 1 } }, fingerprint, ruleScore: 50, rulesVersion: 0 };
    expected.enter(((await store.enqueue(entry)) as { ticket: Case }).ticket, rank);
  };
  const claim = async () => {
    const token = globalThis.crypto.randomUUID();
    const { holding } = await store.claimNext(anybody, token);
    served.push(holding?.ticket.id ?? "nobody");
    return token;
  };
  const complete = async (token: string) => store.settle(token, { kind: "complete" });
  return {
    name: "Proximo",
    enqueueAll: (jobs) => inFlight(jobs, Math.min(jobs, AT_ONCE * connections), enqueue),
    enqueueEach: (jobs, width) => inFlight(jobs, width, enqueue),
    async serve(jobs, lanes, batch, going) {
      served = [];
      const took = await measured(() => serving(jobs, lanes * batch, going, claim, complete));
      expected.leave(served, lanes * batch === 1);
      return took;
    },
    async close() {
      await store.close();
      await pool.end();
    },
  };
}
