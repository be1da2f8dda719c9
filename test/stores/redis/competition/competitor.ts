/**
 * A process that competes with others over one store, until its input ends, and then prints what it did:
 * `competitor.ts STORE claim|enqueue|score|cancel NUMBER TICKETS`.
 */
import { createCenter, ProximoError } from "proximo";
import { openStore } from "../../crash/open-store.ts";
import { agentOf, CHANNELS, ENQUEUERS, SKILLS, type Told } from "./roles.ts";

const [specification, role, numberText, ticketsText] = process.argv.slice(2) as [string, string, string, string];
const [number, tickets] = [Number(numberText), Number(ticketsText)];
const told = { entered: [] as string[], served: [] as string[], cancelled: [] as string[] };
const below = (count: number) => Math.floor(Math.random() * count);
const oneOf = <Item>(items: readonly Item[]) => items[below(items.length)]!;

let over = false;
process.stdin.on("end", () => {
  over = true;
});
process.stdin.resume();

const center = await createCenter({ store: await openStore(specification) });
console.log("ready");

async function enqueue(flow: number): Promise<void> {
  for (let index = flow; index < tickets; index += 16) {
    const id = `${index * ENQUEUERS + number}`;
    await center.enqueue({
      ...{ id, channel: oneOf(CHANNELS), contactScore: 1 + below(5), skills: oneOf(SKILLS) },
      // Promoted five minutes before its time: two seconds ago, or in two seconds, or between.
      ...(below(10) === 0 && { scheduledFor: Date.now() + 298_000 + below(4_000) }),
    });
    told.entered.push(id);
  }
}

async function claim(): Promise<void> {
  while (!over) {
    const claim = await center.next(agentOf(number));
    if (claim === undefined) continue;
    try {
      const { id } = await claim.complete();
      told.served.push(id);
    } catch (error) {
      // It was cancelled in the agent's hands.
      if (!(error instanceof ProximoError) || error.code !== "STALE_CLAIM") throw error;
    }
  }
}

async function score(): Promise<void> {
  while (!over) {
    await center.channels.set(oneOf(CHANNELS), { score: 1 + below(100), absolute: below(8) === 0 });
    await new Promise(setImmediate);
  }
}

async function cancel(): Promise<void> {
  while (!over) {
    const id = `${below(tickets * ENQUEUERS)}`;
    const ticket = await center.get(id);
    if (ticket === undefined || below(10) > 0) continue;
    if (await center.cancel(id)) told.cancelled.push(id);
  }
}

const flows = {
  enqueue: Array.from({ length: 16 }, (_, flow) => () => enqueue(flow)),
  claim: [claim, claim],
  score: [score],
  cancel: [cancel],
};
await Promise.all(flows[role as keyof typeof flows].map((flow) => flow()));
console.log(JSON.stringify(told satisfies Told));
process.exit(0);
