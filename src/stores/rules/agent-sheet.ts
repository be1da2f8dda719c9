import { type Agent, type AgentProfile, NEW_AGENT, type WrappingUp, wrapUpOn } from "../../model/agent.ts";
import { NEVER } from "../../model/time.ts";

/** All that is known of one agent, but for what they have. It is never changed: whatever happens makes another. */
export interface AgentSheet {
  readonly profile: AgentProfile;
  readonly vanished: boolean;
  readonly presenceSince: number;
  readonly heardAt: number;
  readonly idleSince: number;
  /** In the order of their ends. */
  readonly wrappingUp: readonly WrappingUp[];
}

export function newSheet(id: string, now: number): AgentSheet {
  const profile = { id, ...NEW_AGENT };
  return { profile, vanished: false, presenceSince: now, heardAt: now, idleSince: now, wrappingUp: [] };
}

/** They are there, with this profile from now on. */
export function heardFrom(sheet: AgentSheet, profile: AgentProfile, now: number): AgentSheet {
  const wasThere = sheet.profile.presence === "available" && !sheet.vanished;
  const isThere = profile.presence === "available";
  const appears = isThere && !wasThere;
  const changes = appears || profile.presence !== sheet.profile.presence;
  return {
    ...sheet,
    profile,
    vanished: false,
    heardAt: now,
    presenceSince: changes ? now : sheet.presenceSince,
    idleSince: appears ? now : sheet.idleSince,
  };
}

/** A ticket that they served has ended. */
export function withTicketEnded(sheet: AgentSheet, channel: string, now: number): AgentSheet {
  const until = now + wrapUpOn(channel, sheet.profile);
  const idleSince = Math.max(sheet.idleSince, until);
  const wrappingUp =
    until === now
      ? sheet.wrappingUp
      : [...sheet.wrappingUp, Object.freeze({ channel, until })].sort((a, b) => a.until - b.until);
  return { ...sheet, idleSince, wrappingUp };
}

/** They have ended all their wrap-ups. */
export function madeReady(sheet: AgentSheet, now: number): AgentSheet {
  return sheet.wrappingUp.length === 0 ? sheet : { ...sheet, idleSince: now, wrappingUp: [] };
}

/** What time has made of them by that moment. */
export function passed(sheet: AgentSheet, moment: number): AgentSheet {
  const wrappingUp = sheet.wrappingUp.filter(({ until }) => until > moment);
  const vanishes = vanishesAt(sheet);
  if (sheet.vanished || vanishes > moment) return { ...sheet, wrappingUp };
  const presenceSince = sheet.profile.presence === "available" ? vanishes : sheet.presenceSince;
  return { ...sheet, vanished: true, presenceSince, wrappingUp };
}

/** When time will next change them; Infinity: never. */
export function nextChange(sheet: AgentSheet): number {
  return Math.min(sheet.vanished ? NEVER : vanishesAt(sheet), sheet.wrappingUp[0]?.until ?? NEVER);
}

/** When what they have is taken back, unless they are heard from: their offers, and what they serve. */
export function takenBackAt(sheet: AgentSheet | undefined): { readonly offers: number; readonly active: number } {
  const vanishes = sheet === undefined ? NEVER : vanishesAt(sheet);
  return { offers: vanishes, active: vanishes + (sheet?.profile.releaseAfter ?? NEVER) };
}

/** How they are now. */
export function agentOf(sheet: AgentSheet, load: Agent["load"]): Agent {
  const { profile, vanished } = sheet;
  // Field by field: a spread that adds a field gives every object a hidden class of its own, and costs microseconds.
  return {
    id: profile.id,
    channels: profile.channels,
    skills: profile.skills,
    capacity: profile.capacity,
    wrapUp: profile.wrapUp,
    presence: vanished && profile.presence === "available" ? "away" : profile.presence,
    heartbeat: profile.heartbeat,
    releaseAfter: profile.releaseAfter,
    vanished,
    presenceSince: sheet.presenceSince,
    heardAt: sheet.heardAt,
    idleSince: sheet.idleSince,
    load,
    wrappingUp: Object.freeze(sheet.wrappingUp),
  };
}

/** Who is offline has gone already. */
function vanishesAt({ profile: { heartbeat, presence }, heardAt }: AgentSheet): number {
  return heartbeat === undefined || presence === "offline" ? NEVER : heardAt + heartbeat;
}
