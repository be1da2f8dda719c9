import { known } from "../channels/known.ts";
import type { ChannelRegistry } from "../channels/registry.ts";
import type { Channel } from "../model/channel.ts";
import type { Lanes } from "./lanes.ts";
import { compareChannels, type Tier } from "./order.ts";
import { Section } from "./section.ts";
import { Tournament } from "./tournament.ts";

/** The sections that keys 1 and 2 do not tell apart, and whose first is first of all of theirs. */
export interface Rank {
  readonly tier: Tier;
  readonly channelScore: number;
  readonly sections: readonly Section[];
  readonly tournament: Tournament;
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
  readonly #standard = new Map<string, Section>();
  readonly #promoted = new Map<string, Section>();
  #ranks: readonly Rank[] = [];
  #version = -1;

  constructor(
    private readonly channels: ChannelRegistry,
    private readonly lanes: Lanes,
  ) {}

  /** @throws ProximoError `UNKNOWN_CHANNEL` for one that the registry does not have. */
  section(channel: string, promoted: boolean): Section {
    return (promoted ? this.#promoted : this.#standard).get(channel) ?? this.#open(channel, promoted);
  }

  /** Every section, those of paused channels too. */
  *sections(): Iterable<Section> {
    yield* this.#standard.values();
    yield* this.#promoted.values();
  }

  /** The sections of channels that are not paused, by keys 1 and 2. */
  ranks(): readonly Rank[] {
    if (this.#version !== this.channels.version) {
      this.#ranks = this.#ranked();
      this.#version = this.channels.version;
    }
    return this.#ranks;
  }

  #ranked(): Rank[] {
    const sorted = this.#sorted();
    const ranks: Rank[] = [];
    for (let from = 0, to = 0; from < sorted.length; from = to) {
      const { tier, channelScore } = sorted[from];
      while (to < sorted.length && compareChannels(sorted[from], sorted[to]) === 0) to += 1;
      const sections = sorted.slice(from, to).map(({ section }) => section);
      const tournament = new Tournament(this.lanes.slots, sections.length);
      for (const [place, section] of sections.entries()) section.compete(tournament, place);
      ranks.push({ tier, channelScore, sections, tournament });
    }
    return ranks;
  }

  #sorted() {
    const found: { readonly tier: Tier; readonly channelScore: number; readonly section: Section }[] = [];
    for (const section of this.sections()) {
      const channel = this.channels.get(section.channel);
      if (channel?.enabled)
        found.push({ tier: tierOf(channel, section.promoted), channelScore: channel.score, section });
      else section.compete();
    }
    return found.sort(compareChannels);
  }

  #open(channel: string, promoted: boolean): Section {
    known(this.channels.get(channel), channel);
    const section = new Section(this.lanes, channel, promoted);
    (promoted ? this.#promoted : this.#standard).set(channel, section);
    this.#version = -1;
    return section;
  }
}
