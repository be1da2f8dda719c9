import { CHANNELS, CONTACT_SCORES, type Deed } from "./deed.ts";

type Entered = Deed & { readonly kind: "entered" };
type Left = Deed & { readonly kind: "claimed" | "cancelled" };

/** A ticket that certainly waited between two moments: it had entered by the one, and nobody had asked for it before the other. */
interface Stay {
  readonly ticket: Entered;
  readonly from: number;
  readonly to: number;
}

/** Every broken promise, in words: a ticket lost or served twice, or a claim while a better one certainly waited. */
export function judge(deeds: readonly Deed[]): string[] {
  const entered = new Map(deeds.flatMap((deed) => (deed.kind === "entered" ? [[deed.id, deed] as const] : [])));
  const left = new Map<string, Left[]>();
  for (const deed of deeds)
    if (deed.kind === "claimed" || deed.kind === "cancelled") left.set(deed.id, [...(left.get(deed.id) ?? []), deed]);
  const problems: string[] = [];
  for (const id of entered.keys()) {
    const kinds = (left.get(id) ?? []).map(({ kind }) => kind).sort();
    if (kinds.length === 0) problems.push(`${id}: nobody was given it`);
    if (kinds.filter((kind) => kind === "claimed").length > 1) problems.push(`${id}: claimed twice`);
  }
  for (const id of left.keys()) if (!entered.has(id)) problems.push(`${id}: came from nowhere`);
  return [...problems, ...overtaken(deeds, entered, left)];
}

function overtaken(
  deeds: readonly Deed[],
  entered: ReadonlyMap<string, Entered>,
  left: ReadonlyMap<string, readonly Left[]>,
): string[] {
  const stays: Stay[] = [...entered.values()].map((ticket) => {
    const leaving = (left.get(ticket.id) ?? []).map(({ from }) => from);
    return { ticket, from: ticket.to, to: Math.min(...leaving) };
  });
  stays.sort((a, b) => a.from - b.from);
  const claims = deeds.filter((deed) => deed.kind === "claimed").sort((a, b) => a.from - b.from);
  const scoresAt = scoreboard(deeds);
  const problems: string[] = [];
  /** Of each channel and contact score, those that had entered so far and left last: later ones of equal stay are behind. */
  const waiting = new Map(
    CHANNELS.flatMap((channel) => CONTACT_SCORES.map((score) => [`${channel} ${score}`, new Lasting()])),
  );
  let next = 0;
  for (const claim of claims) {
    for (; next < stays.length && stays[next]!.from < claim.from; next++) {
      const { channel, score } = stays[next]!.ticket;
      waiting.get(`${channel} ${score}`)!.add(stays[next]!);
    }
    const scores = scoresAt(claim.from, claim.to);
    const own = entered.get(claim.id);
    if (scores === undefined || own === undefined) continue;
    for (const channel of CHANNELS) {
      const ahead = scores.get(channel)! - scores.get(own.channel)!;
      if (ahead < 0) continue;
      for (const score of CONTACT_SCORES) {
        if (ahead === 0 && score < own.score) continue;
        const equal = ahead === 0 && score === own.score;
        const better = waiting.get(`${channel} ${score}`)!.after(claim.to, equal ? own : undefined);
        if (better) problems.push(`${claim.id}: claimed while ${better.id} waited`);
      }
    }
  }
  return problems;
}

/** Stays, found by how long they last. */
class Lasting {
  #stays: Stay[] = [];

  add(stay: Stay): void {
    this.#stays.push(stay);
  }

  /** One that lasts beyond a moment, and is before the ticket where one is given. */
  after(moment: number, before: Entered | undefined): Entered | undefined {
    // Moments only move on: what has left by now is of no more use.
    this.#stays = this.#stays.filter(({ to }) => to > moment - 10_000);
    return this.#stays.find(({ ticket, to }) => to > moment && (before === undefined || isBefore(ticket, before)))
      ?.ticket;
  }
}

function isBefore(a: Entered, b: Entered): boolean {
  return a.since < b.since || (a.since === b.since && a.arrival < b.arrival);
}

/** The channels' scores, where none was being changed in that time. */
function scoreboard(deeds: readonly Deed[]) {
  const changes = deeds.filter((deed) => deed.kind === "channel").sort((a, b) => a.from - b.from);
  return (from: number, to: number): Map<string, number> | undefined => {
    const scores = new Map(CHANNELS.map((channel) => [channel, 50]));
    for (const change of changes) {
      if (change.from > to) break;
      if (change.to >= from) return undefined;
      scores.set(change.id, change.score);
    }
    return scores;
  };
}
