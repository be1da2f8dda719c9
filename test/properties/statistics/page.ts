import type { AgentInput, CaseInput, CaseUpdate } from "proximo";
import type { Fact, Told, Work } from "./journal.ts";

export const LEAD = 300_000;
const NEVER = Number.POSITIVE_INFINITY;

interface Ticket {
  readonly id: string;
  readonly inbound: boolean;
  readonly receivedAt: number;
  channel: string;
  skills: readonly string[];
  scheduledFor: number | undefined;
  answered: boolean;
}

interface Held {
  readonly ticket: Ticket;
  readonly agent: string;
  since: number;
  deadline: number | undefined;
}

type Lasting = { -readonly [key in keyof Fact]: Fact[key] };
type Working = { -readonly [key in keyof Work]: Work[key] };

interface Agent {
  places: number;
  presence: "available" | "away" | "offline";
  wrapUp: Readonly<Record<string, number>>;
  heartbeat: number;
  releaseAfter: number;
  heardAt: number;
  vanished: boolean;
  /** Since when they have been there, with the places they have. */
  since: number | undefined;
  wraps: { readonly fact: Lasting; readonly work: Working }[];
}

/** What a supervisor with a pencil would keep: who came, who has what, who is there, and a line for whatever happens. */
export class Page {
  readonly tickets = new Map<string, Ticket>();
  readonly claims = new Map<string, Held>();
  readonly agents = new Map<string, Agent>();
  readonly paused = new Set<string>();
  readonly #facts: Fact[] = [];
  readonly #work: Work[] = [];
  readonly #presences: Told["presences"][number][] = [];

  constructor(public now: number) {}

  /** All that has happened until now. */
  told(): Told {
    const there = [...this.agents].flatMap(([agent, { since, places }]) =>
      since === undefined ? [] : [{ agent, from: since, to: this.now, places }],
    );
    return { facts: this.#facts, work: this.#work, presences: [...this.#presences, ...there] };
  }

  waiting(): { readonly ticket: Ticket; readonly since: number }[] {
    const taken = new Set([...this.claims.values()].map(({ ticket }) => ticket));
    return [...this.tickets.values()]
      .filter((ticket) => !taken.has(ticket) && !this.paused.has(ticket.channel) && waitsSince(ticket) <= this.now)
      .map((ticket) => ({ ticket, since: waitsSince(ticket) }));
  }

  enqueue(id: string, { channel, skills = [], direction }: CaseInput, receivedAt: number, scheduledFor?: number): void {
    const inbound = direction !== "outbound";
    const ticket = { id, inbound, receivedAt, channel, skills, scheduledFor, answered: false };
    this.tickets.set(id, ticket);
    if (inbound) this.#note("arrived", ticket);
  }

  claimed(id: string, token: string, agent: string): void {
    const ticket = this.tickets.get(id)!;
    this.claims.set(token, { ticket, agent, since: this.now, deadline: undefined });
    this.#had(ticket, agent);
  }

  offered(id: string, token: string, agent: string, deadline: number): void {
    const ticket = this.tickets.get(id)!;
    this.claims.set(token, { ticket, agent, since: this.now, deadline });
    this.#note("offered", ticket, agent);
  }

  accepted(token: string): void {
    const claim = this.claims.get(token)!;
    if (claim.deadline === undefined) return;
    [claim.deadline, claim.since] = [undefined, this.now];
    this.#had(claim.ticket, claim.agent);
  }

  refused(token: string): void {
    const { ticket, agent } = this.claims.get(token)!;
    this.#note("refused", ticket, agent);
    this.claims.delete(token);
  }

  completed(token: string): void {
    const { ticket, agent } = this.claims.get(token)!;
    this.#end(token, true);
    this.#note("completed", ticket, agent);
    this.tickets.delete(ticket.id);
  }

  released(token: string, change: CaseUpdate = {}): void {
    const { ticket } = this.claims.get(token)!;
    this.#end(token, true);
    this.changed(ticket.id, change);
  }

  changed(id: string, { channel, skills, scheduledFor }: CaseUpdate): void {
    const ticket = this.tickets.get(id)!;
    ticket.channel = channel ?? ticket.channel;
    ticket.skills = skills ?? ticket.skills;
    if (scheduledFor !== undefined) ticket.scheduledFor = (scheduledFor as number | null) ?? undefined;
  }

  cancelled(id: string): void {
    const ticket = this.tickets.get(id)!;
    const [token, claim] = [...this.claims].find(([, held]) => held.ticket === ticket) ?? [];
    if (token !== undefined) this.#end(token, true);
    const waited = this.now - waitsSince(ticket);
    if (ticket.inbound && !ticket.answered && waited >= 0) this.#note("abandoned", ticket, claim?.agent, waited);
    else this.#note("cancelled", ticket, claim?.agent);
    this.tickets.delete(id);
  }

  agent(id: string, given: AgentInput): void {
    const fresh = {
      places: 1,
      presence: "offline" as const,
      wrapUp: {},
      heartbeat: NEVER,
      releaseAfter: NEVER,
      wraps: [],
    };
    const agent: Agent = this.agents.get(id) ?? { ...fresh, heardAt: this.now, vanished: false, since: undefined };
    this.#leaves(id, agent, this.now);
    const { presence, capacity, wrapUp, heartbeat, releaseAfter } = given;
    agent.presence = presence ?? agent.presence;
    agent.places = (capacity as number | undefined) ?? agent.places;
    if (wrapUp !== undefined) agent.wrapUp = typeof wrapUp === "number" ? { otherwise: wrapUp } : wrapUp;
    if (heartbeat !== undefined) agent.heartbeat = heartbeat ?? NEVER;
    if (releaseAfter !== undefined) agent.releaseAfter = releaseAfter ?? NEVER;
    this.agents.set(id, agent);
    this.#heard(id, agent);
  }

  heartbeat(id: string): void {
    const agent = this.agents.get(id)!;
    this.#leaves(id, agent, this.now);
    this.#heard(id, agent);
  }

  /** Whoever says that they are ready has wrapped up for as long as it took until now. */
  ready(id: string): void {
    for (const { fact, work } of this.agents.get(id)!.wraps.splice(0)) {
      if (work.to <= this.now) continue;
      work.to = this.now;
      fact.lasted = work.to - work.from;
    }
  }

  remove(id: string): void {
    this.#leaves(id, this.agents.get(id)!, this.now);
    this.#loseOffers(id, this.now);
    this.agents.delete(id);
  }

  /** What time brings until then, each at its moment. */
  pass(to: number): void {
    for (;;) {
      const [first] = this.#due().sort((a, b) => a.at - b.at);
      if (first === undefined || first.at > to) break;
      this.now = Math.max(this.now, first.at);
      first.happens();
    }
    this.now = to;
  }

  /** When time brings something next. */
  nextDue(): number {
    return Math.min(...this.#due().map(({ at }) => at));
  }

  #due(): { readonly at: number; readonly happens: () => void }[] {
    const vanish = [...this.agents].flatMap(([id, agent]) =>
      agent.vanished ? [] : { at: vanishesAt(agent), happens: () => this.#vanish(id, agent) },
    );
    const claims = [...this.claims].flatMap(([token, { agent: id, deadline, since }]) => {
      const agent = this.agents.get(id);
      if (deadline !== undefined) return { at: deadline, happens: () => this.#lapse(token, deadline) };
      if (agent === undefined) return [];
      return { at: Math.max(since, vanishesAt(agent) + agent.releaseAfter), happens: () => this.#end(token, false) };
    });
    return [...vanish, ...claims];
  }

  #vanish(id: string, agent: Agent): void {
    agent.vanished = true;
    this.#leaves(id, agent, this.now);
    this.#loseOffers(id, this.now);
  }

  #heard(id: string, agent: Agent): void {
    [agent.heardAt, agent.vanished] = [this.now, false];
    if (agent.presence === "available") agent.since = this.now;
    else this.#loseOffers(id, this.now);
  }

  #leaves(id: string, agent: Agent, at: number): void {
    if (agent.since !== undefined) this.#presences.push({ agent: id, from: agent.since, to: at, places: agent.places });
    agent.since = undefined;
  }

  #loseOffers(id: string, at: number): void {
    for (const [token, { agent, deadline }] of this.claims)
      if (agent === id && deadline !== undefined) this.#lapse(token, at);
  }

