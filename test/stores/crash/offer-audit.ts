import type { Store } from "proximo";
import type { Log } from "./log.ts";

/** A claim that was acknowledged: made active, or offered. */
interface Tenure {
  readonly token: string;
  readonly begunAt: number;
  readonly endedAt: number;
}

/**
 * Holds a store to what the workers were told of offers and claims.
 *
 * @param store opened at a moment when every deadline has passed.
 * @returns every broken promise, in words.
 */
export async function auditOffers(store: Store, log: Log): Promise<string[]> {
  const problems: string[] = [];
  const claims = await store.claims({});
  for (const { token, state } of claims) if (state === "offered") problems.push(`${token}: stuck in its offer`);
  const held = new Set(claims.map(({ ticket }) => ticket.id));
  if (held.size !== claims.length) problems.push(`${claims.length} claims hold ${held.size} tickets`);
  for (const { deed, done } of log.of("enter")) {
    const state = (await store.ticket(deed.id))?.state;
    if (state === undefined && done !== undefined) problems.push(`${deed.id}: lost`);
    if (state === "offered" || state === "held") problems.push(`${deed.id}: ${state}`);
    if ((state === "active") !== held.has(deed.id))
      problems.push(`${deed.id}: ${state}, and held: ${held.has(deed.id)}`);
  }
  const { waiting } = await store.counts();
  const line = await store.peek(Number.POSITIVE_INFINITY);
  if (line.length !== waiting) problems.push(`${line.length} wait, ${waiting} are counted`);
  for (const [ticket, tenures] of tenuresOf(log)) problems.push(...(await tenureProblems(store, log, ticket, tenures)));
  return problems;
}

/** Who was told to have it, by ticket, in the order of the answers. */
function tenuresOf(log: Log): Map<string, Tenure[]> {
  const tenures = new Map<string, Tenure[]>();
  for (const { done, begunAt, endedAt } of log.of("next", "accept")) {
    if (done?.ticket === undefined) continue;
    const of = tenures.get(done.ticket) ?? [];
    tenures.set(done.ticket, of);
    if (!of.some(({ token }) => token === done.token)) of.push({ token: done.token!, begunAt, endedAt });
  }
  for (const of of tenures.values()) of.sort((a, b) => a.endedAt - b.endedAt);
  return tenures;
}

/** Each was released before the next had it or was offered it; the last one has it still, unless they settled. */
async function tenureProblems(store: Store, log: Log, ticket: string, tenures: readonly Tenure[]): Promise<string[]> {
  const problems: string[] = [];
  const settled = new Map(
    tenures.map(({ token }) => [
      token,
      log.of("settle").filter(({ deed, refused }) => deed.token === token && refused === undefined),
    ]),
  );
  const offers = log.of("offer").filter(({ deed, done }) => deed.ticket === ticket && done?.ticket !== undefined);
  tenures.forEach(({ token, endedAt }, place) => {
    const next = tenures[place + 1];
    const letGoBy = (moment: number) => settled.get(token)!.some(({ begunAt }) => begunAt <= moment);
    if (next !== undefined && !letGoBy(next.endedAt))
      problems.push(`${ticket}: held twice, under ${token} and ${next.token}`);
    for (const { deed, ...offer } of offers)
      if (offer.begunAt > endedAt && !letGoBy(offer.endedAt))
        problems.push(`${ticket}: offered under ${deed.token} while ${token} has it`);
  });
  const last = tenures.at(-1);
  if (last !== undefined && settled.get(last.token)!.length === 0 && (await store.claim(last.token)) === undefined)
    problems.push(`${ticket}: claim lost`);
  return problems;
}
