/** Something a contact did about consent. Absent purposes or channels: all. */
export interface NaiveEvent {
  readonly kind: "grant" | "revocation";
  readonly contact: string;
  readonly purposes?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly at: number;
  readonly until?: number | undefined;
}

export interface NaiveTicket {
  readonly id: string;
  readonly contact: string;
  /** Absent: it came in. */
  readonly purpose?: string | undefined;
  channel: string;
  state: "waiting" | "active" | "cancelled" | "completed";
}

/** The latest event that covers contact, purpose and channel decides. */
export function consented(
  events: readonly NaiveEvent[],
  contact: string,
  purpose: string,
  channel: string,
  at: number,
) {
  const latest = events
    .filter((event) => event.contact === contact && event.at <= at)
    .filter(
      ({ purposes, channels }) =>
        (purposes ?? [purpose]).includes(purpose) && (channels ?? [channel]).includes(channel),
    )
    .reduce<NaiveEvent | undefined>(
      (last, event) => (last !== undefined && last.at > event.at ? last : event),
      undefined,
    );
  return latest?.kind === "grant" && (latest.until === undefined || at < latest.until);
}

/** The outbound gate on paper: every ticket in order of arrival, every event in order of recording, everything looked up anew. */
export class NaiveOutbound {
  readonly tickets: NaiveTicket[] = [];
  events: NaiveEvent[] = [];
  readonly stopped = new Set<string>();

  allows({ contact, purpose }: Pick<NaiveTicket, "contact" | "purpose">, channel: string, now: number): boolean {
    if (purpose === undefined) return true;
    return consented(this.events, contact, purpose, channel, now) && !this.stopped.has(`${contact} ${channel}`);
  }

  waiting(): NaiveTicket[] {
    return this.tickets.filter(({ state }) => state === "waiting");
  }

  /** What is cancelled on the way is cancelled; the first that is allowed is handed out. */
  next(now: number, candidates = this.waiting()): NaiveTicket | undefined {
    for (const ticket of candidates) {
      ticket.state = this.allows(ticket, ticket.channel, now) ? "active" : "cancelled";
      if (ticket.state === "active") return ticket;
    }
    return undefined;
  }

  withdraw(contact: string, now: number): void {
    for (const ticket of this.waiting())
      if (ticket.contact === contact && !this.allows(ticket, ticket.channel, now)) ticket.state = "cancelled";
  }

  erase(contact: string): void {
    this.events = this.events.filter((event) => event.contact !== contact);
    for (const key of [...this.stopped]) if (key.startsWith(`${contact} `)) this.stopped.delete(key);
    this.tickets.splice(0, Infinity, ...this.tickets.filter((ticket) => ticket.contact !== contact));
  }
}
