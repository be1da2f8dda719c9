import { compareOwn } from "../../../queue/order.ts";
import type { Connection } from "../database/connection.ts";
import type { Cache } from "../database/transactions.ts";
import { recordOf, TICKET_COLUMNS, type TicketRecord, type TicketRow } from "./ticket-record.ts";

/** Who waits on one channel, all promoted or none of them, by the skills they require. */
export interface Section {
  readonly channel: string;
  readonly promoted: boolean;
  /** How many wait in all of its lanes. */
  waiting: number;
  /** Those that require nothing. */
  plain: Lane | undefined;
  /** The others, by the first of the skills they require: an agent without it cannot serve them. */
  readonly bySkill: Map<string, Set<Lane>>;
}

/** Tickets that differ in keys 3 to 5 only. */
export interface Lane {
  readonly number: number;
  readonly section: Section;
  /** What it takes to serve them: skills, and perhaps a reservation before them. */
  readonly skills: readonly string[];
  waiting: number;
  /** The first of them, where it is known. */
  head: TicketRecord | undefined;
}

interface LaneRow {
  readonly lane: number;
  readonly channel: string;
  readonly promoted: number;
  readonly skills: string;
  readonly waiting: number;
}

/** So few empty lanes are not worth a sweep. */
const FEW = 64;

/** The lanes, how many wait in each, and who is first where that was looked up. The tickets themselves are in the table. */
export class Lanes implements Cache {
  #loaded = false;
  readonly #byNumber = new Map<number, Lane>();
  /** By skills, channel and kind, as one text. */
  readonly #byName = new Map<string, Lane>();
  readonly #sections = new Map<string, Section>();
  readonly #changed = new Set<Lane>();
  /** The largest number of any. */
  #last = 0;
  #empty = 0;
  /** Grows whenever a section is opened or all are forgotten. */
  shape = 0;
  readonly #read;
  readonly #insert;
  readonly #count;
  readonly #drop;
  readonly #first;
  readonly #page;

