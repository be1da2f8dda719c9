import { Redis } from "ioredis";
import type { Store } from "proximo";
import { redisStore } from "../harness/published.ts";
import { type Contender, inFlight, type Work } from "./contender.ts";

type Entry = Parameters<Store["enqueue"]>[0];

const agent = { id: "agent" };

function entryOf({ id, score, data }: Work): Entry {
  return {
    ticket: {
      id,
      channel: "email",
      contactScore: score,
      skills: [],
      data,
      direction: "inbound",
      segments: [],
      attributes: {},
    },
    ...{ fingerprint: id, ruleScore: 50, rulesVersion: 0 },
  };
}

/**
 * The store, as a center calls it.
 *
 * @param together a worker completes one and claims the next at once, in one round trip; otherwise one after the other.
 */
export async function proximo(url: string, together: boolean): Promise<Contender> {
  const client = new Redis(url);
  const store = redisStore({ client, prefix: together ? "together" : "one by one" });
  await store.open({ promotionLead: 0 });
  const claim = async () => (await store.claimNext(agent, globalThis.crypto.randomUUID())).holding;

  return {
    name: together ? "Proximo, completing and claiming at once" : "Proximo",
    enqueue: async (work) => store.enqueue(entryOf(work)),
    enqueueAll: (works) => Promise.all(works.map(async (work) => store.enqueue(entryOf(work)))),
    async serve(count, workers) {
      const served: string[] = [];
      if (!together) {
        await inFlight(count, workers, async () => {
          const holding = await claim();
          if (holding === undefined) throw new Error("Proximo: nothing to claim");
          served.push(holding.ticket.id);
          await store.settle(holding.token, { kind: "complete" });
        });
        return served;
      }
      let left = count;
      const work = async () => {
        for (let holding = left-- > 0 ? await claim() : undefined; holding !== undefined; ) {
          served.push(holding.ticket.id);
          const completed = store.settle(holding.token, { kind: "complete" });
          const next = left-- > 0 ? claim() : undefined;
          [, holding] = await Promise.all([completed, next]);
        }
      };
      await Promise.all(Array.from({ length: workers }, work));
      return served;
    },
    async close() {
      await store.close();
      await client.quit();
    },
  };
}
