import pg from "pg";
import type { Case } from "../../src/index.ts";
import { postgresStore } from "../../src/stores/postgres.ts";
import { CHANNELS, type Contender, inFlight, jobAt, measured } from "./contender.ts";

const anybody = { id: "ana" };

export async function proximo(url: string, connections: number): Promise<Contender & { served: string[] }> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const store = postgresStore({ pool });
  await store.open({ promotionLead: 300_000 });
  for (const [place, id] of CHANNELS.entries()) await store.setChannel(id, { score: 10 * (place + 1) });
  let tokens = 0;
  const run = Math.random().toString(36).slice(2);
  let jobs = Number(
    (await pool.query("SELECT coalesce(max(arrival) + 1, 0) AS next FROM proximo.tickets")).rows[0].next,
  );
  const served: string[] = [];
  const enqueue = async () => {
    const { id, channel, contactScore } = jobAt(jobs++);
    const ticket = {
      id,
      channel,
      contactScore,
      direction: "inbound" as const,
      skills: [],
      segments: [],
      attributes: {},
    };
    return store.enqueue({
      ticket: { ...ticket, data: { n: 1 } },
      fingerprint: `${id}-0123456789012345678901234567890123456789`,
      ruleScore: 50,
      rulesVersion: 0,
    });
  };
  const serve = async () => {
    const token = `${run}-4000-8000-${tokens++}`;
    const { holding } = await store.claimNext(anybody, token);
    served.push((holding as { ticket: Case }).ticket.id);
    await store.settle(token, { kind: "complete" });
  };
  return {
    name: "Proximo",
    served,
    enqueueAll: (count) => inFlight(count, Math.min(count, 256 * connections), enqueue),
    enqueueEach: (count, width) => inFlight(count, width, enqueue),
    serve: (count, lanes, batch) => measured(() => inFlight(count, lanes * batch, serve)),
    async close() {
      await store.close();
      await pool.end();
    },
  };
}
