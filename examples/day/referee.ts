import { type Agent, type ChannelSetting, type Entry, LEAD, type Rule } from "./source.ts";

const UNCONFIGURED = 50;

interface Waiting {
  readonly entry: Entry;
  readonly skills: readonly string[];
  readonly contactScore: number;
  readonly received: number;
  /** The moment it joins the line; undefined where it was never scheduled. */
  readonly promotion: number | undefined;
  readonly since: number;
  readonly arrival: number;
}

export interface Verdict {
  readonly presses: number;
  readonly handedOut: number;
  readonly mistakes: number;
  /** The first few mistakes, told in full. */
  readonly told: readonly string[];
}

/**
 * An independent check of every press of Next. It keeps a list of its own of everything that waits, knows the order only
 * from its description, and at every press looks through the whole list: slow, and easy to believe.
 */
export class Referee {
  readonly #channels = new Map<string, ChannelSetting>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #taken = new Map<string, Waiting>();
  readonly #told: string[] = [];
  #rules: readonly Rule[] = [];
  #arrivals = 0;
  #presses = 0;
  #handedOut = 0;
  #mistakes = 0;

  setChannel(setting: ChannelSetting): void {
    this.#channels.set(setting.id, { ...this.#channels.get(setting.id), ...setting });
  }

  /** Before anything arrives: a run does not change its rules. */
  setRules(rules: readonly Rule[]): void {
    this.#rules = rules;
  }

  entered(entry: Entry, now: number): void {
    this.#waiting.set(entry.id, {
      entry,
      skills: entry.skills ?? [],
      contactScore: contactScore(entry, this.#rules),
      ...moments(entry.receivedAt ?? now, entry.scheduledFor),
      arrival: ++this.#arrivals,
    });
  }

  left(id: string): void {
    this.#waiting.delete(id);
  }

  /** An agent gave a ticket back: it stands where it stood, unless it is to be called again at another time. */
  returned(id: string, change: { skills?: readonly string[]; scheduledFor?: number }): void {
    const before = this.#taken.get(id)!;
    this.#taken.delete(id);
    const rescheduled = change.scheduledFor === undefined ? {} : moments(before.received, change.scheduledFor);
    this.#waiting.set(id, { ...before, ...rescheduled, skills: change.skills ?? before.skills });
  }

  completed(id: string): void {
    this.#taken.delete(id);
  }

  /** Judges one press of Next: was `given` the first of all that this agent could serve, or rightly nothing? */
  pressed(agent: Agent, now: number, given: string | undefined): void {
    const right = this.#first(agent, now);
    this.#presses += 1;
    if (given !== undefined) this.#handedOut += 1;
    if (given !== right?.entry.id) {
      this.#mistakes += 1;
      const expected = right?.entry.id ?? "nothing";
      if (this.#told.length < 5) {
        this.#told.push(`${new Date(now).toISOString()} ${agent.id} got ${given ?? "nothing"}, expected ${expected}`);
      }
    }
    const taken = given === undefined ? undefined : this.#waiting.get(given);
    if (taken === undefined) return;
    this.#waiting.delete(taken.entry.id);
    this.#taken.set(taken.entry.id, taken);
  }

  verdict(): Verdict {
    return { presses: this.#presses, handedOut: this.#handedOut, mistakes: this.#mistakes, told: this.#told };
  }

  /** How many tickets it believes to be in the line, not yet promoted, and on paused channels. */
  census(now: number): { waiting: number; held: number; paused: number } {
    const counts = { waiting: 0, held: 0, paused: 0 };
    for (const ticket of this.#waiting.values()) {
      counts[!promoted(ticket, now) ? "held" : this.#enabled(ticket) ? "waiting" : "paused"] += 1;
    }
    return counts;
  }

  #first(agent: Agent, now: number): Waiting | undefined {
    let first: Waiting | undefined;
    for (const ticket of this.#waiting.values()) {
      if (!promoted(ticket, now) || !this.#enabled(ticket) || !canServe(agent, ticket)) continue;
      if (first === undefined || this.#compare(ticket, first) < 0) first = ticket;
    }
    return first;
  }

  #compare(a: Waiting, b: Waiting): number {
    const channelA = this.#channels.get(a.entry.channel);
    const channelB = this.#channels.get(b.entry.channel);
    return (
      tier(a, channelA) - tier(b, channelB) ||
      (channelB?.score ?? UNCONFIGURED) - (channelA?.score ?? UNCONFIGURED) ||
      b.contactScore - a.contactScore ||
      a.since - b.since ||
      a.arrival - b.arrival
    );
  }

  #enabled(ticket: Waiting): boolean {
    return this.#channels.get(ticket.entry.channel)?.enabled ?? true;
  }
}

function moments(received: number, scheduledFor: number | undefined) {
  const promotion = scheduledFor === undefined ? undefined : scheduledFor - LEAD;
  return { received, promotion, since: Math.max(received, promotion ?? received) };
}

function promoted(ticket: Waiting, now: number): boolean {
  return ticket.promotion === undefined || ticket.promotion <= now;
}

function tier(ticket: Waiting, channel: ChannelSetting | undefined): number {
  if (channel?.absolute ?? ticket.entry.channel === "webchat") return 0;
  return ticket.promotion === undefined ? 2 : 1;
}

function canServe(agent: Agent, ticket: Waiting): boolean {
  const onChannel = agent.channels === undefined || agent.channels.includes(ticket.entry.channel);
  return onChannel && ticket.skills.every((skill) => agent.skills.includes(skill));
}

/** The most specific kind of rule decides: by contact, by segment, by attribute; among equals the highest. */
function contactScore({ contact }: Entry, rules: readonly Rule[]): number {
  const best = (matches: (rule: Rule) => boolean) => {
    const scores = rules.filter(matches).map((rule) => rule.score);
    return scores.length > 0 ? Math.max(...scores) : undefined;
  };
  return (
    best((rule) => "contact" in rule && rule.contact === contact?.id) ??
    best((rule) => "segment" in rule && contact?.segments?.includes(rule.segment) === true) ??
    best((rule) => "attribute" in rule && contact?.attributes?.[rule.attribute] === rule.value) ??
    UNCONFIGURED
  );
}
