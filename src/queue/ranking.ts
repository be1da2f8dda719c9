import { known } from "../channels/known.ts";
import type { ChannelRegistry } from "../channels/registry.ts";
import type { Channel } from "../model/channel.ts";
import { LaneTree } from "./lane-tree.ts";
import type { Lanes } from "./lanes.ts";
import { compareChannels, type Tier } from "./order.ts";
import { Section } from "./section.ts";

/** Where a section stands by keys 1 and 2. */
export interface Rank {
  readonly tier: Tier;
  readonly channelScore: number;
  readonly section: Section;
  readonly lanes: LaneTree;
  /** The same for sections that keys 1 and 2 do not tell apart. */
  readonly group: number;
}

export function tierOf(channel: Channel, promoted: boolean): Tier {
  if (channel.absolute) return "absolute";
  return promoted ? "promoted" : "standard";
}

/**
 * The sections of one line in the order of keys 1 and 2, as configured now: no ticket carries its channel's score, so
 * that configuring a channel costs the same however many wait.
 */
export class Ranking {
  readonly #standard = new Map<string, LaneTree>();
  readonly #promoted = new Map<string, LaneTree>();
  #ranks: readonly Rank[] = [];
  #version = -1;

  constructor(
    private readonly channels: ChannelRegistry,
    private readonly numbered: Lanes,
  ) {}

  /** @throws ProximoError `UNKNOWN_CHANNEL` for one that the registry does not have. */
  lanes(channel: string, promoted: boolean): LaneTree {
    return (promoted ? this.#promoted : this.#standard).get(channel) ?? this.#open(channel, promoted);
  }

  /** Every section, those of paused channels too. */
  *sections(): Iterable<Section> {
    for (const { section } of this.#all()) yield section;
  }

  /** The sections of channels that are not paused, sorted by keys 1 and 2. */
  ranks(): readonly Rank[] {
    if (this.#version !== this.channels.version) {
      this.#ranks = grouped([...this.#ranked()].sort(compareChannels));
      this.#version = this.channels.version;
    }
    return this.#ranks;
  }

  *#ranked(): Iterable<Omit<Rank, "group">> {
    for (const lanes of this.#all()) {
      const { section } = lanes;
      const channel = this.channels.get(section.channel);
      if (channel?.enabled)
        yield { tier: tierOf(channel, section.promoted), channelScore: channel.score, section, lanes };
    }
  }

  *#all(): Iterable<LaneTree> {
    yield* this.#standard.values();
    yield* this.#promoted.values();
  }

  #open(channel: string, promoted: boolean): LaneTree {
    known(this.channels.get(channel), channel);
    const lanes = new LaneTree(this.numbered, new Section(channel, promoted));
    (promoted ? this.#promoted : this.#standard).set(channel, lanes);
    this.#version = -1;
    return lanes;
  }
}

function grouped(sorted: readonly Omit<Rank, "group">[]): Rank[] {
  let group = 0;
  return sorted.map((rank, index) => {
    if (index > 0 && compareChannels(sorted[index - 1], rank) !== 0) group += 1;
    // Key by key: spread, each would have a hidden class of its own, and Next would look up its fields by name.
    const { tier, channelScore, section, lanes } = rank;
    return { tier, channelScore, section, lanes, group };
  });
}
