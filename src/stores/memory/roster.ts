import type { WrappingUp } from "../../model/agent.ts";
import {
  type Agent,
  type AgentChange,
  type AgentProfile,
  changedAgent,
  NEW_AGENT,
  roomOf,
  roomOn,
  wrapUpOn,
} from "../../model/agent.ts";
import type { Clock } from "../../model/clock.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import { MemoryHolds } from "./holds.ts";

/** All that is known of one agent, but for what they have. */
interface Sheet {
  profile: AgentProfile;
  vanished: boolean;
  presenceSince: number;
  heardAt: number;
  idleSince: number;
  wrappingUp: WrappingUp[];
  /** For outside, until something changes. */
  seen?: SeenAgent | undefined;
}

/** An agent as they are now. */
interface SeenAgent {
  readonly agent: Agent;
  /** How many tickets more they can take, of their channels. */
  readonly room: number;
  /** They serve every channel, and some of them less than that: which there are decides whether they have room for any. */
  readonly limited: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Who is registered, who has vanished and who wraps up. */
export class MemoryRoster {
  readonly #sheets = new Map<string, Sheet>();
  /** Until they vanish: those who can. */
  readonly #vanishing = new MemoryHolds<Sheet>();
  readonly #wrapping = new MemoryHolds<{ readonly sheet: Sheet; readonly one: WrappingUp }>();
  #vanished: string[] = [];

  /** @param countOf how many tickets an agent has. @param loadOf the same by channel. */
  constructor(
    private readonly clock: Clock,
    private readonly countOf: (agent: string) => number,
    private readonly loadOf: (agent: string) => Agent["load"],
  ) {}

  has(id: string): boolean {
    return this.#sheets.has(id);
  }

  /** As they are now. @throws ProximoError `UNKNOWN_AGENT` */
  known(id: string): Agent {
    return this.#seen(this.#known(id)).agent;
  }

  /** In the order in which they were first set; `withRoom`: those alone who have any. */
  list(withRoom: boolean): readonly SeenAgent[] {
    const agents: SeenAgent[] = [];
    for (const sheet of this.#sheets.values()) {
      if (withRoom && this.#isFull(sheet)) continue;
      const seen = this.#seen(sheet);
      if (!withRoom || seen.room > 0) agents.push(seen);
    }
    return agents;
  }

  /** What they have is something else. */
  changed(id: string): void {
    const sheet = this.#sheets.get(id);
    if (sheet !== undefined) sheet.seen = undefined;
  }

  /** When what they have is taken back, unless they are heard from: their offers, and what they serve. */
  ends(id: string): { readonly offers: number; readonly active: number } {
    const sheet = this.#sheets.get(id);
    const vanishes = sheet === undefined ? NEVER : vanishesAt(sheet);
    return { offers: vanishes, active: vanishes + (sheet?.profile.releaseAfter ?? NEVER) };
  }

  set(id: string, change: AgentChange): void {
    const now = this.clock.now();
    const sheet = this.#sheets.get(id) ?? {
      profile: { id, ...NEW_AGENT },
      ...{ vanished: false, presenceSince: now, heardAt: now, idleSince: now, wrappingUp: [] },
    };
    this.#sheets.set(id, sheet);
    this.#hear(sheet, changedAgent(sheet.profile, change));
  }

  heard(id: string): void {
    const sheet = this.#known(id);
    this.#hear(sheet, sheet.profile);
  }

  remove(id: string): boolean {
    const sheet = this.#sheets.get(id);
    if (sheet === undefined) return false;
    this.#vanishing.delete(sheet);
    this.#endWrapUps((one) => one.sheet === sheet);
    return this.#sheets.delete(id);
  }

  /** A ticket that they served has ended. */
  ended(id: string, channel: string): void {
    const sheet = this.#sheets.get(id);
    if (sheet === undefined) return;
    const now = this.clock.now();
    const until = now + wrapUpOn(channel, sheet.profile);
    sheet.idleSince = Math.max(sheet.idleSince, until);
    sheet.seen = undefined;
    if (until === now) return;
    const one = { channel, until };
    sheet.wrappingUp = [...sheet.wrappingUp, one].sort((a, b) => a.until - b.until);
    this.#wrapping.add({ sheet, one }, until);
  }

