import type { Case, Center } from "proximo";
import type { Entry, Log } from "./log.ts";

/** What was acknowledged of one ticket, and what was begun. */
interface Story {
  readonly entered: Entry;
  readonly claims: { readonly token: string; readonly at: number }[];
  readonly settlements: Entry[];
  readonly cancels: Entry[];
}

/** Holds a center to what the workers were told. @returns every broken promise, in words. */
export async function audit(center: Center, log: Log): Promise<string[]> {
  const problems: string[] = [];
  const stories = storiesOf(log);
  const unknownClaims = log.of("next").some(({ endedAt }) => endedAt === Number.POSITIVE_INFINITY);
  for (const [id, story] of stories) {
    const ticket = await center.get(id);
    problems.push(...ticketProblems(id, story, ticket, unknownClaims));
    problems.push(...(await claimProblems(center, id, story)));
  }
  problems.push(...(await lineProblems(center, stories)));
  problems.push(...arrivalProblems(log));
  problems.push(...(await channelProblems(center, log)));
  problems.push(...(await consentProblems(center, log)));
  return problems;
}

/**
 * Breaks promises on purpose, of tickets that no call without an answer may have ended: an audit is none unless it finds them.
 *
 * @returns what it is to say.
 */
export async function sabotage(center: Center, log: Log): Promise<string[]> {
  const ended = new Set([
    ...log.of("cancel").map(({ deed }) => deed.id),
    ...log.of("settle").map(({ deed }) => deed.ticket),
  ]);
  const known = new Set(log.of("next", "pick up").map(({ done }) => done?.token));
  const waiting = (await center.peek(Number.POSITIVE_INFINITY)).find(({ id }) => !ended.has(id));
  const claim = (await center.claims()).find(({ ticket, token }) => !ended.has(ticket.id) && known.has(token));
  if (waiting !== undefined) await center.cancel(waiting.id);
  await claim?.release();
  return [
    ...(waiting === undefined ? [] : [`${waiting.id}: cancelled by nobody`]),
    ...(claim === undefined ? [] : [`${claim.ticket.id}: claim lost`]),
  ];
}

function storiesOf(log: Log): Map<string, Story> {
  const stories = new Map<string, Story>();
  for (const entered of log.of("enqueue"))
    stories.set(entered.deed.id, { entered, claims: [], settlements: [], cancels: [] });
  for (const { done, endedAt } of log.of("next", "pick up"))
    if (done?.ticket !== undefined) stories.get(done.ticket)!.claims.push({ token: done.token!, at: endedAt });
  for (const settled of log.of("settle")) stories.get(settled.deed.ticket)!.settlements.push(settled);
  for (const cancelled of log.of("cancel")) stories.get(cancelled.deed.id)!.cancels.push(cancelled);
  for (const { claims } of stories.values()) claims.sort((a, b) => a.at - b.at);
  return stories;
}

function ticketProblems(id: string, story: Story, ticket: Case | undefined, unknownClaims: boolean): string[] {
  const { entered, settlements, cancels, claims } = story;
  if (ticket === undefined) return entered.done === undefined ? [] : [`${id}: lost`];
  const problems: string[] = [];
  const { deed } = entered;
  if (deed.kind === "enqueue")
    for (const key of ["channel", "contact", "contactScore", "receivedAt"] as const)
      if (ticket[key] !== deed[key]) problems.push(`${id}: ${key} ${deed[key]} became ${ticket[key]}`);
  const settledAs = (how: string, acknowledged: boolean) =>
    settlements.some(
      ({ deed, done, refused }) =>
        deed.kind === "settle" && deed.how === how && (acknowledged ? done !== undefined : refused === undefined),
    );
  const cancelled = cancels.some(({ done }) => done?.ticket !== undefined);
  if (settledAs("complete", true) && ticket.state !== "completed") problems.push(`${id}: completion lost`);
  if ((settledAs("cancel", true) || cancelled) && ticket.state !== "cancelled")
    problems.push(`${id}: cancellation lost`);
  if (ticket.state === "completed" && !settledAs("complete", false)) problems.push(`${id}: completed by nobody`);
  if (ticket.state === "cancelled" && cancels.length === 0 && !settledAs("cancel", false))
    problems.push(`${id}: cancelled by nobody`);
  if (ticket.state === "active" && claims.length === 0 && !unknownClaims) problems.push(`${id}: claimed by nobody`);
  return problems;
}