  #lapse(token: string, at: number): void {
    const { ticket, agent } = this.claims.get(token)!;
    this.#facts.push({ what: "lapsed", at, channel: ticket.channel, skills: ticket.skills, agent, lasted: 0 });
    this.claims.delete(token);
  }

  #had(ticket: Ticket, agent: string): void {
    if (ticket.inbound && !ticket.answered)
      this.#note("answered", ticket, agent, Math.max(0, this.now - waitsSince(ticket)));
    ticket.answered = true;
  }

  /** @param wrapsUp not where they have vanished. */
  #end(token: string, wrapsUp: boolean): void {
    const { ticket, agent: id, since, deadline } = this.claims.get(token)!;
    this.claims.delete(token);
    if (deadline !== undefined) return;
    this.#note("handled", ticket, id, this.now - since);
    this.#work.push({ agent: id, from: since, to: this.now });
    const agent = this.agents.get(id);
    const lasts = agent?.wrapUp[ticket.channel] ?? agent?.wrapUp.otherwise ?? 0;
    if (agent === undefined || lasts === 0 || !wrapsUp) return;
    const fact = this.#note("wrapped", { channel: ticket.channel, skills: [] }, id, lasts);
    const work = { agent: id, from: this.now, to: this.now + lasts };
    this.#work.push(work);
    agent.wraps.push({ fact, work });
  }

  #note(what: Fact["what"], about: Pick<Ticket, "channel" | "skills">, agent?: string, lasted = 0): Lasting {
    const fact = { what, at: this.now, channel: about.channel, skills: about.skills, agent, lasted };
    this.#facts.push(fact);
    return fact;
  }
}

function waitsSince({ receivedAt, scheduledFor }: Ticket): number {
  return Math.max(receivedAt, (scheduledFor ?? 0) - LEAD);
}

function vanishesAt({ presence, heardAt, heartbeat }: Agent): number {
  return presence === "offline" ? NEVER : heardAt + heartbeat;
}
