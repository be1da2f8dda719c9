import type { ChannelId } from "./channel.ts";
import type { Abilities } from "./ticket.ts";

/**
 * Only who is `available` is given tickets; `away` is a pause, `offline` the end of a shift.
 *
 * @example
 * const lunch: Presence = "away";
 * await center.agents.set("ana", { presence: lunch }); // her offers wait again; what she serves stays hers
 */
export type Presence = "available" | "away" | "offline";

/**
 * How many tickets an agent can have at once.
 *
 * @example
 * (await center.agents.set("ana", { capacity: { total: 4, voice: 1 } })).capacity;
 * // → { total: 4, byChannel: { voice: 1 } }
 */
export interface Capacity {
  readonly total: number;
  /** Where that is fewer. A channel that is not named has no limit of its own. */
  readonly byChannel: Readonly<Record<string, number>>;
}

/**
 * How long an agent is occupied after a ticket, in milliseconds.
 *
 * @example
 * (await center.agents.set("ana", { wrapUp: { voice: 30_000 } })).wrapUp;
 * // → { otherwise: 0, byChannel: { voice: 30000 } }
 */
export interface WrapUp {
  readonly byChannel: Readonly<Record<string, number>>;
  /** On every channel that is not named. */
  readonly otherwise: number;
}

/**
 * An agent as registered.
 *
 * @example
 * const bia: AgentProfile = await center.agents.set("bia", { skills: ["german"], heartbeat: 60_000 });
 * [bia.skills, bia.capacity.total, bia.heartbeat]; // → [["german"], 1, 60000]
 */
export interface AgentProfile extends Abilities {
  readonly id: string;
  /** Omitted: every channel. Empty: none. */
  readonly channels?: readonly ChannelId[] | undefined;
  /** Sorted, without repetition. */
  readonly skills: readonly string[];
  readonly capacity: Capacity;
  readonly wrapUp: WrapUp;
  readonly presence: Presence;
  /** In milliseconds: one who has not been heard from for so long is taken as away. Omitted: never. */
  readonly heartbeat?: number | undefined;
  /** In milliseconds: so long after that, the tickets that they have accepted wait again. Omitted, or without a heartbeat: never. */
  readonly releaseAfter?: number | undefined;
}

/**
 * What can be changed of an agent; `null` takes a limit away.
 *
 * @example
 * await store.agents.set("bia", { presence: "available", heartbeat: null } satisfies AgentChange); // as a store takes it
 */
export interface AgentChange {
  /** `null`: every channel. */
  readonly channels?: readonly ChannelId[] | null | undefined;
  readonly skills?: readonly string[] | undefined;
  /** As a whole, but for a `total` that is left out: that stays as it is. */
  readonly capacity?: (Pick<Capacity, "byChannel"> & { readonly total?: number | undefined }) | undefined;
  readonly wrapUp?: WrapUp | undefined;
  /** Whoever is no longer `available` loses their offers, not what they serve. */
  readonly presence?: Presence | undefined;
  /** In milliseconds: one who has not been heard from for so long is taken as away. `null`: never. */
  readonly heartbeat?: number | null | undefined;
  /** In milliseconds: so long after that, the tickets that they have accepted wait again. `null`, or without a heartbeat: never. */
  readonly releaseAfter?: number | null | undefined;
}

/**
 * A ticket that has ended, and still takes a place.
 *
 * @example
 * await center.agents.set("ana", { wrapUp: 30_000 });
 * await (await center.next("ana"))?.complete();
 * (await center.agents.get("ana"))?.wrappingUp; // → [{ channel: "webchat", until: 1795435230000 }]
 */
export interface WrappingUp {
  readonly channel: ChannelId;
  /** Epoch milliseconds. */
  readonly until: number;
}

/**
 * An agent as they are now. Times are epoch milliseconds.
 *
 * @example
 * const ana = await center.agents.get("ana");
 * [ana?.presence, ana?.vanished, ana?.load]; // → ["available", false, {}]
 */
export interface Agent extends AgentProfile {
  /** `away` for one who has vanished, whatever was set. */
  readonly presence: Presence;
  /** Not heard from for as long as `heartbeat`. */
  readonly vanished: boolean;
  /** When presence was last set to something else; or when one who was available vanished, or came back from that. */
  readonly presenceSince: number;
  /** When they were last heard from: registered, changed, or by a heartbeat. */
  readonly heardAt: number;
  /** Since when nothing was given to them although they could have taken it: they became available, or ended their last ticket and its wrap-up. */
  readonly idleSince: number;
  /** By channel: how many tickets they have, offered or accepted. A channel without any is not named. */
  readonly load: Readonly<Record<string, number>>;
  /** In the order of their ends; what has ended is gone. */
  readonly wrappingUp: readonly WrappingUp[];
}

/** What a new agent starts with: every channel, no skills, one ticket at a time, no wrap-up, offline. */
export const NEW_AGENT: Omit<AgentProfile, "id"> = Object.freeze({
  skills: Object.freeze([]),
  capacity: Object.freeze({ total: 1, byChannel: Object.freeze({}) }),
  wrapUp: Object.freeze({ byChannel: Object.freeze({}), otherwise: 0 }),
  presence: "offline",
});

/** How many tickets more an agent can take now, on all channels together; wrapping up takes a place. */
export function roomOf({ presence, capacity, load, wrappingUp }: Agent): number {
  if (presence !== "available") return 0;
  let room = capacity.total - wrappingUp.length;
  for (const channel in load) room -= load[channel]!;
  return Math.max(0, room);
}

/** How many more of those on a channel; Infinity where it has no limit of its own. */
export function roomOn(channel: string, { capacity, load, wrappingUp }: Agent): number {
  if (!Object.hasOwn(capacity.byChannel, channel)) return Number.POSITIVE_INFINITY;
  const has = Object.hasOwn(load, channel) ? load[channel]! : 0;
  const wraps = wrappingUp.filter((one) => one.channel === channel).length;
  return Math.max(0, capacity.byChannel[channel]! - has - wraps);
}

export function wrapUpOn(channel: string, { wrapUp }: Pick<AgentProfile, "wrapUp">): number {
  return Object.hasOwn(wrapUp.byChannel, channel) ? wrapUp.byChannel[channel]! : wrapUp.otherwise;
}

/** The profile with what is given in its place. Every field is named, so that all profiles share one hidden class. */
export function changedAgent(profile: AgentProfile, change: AgentChange): AgentProfile {
  return {
    id: profile.id,
    channels: changed(profile.channels, change.channels),
    skills: change.skills ?? profile.skills,
    capacity: change.capacity === undefined ? profile.capacity : changedCapacity(profile.capacity, change.capacity),
    wrapUp: change.wrapUp ?? profile.wrapUp,
    presence: change.presence ?? profile.presence,
    heartbeat: changed(profile.heartbeat, change.heartbeat),
    releaseAfter: changed(profile.releaseAfter, change.releaseAfter),
  };
}

function changedCapacity({ total: before }: Capacity, change: NonNullable<AgentChange["capacity"]>): Capacity {
  const { total = before, byChannel } = change;
  return Object.freeze({ total, byChannel });
}

function changed<Value>(value: Value | undefined, to: Value | null | undefined): Value | undefined {
  return to === undefined ? value : (to ?? undefined);
}
