import fc from "fast-check";
import { type Center, type Claim, ProximoError } from "proximo";
import { test } from "vitest";
import { agree } from "../agree.ts";
import { idOf } from "../steps.ts";
import { EventFollower } from "./follower.ts";
import { open, patientClock, quiet } from "./stage.ts";
import { type Step, steps } from "./steps.ts";

/** `PROXIMO_LONG=1` runs for as long as patience lasts; the number of histories otherwise is what CI can bear. */
const RUNS = process.env.PROXIMO_LONG ? 20_000 : 300;

/** Nobody is left out of a round who could have been given a ticket, as far as explanations say. */
async function agreeOnObstacles(center: Center): Promise<void> {
  for (const { id } of await center.peek(Number.POSITIVE_INFINITY))
    for (const { agent, obstacles } of (await center.explain(id)).agents)
      agree([id, agent, obstacles.length > 0], [id, agent, true]);
}

test(`events tell what becomes of every ticket, each once and in turn, and when the button turns (${RUNS} histories)`, {
  timeout: 0,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), steps, async (byItself, history) => {
      const { clock, pass, back } = patientClock();
      const center = await open(clock);
      const follower = new EventFollower(center);
      const tokens: string[] = [];
      for (const event of ["offered", "claimed"] as const)
        center.on(event, async ({ ticket }) => {
          const claims = await center.claims();
          tokens.push(...claims.filter((claim) => claim.ticket.id === ticket.id).map(({ token }) => token));
        });
      if (byItself) await center.autoDistribute();
      const claim = async (which: number, settle: (claim: Claim) => Promise<unknown>) => {
        const token = tokens.at(-1 - (which % Math.max(1, tokens.length)));
        const standing = token === undefined ? undefined : await center.claim(token);
        if (standing !== undefined) await settle(standing);
      };
      const act = async (step: Step): Promise<unknown> => {
        const tickets = [...follower.tickets.keys()].map((id) => ({ id }));
        switch (step.kind) {
          case "enqueue":
            return center.enqueue(step.input);
          case "next":
            return center.next(step.agent);
          case "take":
            return center.take(idOf(step.ticket, tickets) ?? "nobody's", step.agent);
          case "distribute":
            return center.distribute();
          case "release":
            return claim(step.which, (one) => one.release(step.change));
          case "accept":
          case "refuse":
          case "withdraw":
          case "complete":
            return claim(step.which, (one) => one[step.kind]());
          case "cancel":
            return center.cancel(idOf(step.ticket, tickets) ?? "nobody's");
          case "update":
            return center.update(idOf(step.ticket, tickets) ?? "nobody's", step.change);
          case "channel":
            return center.channels.set(step.id, step.change);
          case "agent":
            return center.agents.set(step.agent, step.change);
          case "wait":
            return pass(step.ms);
          case "back":
            return back(step.ms);
          case "revoke":
            return center.consent.revoke({ contact: step.contact, act: "reply", evidence: { text: "SAIR" } });
          default:
            return center.agents[step.kind](step.agent);
        }
      };
      for (const step of history) {
        follower.reschedules = "change" in step && "scheduledFor" in step.change;
        await act(step).catch((error: unknown) => {
          if (!(error instanceof ProximoError)) throw error;
        });
        await quiet();
        await follower.compare();
        if (byItself || step.kind === "distribute") await agreeOnObstacles(center);
      }
      await center.close();
    }),
    { numRuns: RUNS },
  );
});
