import { seeded } from "./random.ts";

/** A ticket as an application puts it in. */
export interface Work {
  readonly id: string;
  readonly channel: string;
  readonly contact: string;
  readonly contactScore: number;
  readonly receivedAt: number;
  readonly skills?: readonly string[];
}

export interface ChannelSetting {
  readonly id: string;
  readonly score: number;
  readonly absolute: boolean;
}

/** What arrives: on which channels, for whom. */
export interface Mix {
  readonly name: string;
  readonly channels: readonly ChannelSetting[];
  contactScore(random: () => number): number;
  skills?(random: () => number): readonly string[];
  /** They arrive in the order of their times, unless the newest comes first. */
  readonly newestFirst?: boolean;
}

const START = 1_700_000_000_000;

/**
 * `count` tickets as they arrive, no two at the same millisecond (a packed key has no room for arrival numbers).
 *
 * They are kept as text and parsed for each run, as they would come off the wire: V8 remembers the hash of a string
 * that has once been a key, so tickets shared between runs would spare every `Map` but the first the hashing.
 */
export class Traffic {
  readonly #text: string;
  #order: readonly string[] | undefined;

  constructor(
    readonly count: number,
    readonly mix: Mix,
    seed = 1,
  ) {
    const random = seeded(seed);
    const digits = () => Math.floor((random() + random() / 2 ** 32) * 36 ** 10).toString(36);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    let receivedAt = START;
    const tickets = Array.from({ length: count }, (): Work => {
      receivedAt += 1 + Math.floor(random() * 20);
      return {
        id: `ticket-${digits()}`,
        channel: pick(mix.channels).id,
        contact: `contact-${Math.floor(random() * count)}`,
        contactScore: mix.contactScore(random),
        receivedAt,
        ...(mix.skills && { skills: mix.skills(random) }),
      };
    });
    this.#text = JSON.stringify(mix.newestFirst ? tickets.reverse() : tickets);
  }

  /** The tickets anew: no object and no long string is shared with an earlier call. */
  arrive(): Work[] {
    return JSON.parse(this.#text);
  }

  /** The ids in the order in which they must come out, computed once. */
  get order(): readonly string[] {
    this.#order ??= inOrder(this.arrive(), this.mix.channels).map((ticket) => ticket.id);
    return this.#order;
  }
}

/** The documented order, said a second time and plainly, to hold every subject to. */
export function inOrder(tickets: readonly Work[], channels: readonly ChannelSetting[]): Work[] {
  const setting = new Map(channels.map((channel) => [channel.id, channel]));
  const keys = tickets.map((ticket, arrival) => {
    const { absolute, score } = setting.get(ticket.channel)!;
    return { ticket, key: [absolute ? 0 : 1, -score, -ticket.contactScore, ticket.receivedAt, arrival] };
  });
  keys.sort((a, b) => {
    const decisive = a.key.findIndex((value, index) => value !== b.key[index]);
    return decisive < 0 ? 0 : a.key[decisive]! - b.key[decisive]!;
  });
  return keys.map(({ ticket }) => ticket);
}
