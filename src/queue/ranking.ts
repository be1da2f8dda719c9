import type { ChannelRegistry } from "../channels/registry.ts";
import type { Channel } from "../model/channel.ts";
import { compareTiers, type Tier } from "./order.ts";
import { SkillTree } from "./skill-tree.ts";
import type { Slots } from "./slots.ts";

/** Who waits on one channel. */
export class ChannelLine {
  /** How many wait in its standard lanes and in its promoted ones. */
  standard = 0;
  promoted = 0;
  readonly lanes: SkillTree;

  constructor(
    readonly id: string,
    slots: Slots,
  ) {
    this.lanes = new SkillTree(slots);
  }
}

/** Where the promoted or the other lanes of one channel stand by keys 1 and 2. */
export interface Rank {
  readonly tier: Tier;
  readonly score: number;
  readonly line: ChannelLine;
  readonly promoted: boolean;
}

export function tierOf(channel: Channel, promoted: boolean): Tier {
  if (channel.absolute) return "absolute";
  return promoted ? "promoted" : "standard";
}

export function sameRank(a: Rank, b: Rank): boolean {
  return a.score === b.score && a.tier === b.tier;
}

/** How many wait there. */
export function waitingAt({ line, promoted }: Rank): number {
  return promoted ? line.promoted : line.standard;
}

/**
 * The channels of one line in the order of keys 1 and 2, as configured now: no ticket carries its channel's score, so
 * that configuring a channel costs the same however many wait.
 */
export class Ranking {
  readonly #lines = new Map<string, ChannelLine>();
  #ranks: Rank[] = [];
  #version = -1;

  constructor(
    private readonly channels: ChannelRegistry,
    private readonly slots: Slots,
  ) {}

  line(channel: string): ChannelLine {
    let line = this.#lines.get(channel);
    if (line === undefined) {
      line = new ChannelLine(channel, this.slots);
      this.#lines.set(channel, line);
      this.#version = -1;
    }
    return line;
  }

  lines(): Iterable<ChannelLine> {
    return this.#lines.values();
  }

  /** Two for each channel that is not paused, sorted by keys 1 and 2. */
  ranks(): readonly Rank[] {
    if (this.#version !== this.channels.version) {
      this.#ranks = this.#sorted();
      this.#version = this.channels.version;
    }
    return this.#ranks;
  }

  #sorted(): Rank[] {
    const ranks: Rank[] = [];
    for (const line of this.#lines.values()) {
      const channel = this.channels.get(line.id);
      if (channel === undefined || !channel.enabled) continue;
      for (const promoted of [true, false]) {
        ranks.push({ tier: tierOf(channel, promoted), score: channel.score, line, promoted });
      }
    }
    return ranks.sort((a, b) => compareTiers(a.tier, b.tier) || b.score - a.score);
  }
}