  ready(id: string): void {
    const sheet = this.#known(id);
    if (sheet.wrappingUp.length > 0) sheet.idleSince = this.clock.now();
    sheet.seen = undefined;
    this.#endWrapUps((one) => one.sheet === sheet);
  }

  /** Lets vanish whoever was not heard from, and ends the wrap-ups that are over. */
  settle(): void {
    const now = this.clock.now();
    for (const wrapped of this.#wrapping.due(now)) {
      this.#wrapping.delete(wrapped);
      wrapped.sheet.wrappingUp = wrapped.sheet.wrappingUp.filter((one) => one !== wrapped.one);
      wrapped.sheet.seen = undefined;
    }
    for (const sheet of this.#vanishing.due(now)) {
      this.#vanishing.delete(sheet);
      sheet.vanished = true;
      sheet.seen = undefined;
      if (sheet.profile.presence === "available") sheet.presenceSince = vanishesAt(sheet);
      this.#vanished.push(sheet.profile.id);
    }
  }

  get nextChange(): number {
    return Math.min(this.#vanishing.next ?? NEVER, this.#wrapping.next ?? NEVER);
  }

  /** Those who have vanished since this was last asked. */
  takeVanished(): string[] {
    const vanished = this.#vanished;
    this.#vanished = [];
    return vanished;
  }

  #hear(sheet: Sheet, profile: AgentProfile): void {
    const now = this.clock.now();
    const wasThere = sheet.profile.presence === "available" && !sheet.vanished;
    const isThere = profile.presence === "available";
    if (isThere && !wasThere) sheet.idleSince = now;
    if (profile.presence !== sheet.profile.presence || (isThere && !wasThere)) sheet.presenceSince = now;
    sheet.profile = profile;
    sheet.heardAt = now;
    sheet.vanished = false;
    sheet.seen = undefined;
    this.#vanishing.delete(sheet);
    const vanishes = vanishesAt(sheet);
    if (vanishes < NEVER) this.#vanishing.add(sheet, vanishes);
  }

  #endWrapUps(which: (one: { readonly sheet: Sheet }) => boolean): void {
    for (const one of this.#wrapping.all().filter(which)) {
      this.#wrapping.delete(one);
      one.sheet.wrappingUp = [];
    }
  }

  /** At a glance, for those who have all they can. */
  #isFull({ seen, profile, wrappingUp }: Sheet): boolean {
    return seen === undefined && this.countOf(profile.id) + wrappingUp.length >= profile.capacity.total;
  }

  #seen(sheet: Sheet): SeenAgent {
    if (sheet.seen !== undefined) return sheet.seen;
    const { profile, vanished, presenceSince, heardAt, idleSince, wrappingUp } = sheet;
    const presence = vanished && profile.presence === "available" ? "away" : profile.presence;
    const wraps =
      wrappingUp.length === 0 ? NO_WRAP_UPS : Object.freeze(wrappingUp.map((one) => Object.freeze({ ...one })));
    const load = this.countOf(profile.id) === 0 ? NO_LOAD : Object.freeze(this.loadOf(profile.id));
    const agent = { ...profile, presence, vanished, presenceSince, heardAt, idleSince, load, wrappingUp: wraps };
    const some = profile.channels?.some((channel) => roomOn(channel, agent) > 0) ?? true;
    const limited = profile.channels === undefined && Object.keys(profile.capacity.byChannel).length > 0;
    sheet.seen = { agent: Object.freeze(agent), room: some ? roomOf(agent) : 0, limited };
    return sheet.seen;
  }

  #known(id: string): Sheet {
    const sheet = this.#sheets.get(id);
    if (sheet !== undefined) return sheet;
    throw new ProximoError("UNKNOWN_AGENT", `expected the id of a registered agent, got ${shown(id)}`);
  }
}

const NO_WRAP_UPS: Agent["wrappingUp"] = Object.freeze([]);
const NO_LOAD: Agent["load"] = Object.freeze({});

/** Who is offline has gone already. */
function vanishesAt({ profile: { heartbeat, presence }, heardAt }: Sheet): number {
  return heartbeat === undefined || presence === "offline" ? NEVER : heardAt + heartbeat;
}
