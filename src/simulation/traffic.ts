import { milliseconds } from "date-fns";
import type { CheckedTicket } from "../center/entering/arrival.ts";
import { parseTicket } from "../center/parse.ts";
import { ProximoError } from "../model/errors.ts";
import { merged } from "../queue/merge.ts";
import { type Drawn, drawerOf } from "./durations.ts";
import { parseContact, type Setting } from "./parse.ts";
import { Stream } from "./random.ts";
import type { SimulatedContact } from "./simulation.ts";

const HOUR = milliseconds({ hours: 1 });

type ChannelSetting = Setting["channels"][string];
type Kind = NonNullable<ChannelSetting["contacts"]>[number];

/** One who comes, with the ticket that they are, its id still wanting. */
export interface Visit extends Pick<SimulatedContact, "at" | "patience" | "handlingTime"> {
  readonly ticket: CheckedTicket;
}

/** Who comes in one replication, in order of time. */
export function* trafficOf(setting: Setting, replication: number): Iterable<Visit> {
  const end = setting.warmUp + setting.duration;
  const channels = Object.entries(setting.channels).map(([id, channel]) => arrivals(id, channel, setting, replication));
  const own = setting.contacts === undefined ? [] : [given(setting.contacts(replication), setting.start)];
  for (const visit of merged([...channels, ...own], (a, b) => a.at - b.at)) {
    if (visit.at >= end) return;
    yield visit;
  }
}

/**
 * Contacts of a channel. When they come, who they are, how long they wait and how long they take is drawn from a stream for
 * each: what is changed of the center changes none of the contacts, and what is changed of one of these nothing of the others.
 * The setting has been checked, and so has what is drawn from it.
 */
function* arrivals(
  id: string,
  channel: ChannelSetting,
  { seed, cycle }: Setting,
  replication: number,
): Iterable<Visit> {
  const stream = (what: string) => new Stream(seed, replication, `${id} ${what}`);
  const [kinds, patiences, handlings] = [stream("kind"), stream("patience"), stream("handling")];
  const drawHandling = drawerOf(channel.handlingTime);
  const drawPatience = channel.patience === undefined ? () => FOR_EVER : drawerOf(channel.patience);
  const kindOf = pickerOf(channel.contacts ?? [ANYBODY]);
  let count = 0;
  for (const time of moments(channel.arrivalsPerHour, cycle, stream("arrivals"))) {
    const { contactScore, segments, attributes, skills } = kindOf(kinds.uniform());
    const known = segments !== undefined || attributes !== undefined;
    const contact = known ? { id: `${id}-${++count}`, segments, attributes } : undefined;
    yield {
      at: Math.round(time),
      ticket: { channel: id, contact, contactScore, skills, direction: "inbound" },
      patience: drawPatience(patiences)(""),
      handlingTime: drawHandling(handlings),
    };
  }
}

/**
 * A Poisson process, by thinning where its rate changes: P. A. W. Lewis and G. S. Shedler, "Simulation of nonhomogeneous
 * Poisson processes by thinning", 1979.
 */
function* moments(perHour: number | readonly number[], cycle: number, stream: Stream): Iterable<number> {
  const rates = typeof perHour === "number" ? [perHour] : perHour;
  const most = Math.max(...rates);
  if (most === 0) return;
  for (let time = 0; ; ) {
    time += (HOUR / most) * stream.exponential();
    const interval = Math.floor(((time % cycle) / cycle) * rates.length);
    if (rates.length === 1 || stream.uniform() * most < rates[interval]!) yield time;
  }
}

function* given(contacts: Iterable<SimulatedContact>, start: number): Iterable<Visit> {
  let last = 0;
  for (const one of contacts) {
    const { at, channel, contact, contactScore, skills, patience, handlingTime, ...more } = parseContact(one);
    const receivedAt = more.receivedAt === undefined ? undefined : start + more.receivedAt;
    if (at < last)
      throw new ProximoError("INVALID_OPTION", `contacts: expected them in order of time, got ${at} after ${last}`);
    last = at;
    yield { at, ticket: parseTicket({ channel, contact, contactScore, skills, receivedAt }), patience, handlingTime };
  }
}

/** Each kind as often as its share says. */
function pickerOf(kinds: readonly Kind[]): (random: number) => Kind {
  const whole = kinds.reduce((sum, { share }) => sum + share, 0);
  return (random) => {
    let left = random * whole;
    for (const kind of kinds) {
      left -= kind.share;
      if (left < 0) return kind;
    }
    return kinds.findLast(({ share }) => share > 0) as Kind;
  };
}

const ANYBODY: Kind = { share: 1 };
const FOR_EVER: Drawn = () => Number.POSITIVE_INFINITY;