  constructor(connection: Connection) {
    this.#read = connection.prepare<LaneRow>(
      "SELECT lane, channel, promoted, skills, waiting FROM lanes ORDER BY lane",
    );
    this.#insert = connection.prepare(
      "INSERT INTO lanes (lane, channel, promoted, skills, waiting) VALUES (?, ?, ?, ?, 0)",
    );
    this.#count = connection.prepare("UPDATE lanes SET waiting = ? WHERE lane = ?");
    this.#drop = connection.prepare("DELETE FROM lanes WHERE lane = ?");
    // The order of the line is that of the index, which is that of `compareOwn`.
    const inOrder = `SELECT ${TICKET_COLUMNS} FROM tickets WHERE lane = ? ORDER BY contact_score DESC, waiting_since, arrival`;
    this.#first = connection.prepare<TicketRow>(`${inOrder} LIMIT 1`);
    this.#page = connection.prepare<TicketRow>(`${inOrder} LIMIT ? OFFSET ?`);
  }

  sections(): Iterable<Section> {
    this.#load();
    return this.#sections.values();
  }

  at(number: number): Lane {
    this.#load();
    return this.#byNumber.get(number) as Lane;
  }

  /** The lane of those that require just these skills; a new one where there is none. */
  lane(channel: string, promoted: boolean, skills: readonly string[]): Lane {
    this.#load();
    const found = this.#byName.get(nameOf(channel, promoted, skills));
    if (found !== undefined) return found;
    const number = this.#last + 1;
    this.#insert.run(number, channel, +promoted, JSON.stringify(skills));
    return this.#add(number, channel, promoted, skills, 0);
  }

  /** Those with somebody in them that an agent with these skills (in any order, repeated or not) can serve; all when undefined. */
  *servable(section: Section, skills: readonly string[] | undefined): Iterable<Lane> {
    if (section.plain !== undefined && section.plain.waiting > 0) yield section.plain;
    for (const first of skills === undefined ? section.bySkill.keys() : new Set(skills))
      for (const lane of section.bySkill.get(first) ?? [])
        if (lane.waiting > 0 && (skills === undefined || lane.skills.every((skill) => skills.includes(skill))))
          yield lane;
  }

  /** Who is first in a lane that is not empty. */
  head(lane: Lane): TicketRecord {
    lane.head ??= recordOf(this.#first.get(lane.number)!);
    return lane.head;
  }

  /** The first so many of a lane that is not empty, in order. */
  first(lane: Lane, count: number): TicketRecord[] {
    if (count === 1 || lane.waiting === 1) return [this.head(lane)];
    return this.#page.all(lane.number, Math.min(count, lane.waiting), 0).map(recordOf);
  }

  /** All of a lane that is not empty, in order: the head, which is at hand, then page by page as they are asked for. */
  *inOrder(lane: Lane): Iterable<TicketRecord> {
    yield this.head(lane);
    for (let from = 1, size = 4; from < lane.waiting; from += size, size *= 4)
      for (const row of this.#page.all(lane.number, size, from)) yield recordOf(row);
  }

  join(lane: Lane, record: TicketRecord): void {
    this.#move(lane, 1);
    const onlyOne = lane.waiting === 1;
    if (onlyOne || (lane.head !== undefined && compareOwn(record.keys, lane.head.keys) < 0)) lane.head = record;
  }

  leave(lane: Lane, { keys }: TicketRecord): void {
    this.#move(lane, -1);
    if (lane.head?.keys.arrival === keys.arrival) lane.head = undefined;
  }

  forget(): void {
    this.#loaded = false;
    this.shape += 1;
    this.#byNumber.clear();
    this.#byName.clear();
    this.#sections.clear();
    this.#changed.clear();
    this.#last = 0;
    this.#empty = 0;
  }

  flush(): void {
    for (const lane of this.#changed) this.#count.run(lane.waiting, lane.number);
    this.#changed.clear();
    if (this.#empty > FEW + this.#byNumber.size / 2) this.#sweep();
  }

  #move(lane: Lane, by: number): void {
    if (lane.waiting === 0) this.#empty -= 1;
    lane.waiting += by;
    lane.section.waiting += by;
    if (lane.waiting === 0) this.#empty += 1;
    this.#changed.add(lane);
  }

  #sweep(): void {
    for (const lane of this.#byNumber.values()) {
      if (lane.waiting > 0) continue;
      this.#drop.run(lane.number);
      const { section, skills, number } = lane;
      this.#byNumber.delete(number);
      this.#byName.delete(nameOf(section.channel, section.promoted, skills));
      if (section.plain === lane) section.plain = undefined;
      else section.bySkill.get(skills[0]!)?.delete(lane);
    }
    this.#empty = 0;
  }

  #load(): void {
    if (this.#loaded) return;
    this.#loaded = true;
    for (const { lane, channel, promoted, skills, waiting } of this.#read.all())
      this.#add(lane, channel, promoted === 1, JSON.parse(skills) as readonly string[], waiting);
  }

  #add(number: number, channel: string, promoted: boolean, skills: readonly string[], waiting: number): Lane {
    const section = this.#section(channel, promoted);
    const lane: Lane = { number, section, skills, waiting, head: undefined };
    this.#byNumber.set(number, lane);
    this.#last = number;
    this.#byName.set(nameOf(channel, promoted, skills), lane);
    section.waiting += waiting;
    if (waiting === 0) this.#empty += 1;
    const [first] = skills;
    if (first === undefined) section.plain = lane;
    else section.bySkill.set(first, (section.bySkill.get(first) ?? new Set()).add(lane));
    return lane;
  }

  #section(channel: string, promoted: boolean): Section {
    const name = nameOf(channel, promoted, []);
    let section = this.#sections.get(name);
    if (section === undefined) {
      section = { channel, promoted, waiting: 0, plain: undefined, bySkill: new Map() };
      this.#sections.set(name, section);
      this.shape += 1;
    }
    return section;
  }
}

function nameOf(channel: string, promoted: boolean, skills: readonly string[]): string {
  return JSON.stringify([promoted, channel, ...skills]);
}
