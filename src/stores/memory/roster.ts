import type { WrappingUp } from "../../model/agent.ts";
import {
  type Agent,
  type AgentChange,
  type AgentProfile,
  changedAgent,
  NEW_AGENT,
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
}

const NEVER = Number.POSITIVE_INFINITY;

/** Who is registered, who has vanished and who wraps up. */
export class MemoryRoster {
  readonly #sheets = new Map<string, Sheet>();
  /** Until they vanish: those who can. */
  readonly #vanishing = new MemoryHolds<Sheet>();
  readonly #wrapping = new MemoryHolds<{ readonly sheet: Sheet; readonly one: WrappingUp }>();
  #vanished: string[] = [];

  /** @param changed told of each agent who is no longer as they were seen. */
  constructor(
    private readonly clock: Clock,
    private readonly changed: (id: string) => void,
  ) {}

  ids(): IterableIterator<string> {
    return this.#sheets.keys();
  }

  has(id: string): boolean {
    return this.#sheets.has(id);
  }

  /** How they are now, but for what they have. @throws ProximoError `UNKNOWN_AGENT` */
  known(id: string): Omit<Agent, "load"> {
    const sheet = this.#known(id);
    const { profile, vanished, presenceSince, heardAt, idleSince, wrappingUp } = sheet;
    const { presence } = profile;
    return {
      ...profile,
      ...{ presence: vanished && presence === "available" ? "away" : presence, vanished, presenceSince },
      ...{ heardAt, idleSince, wrappingUp: wrappingUp.map(({ channel, until }) => ({ channel, until })) },
    };
  }

  /** How many places are taken by wrap-ups; Infinity where they are given nothing. */
  wrappingUp(id: string): number {
    const { profile, vanished, wrappingUp } = this.#known(id);
    return vanished || profile.presence !== "available" ? NEVER : wrappingUp.length;
  }

  capacity(id: string): number {
    return this.#known(id).profile.capacity.total;
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
    this.#endWrapUps(sheet);
    this.changed(id);
    return this.#sheets.delete(id);
  }

  /** A ticket that they served has ended. */
  ended(id: string, channel: string): void {
    const sheet = this.#sheets.get(id);
    if (sheet === undefined) return;
    const now = this.clock.now();
    const until = now + wrapUpOn(channel, sheet.profile);
    sheet.idleSince = Math.max(sheet.idleSince, until);
    this.changed(id);
    if (until === now) return;
    const one = { channel, until };
    sheet.wrappingUp = [...sheet.wrappingUp, one].sort((a, b) => a.until - b.until);
    this.#wrapping.add({ sheet, one }, until);
  }

  ready(id: string): void {
    const sheet = this.#known(id);
    if (sheet.wrappingUp.length > 0) sheet.idleSince = this.clock.now();
    this.#endWrapUps(sheet);
    this.changed(id);
  }

  /** Lets vanish whoever was not heard from, and ends the wrap-ups that are over. */
  settle(): void {
    const now = this.clock.now();
    for (const wrapped of this.#wrapping.due(now)) {
      this.#wrapping.delete(wrapped);
      wrapped.sheet.wrappingUp = wrapped.sheet.wrappingUp.filter((one) => one !== wrapped.one);
      this.changed(wrapped.sheet.profile.id);
    }
    for (const sheet of this.#vanishing.due(now)) {
      this.#vanishing.delete(sheet);
      sheet.vanished = true;
      if (sheet.profile.presence === "available") sheet.presenceSince = vanishesAt(sheet);
      this.#vanished.push(sheet.profile.id);
      this.changed(sheet.profile.id);
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
    this.changed(profile.id);
    this.#vanishing.delete(sheet);
    const vanishes = vanishesAt(sheet);
    if (vanishes < NEVER) this.#vanishing.add(sheet, vanishes);
  }

  #endWrapUps(sheet: Sheet): void {
    sheet.wrappingUp = [];
    for (const one of this.#wrapping.all()) if (one.sheet === sheet) this.#wrapping.delete(one);
  }

  #known(id: string): Sheet {
    const sheet = this.#sheets.get(id);
    if (sheet !== undefined) return sheet;
    throw new ProximoError("UNKNOWN_AGENT", `expected the id of a registered agent, got ${shown(id)}`);
  }
}

/** Who is offline has gone already. */
function vanishesAt({ profile: { heartbeat, presence }, heardAt }: Sheet): number {
  return heartbeat === undefined || presence === "offline" ? NEVER : heardAt + heartbeat;
}
