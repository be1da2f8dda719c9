import type { ChannelSetting, Work } from "../harness/traffic.ts";

/**
 * A ticket with its standing, as the user of a bare heap must keep it.
 *
 * All peers that compare objects share this class and `compareEntries`: none of them makes the comparator polymorphic
 * for another, and each library sees one comparator only.
 */
export class Entry {
  constructor(
    /** Taken away when cancelled: the entry stays in its heap, dead, until it comes up. */
    public ticket: Work | undefined,
    readonly tier: number,
    public channelScore: number,
    readonly contactScore: number,
    readonly waitingSince: number,
    readonly arrival: number,
  ) {}
}

/** The documented order, key by key. */
export function compareEntries(a: Entry, b: Entry): number {
  return (
    a.tier - b.tier ||
    b.channelScore - a.channelScore ||
    b.contactScore - a.contactScore ||
    a.waitingSince - b.waitingSince ||
    a.arrival - b.arrival
  );
}

export const ABSOLUTE = 0;
export const STANDARD = 2;

/** Gives tickets their standing on entry. */
export class Reception {
  readonly #channels: Map<string, { readonly tier: number; score: number }>;
  #arrivals = 0;

  constructor(channels: readonly ChannelSetting[]) {
    this.#channels = new Map(
      channels.map(({ id, absolute, score }) => [id, { tier: absolute ? ABSOLUTE : STANDARD, score }]),
    );
  }

  receive(ticket: Work): Entry {
    const { tier, score } = this.#channels.get(ticket.channel)!;
    return new Entry(ticket, tier, score, ticket.contactScore, ticket.receivedAt, this.#arrivals++);
  }

  rescore(channel: string, score: number): void {
    this.#channels.get(channel)!.score = score;
  }
}
