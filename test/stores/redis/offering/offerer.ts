/**
 * A process that offers tickets to agents, accepts for them and completes, until it is killed: `offerer.ts STORE`. It prints
 * the id of each ticket that it was told is completed.
 */
import { ProximoError } from "proximo";
import { openStore } from "../../crash/open-store.ts";
import { AGENTS, REFUSED_FOR, WITHIN } from "./roles.ts";

const store = await openStore(process.argv[2]!);
await store.open({ promotionLead: 0 });
const below = (count: number) => Math.floor(Math.random() * count);
const oneOf = <Item>(items: readonly Item[]) => items[below(items.length)]!;

async function offerOne(): Promise<void> {
  const lanes = await store.lanes(() => 4);
  const waiting = lanes.flatMap(({ first }) => [...first]);
  if (waiting.length === 0) return;
  const { ticket } = oneOf(waiting);
  const token = crypto.randomUUID();
  const grounds = { strategy: "any", candidates: AGENTS.length, others: [] };
  const { holding } = await store.offer({
    ...{ ticket: ticket.id, agent: oneOf(AGENTS), token, within: below(WITHIN), grounds },
  });
  // Some offers are left to lapse, and some refused.
  if (holding === undefined || below(5) === 0) return;
  if (below(5) === 0) return void (await store.settle(token, { kind: "return", refusedFor: below(REFUSED_FOR) }));
  await store.accept(token);
  await store.settle(token, { kind: "complete" });
  console.log(ticket.id);
}

async function offerOn(): Promise<void> {
  for (;;) {
    try {
      await offerOne();
      await store.agents.heartbeat(oneOf(AGENTS));
    } catch (error) {
      // It has lapsed, or its agent had vanished.
      if (!(error instanceof ProximoError) || error.code !== "STALE_CLAIM") throw error;
    }
  }
}

console.log("ready");
await Promise.all(Array.from({ length: 6 }, offerOn));
