import type { Channel } from "../../model/channel.ts";
import type { Abilities, Ticket } from "../../model/ticket.ts";

export type Entry = { ticket: Ticket; arrival: number; promoted: boolean };

/** What the line promises, said as plainly as possible: an array, sorted at every question. */
export class NaiveLine {
  tickets: Entry[] = [];
  arrivals = 0;

  constructor(
    readonly channels: { get(id: string): Channel | undefined },
    readonly lead: number,
  ) {}

  enter(ticket: Ticket, now: number, arrival = this.arrivals++): void {
    this.tickets.push({ ticket, arrival, promoted: false });
    this.promoteDue(now, ticket.id);
  }

  promoteDue(now: number, only?: string): void {
    for (const one of this.tickets) {
      const { id, scheduledFor } = one.ticket;
      if ((only ?? id) === id && scheduledFor !== undefined && scheduledFor - this.lead <= now) one.promoted = true;
    }
  }

  /** A center, which has rules, knows better. */
  contactScore = ({ ticket }: Entry): number => ticket.contactScore ?? 50;

  keys(entry: Entry): number[] {
    const { ticket, arrival, promoted } = entry;
    const channel = this.channels.get(ticket.channel)!;
    const tier = channel.absolute ? 0 : promoted ? 1 : 2;
    const since = Math.max(ticket.receivedAt, (ticket.scheduledFor ?? 0) - this.lead);
    return [tier, -channel.score, -this.contactScore(entry), since, arrival];
  }

  inOrder(agent?: Abilities): Ticket[] {
    return this.tickets
      .filter((one) => this.waits(one) && (agent === undefined || canServe(agent, one.ticket)))
      .map((one) => ({ ticket: one.ticket, keys: this.keys(one) }))
      .sort((a, b) => a.keys.map((key, k) => key - b.keys[k]!).find((difference) => difference !== 0) ?? 0)
      .map((one) => one.ticket);
  }

  held = () => this.tickets.filter((one) => this.isHeld(one)).length;
  paused = () => this.tickets.filter((one) => !this.isHeld(one) && !this.waits(one)).length;
  count = (tier: number) => this.tickets.filter((one) => this.waits(one) && this.keys(one)[0] === tier).length;
  remove = (id: string) => {
    this.tickets = this.tickets.filter((one) => one.ticket.id !== id);
  };
  awaitsItsTime = (one: Entry) => one.ticket.scheduledFor !== undefined && !one.promoted;
  isHeld = (one: Entry) => this.awaitsItsTime(one);
  waits = (one: Entry) => !this.isHeld(one) && this.channels.get(one.ticket.channel)!.enabled;
}

export function canServe({ channels, skills = [] }: Abilities, ticket: Ticket): boolean {
  return (channels?.includes(ticket.channel) ?? true) && ticket.skills.every((skill) => skills.includes(skill));
}
