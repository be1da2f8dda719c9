import type { ChannelRegistry } from "../../../channels/registry.ts";
import type { AgentDescription, LineCounts } from "../../../model/case.ts";
import type { Channel } from "../../../model/channel.ts";
import { merged } from "../../../queue/merge.ts";
import { compareChannels, compareOwn, compareTickets, type Standing, type Tier } from "../../../queue/order.ts";
import { tierOf } from "../../../queue/ranking.ts";
import { refusers } from "../../rules/refusals.ts";
import { laneSkills, type Reserving, withReservation } from "../../rules/reservation.ts";
import type { LaneHead, Lane as LaneHeader, Ranked } from "../../store.ts";
import type { Connection } from "../database/connection.ts";
import type { Settings } from "../settings.ts";
import type { Lane, Lanes, Section } from "./lanes.ts";
import { seen, type TicketRecord } from "./ticket-record.ts";
import type { TicketTable } from "./ticket-table.ts";

/** Sections that keys 1 and 2 do not tell apart. */
interface Group {
  readonly tier: Tier;
  readonly channelScore: number;
  readonly sections: Section[];
}

/** Who waits, in order: the sections by keys 1 and 2, the heads of their lanes by the rest. */
export class Line {
  readonly #countBefore;
  /** The groups, and what they were made of. */
  #made: { groups: readonly Group[]; channels: ChannelRegistry; version: number; shape: number } | undefined;