/** A ticket is held by one at a time: each claim was let go before the next was made, and the last one stands. */
async function claimProblems(center: Center, id: string, { claims, settlements, cancels }: Story): Promise<string[]> {
  const problems: string[] = [];
  // A settlement whose answer was never heard may not have happened: another life picks the claim up, and settles it anew.
  const settlementsOf = (token: string) =>
    settlements.flatMap(({ deed, refused, begunAt }) =>
      deed.kind === "settle" && deed.token === token && refused === undefined ? [{ how: deed.how, begunAt }] : [],
    );
  claims.forEach(({ token }, place) => {
    const next = claims[place + 1];
    if (next === undefined || next.token === token) return;
    const released = settlementsOf(token).some(({ how, begunAt }) => how === "release" && begunAt <= next.at);
    if (!released) problems.push(`${id}: held twice, under ${token} and ${next.token}`);
  });
  const last = claims.at(-1);
  if (last === undefined || settlementsOf(last.token).length > 0 || cancels.length > 0) return problems;
  const standing = await center.claim(last.token);
  if (standing?.ticket.id !== id) problems.push(`${id}: claim lost`);
  return problems;
}

/** The line is sorted by the five keys, nobody in it is unheard of, and nobody is held under two tokens. */
async function lineProblems(center: Center, stories: ReadonlyMap<string, Story>): Promise<string[]> {
  const channels = new Map((await center.channels.list()).map((channel) => [channel.id, channel]));
  const keys = ({ channel, contactScore = 50, receivedAt, arrival }: Case) => {
    const { absolute, score } = channels.get(channel)!;
    return [-absolute, -score, -contactScore, receivedAt, arrival];
  };
  const line = await center.peek(Number.POSITIVE_INFINITY);
  const problems = line.filter(({ id }) => !stories.has(id)).map(({ id }) => `${id}: from nowhere`);
  line.forEach((ticket, place) => {
    const before = line[place - 1];
    if (before !== undefined && compare(keys(before), keys(ticket)) >= 0)
      problems.push(`${ticket.id}: out of order after ${before.id}`);
  });
  const { waiting } = await center.counts();
  if (waiting !== line.length) problems.push(`${line.length} wait, ${waiting} are counted`);
  const claims = await center.claims();
  const held = new Set(claims.map(({ ticket }) => ticket.id));
  if (held.size !== claims.length) problems.push(`${claims.length} claims hold ${held.size} tickets`);
  const inLine = new Set(line.map(({ id }) => id));
  for (const id of stories.keys()) {
    const state = (await center.get(id))?.state;
    if ((state === "waiting") !== inLine.has(id)) problems.push(`${id}: ${state}, and in the line: ${inLine.has(id)}`);
    if ((state === "active") !== held.has(id)) problems.push(`${id}: ${state}, and held: ${held.has(id)}`);
  }
  return problems;
}

/** No number was given twice, and whoever was answered before another came has the smaller one. */
function arrivalProblems(log: Log): string[] {
  const entered = log.of("enqueue").filter(({ done }) => done !== undefined);
  entered.sort((a, b) => a.done!.arrival! - b.done!.arrival!);
  const problems: string[] = [];
  let begunBefore = 0;
  entered.forEach(({ deed, done, begunAt, endedAt }, place) => {
    if (done?.arrival === entered[place - 1]?.done?.arrival) problems.push(`${deed.id}: arrival number given twice`);
    if (begunBefore > endedAt) problems.push(`${deed.id}: arrival number too large`);
    begunBefore = Math.max(begunBefore, begunAt);
  });
  return problems;
}

/** The score acknowledged last stands, or one that was begun after it. */
async function channelProblems(center: Center, log: Log): Promise<string[]> {
  const possible = new Map<string, number[]>();
  for (const { deed, done } of log.of("score"))
    possible.set(
      deed.channel,
      done === undefined ? [...(possible.get(deed.channel) ?? [50]), deed.score] : [deed.score],
    );
  const channels = await center.channels.list();
  return channels
    .filter(({ id, score }) => possible.get(id)?.includes(score) === false)
    .map(({ id, score }) => `channel ${id}: scored ${score}, expected one of ${possible.get(id)}`);
}

/** Every acknowledged entry is in the contact's history at its place, and the chain still verifies against the last head told. */
async function consentProblems(center: Center, log: Log): Promise<string[]> {
  const recorded = log.of("grant", "revoke").filter(({ done }) => done !== undefined);
  const problems: string[] = [];
  for (const { deed, done } of recorded) {
    const kind = deed.kind === "grant" ? "grant" : "revocation";
    const history = await center.consent.history(deed.contact);
    if (!history.some((entry) => entry.seq === done!.seq && entry.kind === kind))
      problems.push(`${kind} ${done!.seq} of ${deed.contact}: lost`);
  }
  const heads = recorded.map(({ done }) => done!.head!).sort((a, b) => a.size - b.size);
  const verified = await center.consent.verify(heads.at(-1));
  if (!verified.ok) problems.push(`the chain: ${JSON.stringify(verified)}`);
  return problems;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((key, index) => key !== b[index]);
  return place < 0 ? 0 : a[place]! - b[place]!;
}
