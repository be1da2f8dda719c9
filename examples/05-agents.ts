/**
 * Agents are registered, and offered what waits: first to whoever has been idle longest, then, once it is known how long
 * each takes, to whoever will be done soonest. On a manual clock.
 *
 *   npx tsx examples/05-agents.ts
 */
import { type Claim, createCenter, type StrategyName } from "proximo";
import { manualClock } from "proximo/testing";

const MINUTE = 60_000;
const clock = manualClock(new Date("2026-11-23T08:00:00Z")); // yours: leave it out, and it is the system's
const center = await createCenter({ clock });
const minutes = (time = 0) => `${(time / MINUTE).toFixed(1)} minutes`;

for (const id of ["ana", "bia"]) {
  await center.agents.set(id, {
    channels: ["email", "voice"],
    wrapUp: { email: 0, voice: MINUTE },
    presence: "available",
  });
  clock.advance(1000);
}
await center.agents.set("caio", { channels: ["voice"], skills: ["german"], capacity: 2, presence: "away" });

// One offer is refused, and goes to somebody else.
await center.enqueue({ id: "invoice", channel: "email", contact: "maria" });
const [offer] = await center.distribute({ within: MINUTE });
console.log(`${offer?.ticket.id} is offered to ${offer?.agent}`);
await offer?.refuse({ reason: "about to leave" });
const [other] = await center.distribute({ within: MINUTE });
const claim = await other?.accept();
console.log(`${claim?.ticket.id} is ${claim?.state} with ${claim?.agent}`);
await claim?.complete();

// What nobody here knows of the two: ana writes fast, bia talks fast.
const takes = ({ agent, ticket }: Claim) => ((agent === "ana") === (ticket.channel === "email") ? 2 : 6) * MINUTE;

/** An e-mail and a call, again and again, each given out as the strategy says. */
async function work(strategy: StrategyName): Promise<string> {
  clock.advance(60 * MINUTE);
  const from = clock.now();
  for (let round = 0; round < 20; round++) {
    for (const channel of round % 2 ? ["email", "voice"] : ["voice", "email"])
      await center.enqueue({ channel, contact: "maria" });
    const claims = await Promise.all((await center.distribute({ strategy })).map((each) => each.accept()));
    for (const each of claims.sort((a, b) => takes(a) - takes(b))) {
      clock.set(Math.max(clock.now(), each.claimedAt + takes(each)));
      await each.complete();
    }
    clock.advance(5 * MINUTE);
  }
  const { total, agents } = await center.statistics.report({ from });
  return `${minutes(total.handling.mean)} a ticket, ana is busy ${(100 * (agents.ana?.occupancy ?? 0)).toFixed()} % of her time`;
}

console.log("longest idle:", await work("longestIdle"));
console.log("predictive:  ", await work("predictive"));
const { count, meanAbsoluteError = 0, baselineError = 0 } = await center.statistics.predictions();
console.log(
  `of ${count}, off by ${meanAbsoluteError.toFixed()} s; the mean of the channel, by ${baselineError.toFixed()} s`,
);

// Why is it where it is, how long will it wait, and who could take it?
await center.enqueue({ id: "call", channel: "voice", contact: "rui" });
await center.distribute({ strategy: "predictive" });
const { agent: chosen, grounds } = (await center.explain("call")).assignment ?? {};
const others = grounds?.others.map(({ agent, value }) => `${agent} ${value?.toFixed()}`);
console.log(`the call: ${grounds?.strategy}, ${chosen} ${grounds?.value?.toFixed()} rather than ${others?.join()}`);

await center.agents.set("ana", { presence: "away" });
await center.enqueue({ id: "mail", channel: "email", contact: "eva" });
const { position, agents } = await center.explain("mail");
console.log("the mail is number", position);
for (const { agent, obstacles } of agents) console.log(`  ${agent}:`, ...obstacles.map(({ reason }) => reason));
console.log("it will wait about", minutes((await center.estimateWait("mail"))?.wait));

await center.enqueue({ id: "fax", channel: "sms", contact: "joão" });
console.log("nobody serves", (await center.unservable()).map(({ channel }) => channel).join());
await center.close();
