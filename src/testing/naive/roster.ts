import { type Agent, type AgentChange, NEW_AGENT } from "../../model/agent.ts";

/** An agent, but for what they have; `presence` as it was set. */
type NaiveAgent = Omit<Agent, "load">;
/** What takes a place: a ticket, or a wrap-up. */
type Taken = { readonly channel: string };

export const NEVER = Number.POSITIVE_INFINITY;

/** Who serves: registered, there or not, wrapping up. */
export class NaiveRoster {
  readonly agents = new Map<string, NaiveAgent>();

  set(id: string, change: AgentChange, now: number): void {
    const fresh = { vanished: false, presenceSince: now, heardAt: now, idleSince: now, wrappingUp: [] };
    const before: NaiveAgent = this.agents.get(id) ?? { id, ...NEW_AGENT, ...fresh };
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const changed = Object.fromEntries(given.map(([key, value]) => [key, value ?? undefined]));
    const { total = before.capacity.total, byChannel } = change.capacity ?? before.capacity;
    const after: NaiveAgent = { ...before, ...changed, capacity: { total, byChannel }, vanished: false, heardAt: now };
    const comes = !isAway(after) && isAway(before);
    const presenceSince = comes || after.presence !== before.presence ? now : before.presenceSince;
    this.agents.set(id, { ...after, presenceSince, idleSince: comes ? now : before.idleSince });
  }

  isAway(id: string): boolean {
    return isAway(this.agents.get(id)!);
  }

  /** Ends the wrap-ups that are over, and says who vanishes. */
  pass(now: number): string[] {
    const vanish = [...this.agents.values()].filter((one) => !one.vanished && this.vanishesAt(one.id) <= now);
    for (const one of vanish) {
      const presenceSince = isAway(one) ? one.presenceSince : this.vanishesAt(one.id);
      this.agents.set(one.id, { ...one, vanished: true, presenceSince });
    }
    for (const one of this.agents.values())
      this.agents.set(one.id, { ...one, wrappingUp: one.wrappingUp.filter(({ until }) => now < until) });
    return vanish.map(({ id }) => id);
  }

  /** A ticket that they served has ended. */
  ended(id: string, channel: string, now: number): void {
    const one = this.agents.get(id);
    if (one === undefined) return;
    const until = now + (one.wrapUp.byChannel[channel] ?? one.wrapUp.otherwise);
    const all = [...one.wrappingUp, { channel, until }].sort((a, b) => a.until - b.until);
    const idleSince = Math.max(one.idleSince, until);
    this.agents.set(id, { ...one, idleSince, wrappingUp: until === now ? one.wrappingUp : all });
  }

  ready(id: string, now: number): void {
    const one = this.agents.get(id)!;
    if (one.wrappingUp.length > 0) this.agents.set(id, { ...one, wrappingUp: [], idleSince: now });
  }

  vanishesAt(id: string): number {
    const one = this.agents.get(id);
    return one === undefined || one.presence === "offline" ? NEVER : one.heardAt + (one.heartbeat ?? NEVER);
  }

  /** When what they serve waits again. */
  releasesAt(id: string): number {
    return this.vanishesAt(id) + (this.agents.get(id)?.releaseAfter ?? NEVER);
  }

  nextChange(): number {
    const all = [...this.agents.values()];
    const ends = all.flatMap(({ wrappingUp }) => wrappingUp.map(({ until }) => until));
    return Math.min(...all.filter(({ vanished }) => !vanished).map(({ id }) => this.vanishesAt(id)), ...ends);
  }

  /** @param has the tickets that they have. */
  hasRoom(id: string, channel: string, has: readonly Taken[]): boolean {
    const { capacity, wrappingUp } = this.agents.get(id)!;
    const taken: Taken[] = [...has, ...wrappingUp];
    const onChannel = taken.filter((one) => one.channel === channel);
    return (
      !this.isAway(id) && taken.length < capacity.total && onChannel.length < (capacity.byChannel[channel] ?? NEVER)
    );
  }

  /** As they are seen from outside. */
  seen(id: string, has: readonly Taken[]): Agent {
    const one = this.agents.get(id)!;
    const load: Record<string, number> = {};
    for (const { channel } of has) load[channel] = (load[channel] ?? 0) + 1;
    return { ...one, presence: one.vanished && one.presence === "available" ? "away" : one.presence, load };
  }
}

function isAway({ presence, vanished }: NaiveAgent): boolean {
  return presence !== "available" || vanished;
}