  constructor(
    connection: Connection,
    private readonly settings: Settings,
    private readonly lanes: Lanes,
    private readonly table: TicketTable,
  ) {
    this.#countBefore = connection.prepare<{ before: number }>(
      `SELECT (SELECT count(*) FROM tickets WHERE lane = ? AND contact_score > ?)
            + (SELECT count(*) FROM tickets WHERE lane = ? AND contact_score = ? AND (waiting_since, arrival) < (?, ?))
           AS before`,
    );
  }

  /** The first that such an agent can serve: it stops at the first group where there is somebody. */
  first(agent: AgentDescription): TicketRecord | undefined {
    const { skills } = withReservation(agent);
    for (const { sections } of this.#groups()) {
      let first: TicketRecord | undefined;
      for (const section of sections) {
        if (section.waiting === 0 || !serves(agent, section)) continue;
        for (const lane of this.lanes.servable(section, skills)) {
          const head = this.lanes.head(lane);
          if (first === undefined || compareOwn(head.keys, first.keys) < 0) first = head;
        }
      }
      if (first !== undefined) return first;
    }
    return undefined;
  }

  /** The first so many that such an agent can serve, or of all, in order. */
  peek(count: number, agent?: AgentDescription): TicketRecord[] {
    const records: TicketRecord[] = [];
    if (count === 0) return records;
    for (const record of this.#inOrder(agent && withReservation(agent))) {
      records.push(record);
      if (records.length === count) break;
    }
    return records;
  }

  /** 1 for the first of the line. Takes time in proportion to the lanes of its own rank and to those before it in them. */
  position(record: TicketRecord): number | undefined {
    if (!this.isWaiting(record)) return undefined;
    const own = this.lanes.at(record.lane as number).section;
    let before = 0;
    for (const { sections } of this.#groups()) {
      if (!sections.includes(own)) {
        for (const { waiting } of sections) before += waiting;
        continue;
      }
      for (const lane of this.#lanesOf(sections)) before += this.#before(record, lane);
      break;
    }
    return before + 1;
  }

  /** How many of the lane are before it: nobody is looked for behind a head that is not. */
  #before({ keys }: TicketRecord, lane: Lane): number {
    const { contactScore, waitingSince, arrival } = keys;
    if (compareOwn(this.lanes.head(lane).keys, keys) >= 0) return 0;
    if (lane.waiting === 1) return 1;
    return this.#countBefore.get(lane.number, contactScore, lane.number, contactScore, waitingSince, arrival)!.before;
  }

  counts(): Omit<LineCounts, "held"> {
    const counts = { waiting: 0, absolute: 0, promoted: 0, standard: 0 };
    for (const { tier, sections } of this.#groups())
      for (const { waiting } of sections) {
        counts.waiting += waiting;
        counts[tier] += waiting;
      }
    let all = 0;
    for (const { waiting } of this.lanes.sections()) all += waiting;
    return {
      waiting: counts.waiting,
      paused: all - counts.waiting,
      absolute: counts.absolute,
      promoted: counts.promoted,
    };
  }

  /** In the line: neither held nor on a paused channel. */
  isWaiting({ state, ticket }: TicketRecord): boolean {
    return state === "waiting" && this.settings.channels.get(ticket.channel)?.enabled === true;
  }

  /** Whether it waits, and such an agent can serve it. */
  isFor(record: TicketRecord, agent: AgentDescription): boolean {
    if (!this.isWaiting(record)) return false;
    const { section, skills } = this.lanes.at(record.lane as number);
    const has = withReservation(agent).skills;
    return serves(agent, section) && skills.every((skill) => has.includes(skill));
  }

  /** The contact's other tickets in the line, in order. */
  alsoWaiting({ ticket, keys }: TicketRecord): readonly TicketRecord[] {
    if (ticket.contact === undefined) return [];
    return this.table
      .waitingOf(ticket.contact, keys.arrival)
      .filter((other) => this.isWaiting(other))
      .sort((a, b) => compareTickets(this.#standing(a), this.#standing(b)));
  }

  /** The lanes of the line, with so many of their first tickets as `depth` says. */
  heads(depth: (lane: LaneHeader) => number, now: number): LaneHead[] {
    const heads: LaneHead[] = [];
    for (const { sections } of this.#groups())
      for (const lane of this.#lanesOf(sections)) {
        const { section, waiting } = lane;
        const header = { ...laneSkills(lane.skills), channel: section.channel, promoted: section.promoted, waiting };
        const count = depth(header);
        if (count > 0) heads.push({ ...header, first: this.#ranked(this.lanes.first(lane, count), now) });
      }
    return heads;
  }

  #ranked(records: readonly TicketRecord[], now: number): Ranked[] {
    return records.map((record) => {
      const refusedBy = refusers(record.refusals, now);
      return { ticket: seen(record), standing: this.#standing(record), refusedBy };
    });
  }

  #standing({ ticket, promoted, keys }: TicketRecord): Standing {
    const channel = this.settings.channels.get(ticket.channel) as Channel;
    return { ...keys, tier: tierOf(channel, promoted), channelScore: channel.score };
  }

  /** @param agent whose reservations are among their skills. */
  *#inOrder(agent?: Reserving): Iterable<TicketRecord> {
    for (const { sections } of this.#groups()) {
      const lanes = [...this.#lanesOf(sections, agent)];
      yield* merged(
        lanes.map((lane) => this.lanes.inOrder(lane)),
        (a, b) => compareOwn(a.keys, b.keys),
      );
    }
  }

  *#lanesOf(sections: readonly Section[], agent?: Reserving): Iterable<Lane> {
    for (const section of sections)
      if (agent === undefined || serves(agent, section)) yield* this.lanes.servable(section, agent?.skills);
  }

  /** The sections of channels that are not paused, sorted by keys 1 and 2 as configured now. */
  #groups(): readonly Group[] {
    const { channels } = this.settings;
    const sections = this.lanes.sections();
    const made = this.#made;
    if (made?.channels !== channels || made.version !== channels.version || made.shape !== this.lanes.shape) {
      const groups = grouped(sections, channels);
      this.#made = { groups, channels, version: channels.version, shape: this.lanes.shape };
    }
    return this.#made!.groups;
  }
}

function grouped(sections: Iterable<Section>, channels: ChannelRegistry): Group[] {
  const ranked = [...sections].flatMap((section) => {
    const channel = channels.get(section.channel);
    if (channel?.enabled !== true) return [];
    return [{ tier: tierOf(channel, section.promoted), channelScore: channel.score, section }];
  });
  const groups: Group[] = [];
  for (const { tier, channelScore, section } of ranked.sort(compareChannels)) {
    const last = groups.at(-1);
    if (last !== undefined && compareChannels(last, { tier, channelScore }) === 0) last.sections.push(section);
    else groups.push({ tier, channelScore, sections: [section] });
  }
  return groups;
}

function serves({ channels }: AgentDescription, section: Section): boolean {
  return channels?.includes(section.channel) !== false;
}
