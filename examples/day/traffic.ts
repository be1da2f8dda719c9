import { Random } from "./random.ts";
import type { Agent, Arrival, ChannelSetting, Day, Intervention, Person, Rule, Shift, Source } from "./source.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A Monday; times of day are read as UTC. */
const MIDNIGHT = Date.UTC(2026, 2, 2);

export const TRAFFIC_NOTES = [
  "Voice: calls per hour (1,747 a weekday), handling time (mean 183 s, standard deviation 248 s)",
  "and patience (mean 416 s: seconds waited for each caller lost) are those of the Technion",
  '"Anonymous Bank" log, August 1999, as we measured them. Poisson arrivals by hour and lognormal',
  "handling times are what Brown, Gans, Mandelbaum, Sakov, Shen, Zeltyn and Zhao found in that call",
  "center (Statistical Analysis of a Telephone Call Center, JASA 100, 2005, 36-50); exponential",
  "patience is that of Erlang-A. Webchat: 11 min 55 s a chat (Comm100, Live Chat Benchmark Report",
  "2020). All else is our assumption: the volumes and handling times of the other channels, one",
  "contact at a time, the staff and their skills, the callbacks, the transfers, and who gives up",
  "outside voice.",
];

/** Callers by hour of the day at the bank, mean of 14 weekdays (Sunday to Thursday). Other channels are given its shape. */
const BY_HOUR = [
  0.4, 0, 0, 0, 0, 0, 1.1, 41.4, 92.3, 140.4, 161, 150.7, 131.6, 126.9, 131.6, 128.9, 129.6, 102.8, 96.1, 68.7, 63.9,
  67.1, 65.5, 47.6,
];
const BY_DAY = BY_HOUR.reduce((sum, calls) => sum + calls, 0);

interface Stream extends ChannelSetting {
  readonly id: string;
  /** Contacts a day. */
  readonly volume: number;
  /** Seconds an agent is busy, on average, and how far that spreads (standard deviation over mean). */
  readonly handling: number;
  readonly variation: number;
  /** Seconds a contact waits before giving up, on average; without it, for ever. */
  readonly patience?: number;
  /** The mailbox is read every so many seconds, newest first: messages arrive in batches, each with its own older time. */
  readonly polled?: number;
}

const STREAMS: readonly Stream[] = [
  { id: "webchat", volume: 600, handling: 715, variation: 0.8, patience: 300 },
  { id: "voice", volume: BY_DAY, handling: 183, variation: 248 / 183, patience: 416, score: 80 },
  { id: "video", volume: 30, handling: 900, variation: 0.8, patience: 416, score: 80 },
  { id: "whatsapp", volume: 900, handling: 360, variation: 1, score: 60 },
  { id: "telegram", volume: 90, handling: 240, variation: 1, score: 60 },
  { id: "sms", volume: 120, handling: 120, variation: 1 },
  { id: "facebook", volume: 110, handling: 240, variation: 1 },
  { id: "viber", volume: 40, handling: 240, variation: 1 },
  { id: "rcs", volume: 40, handling: 180, variation: 1 },
  { id: "email", volume: 450, handling: 300, variation: 1, polled: 120, score: 40 },
  { id: "form", volume: 160, handling: 300, variation: 1, score: 30 },
];

const RULES: readonly Rule[] = [
  { segment: "vip", score: 90 },
  { attribute: "plan", value: "gold", score: 80 },
  { contact: "maria", score: 100 },
];

/** During the day a supervisor puts WhatsApp up, loses Viber for forty minutes, and lets the mailbox go first for an hour. */
const INTERVENTIONS: readonly Intervention[] = [
  { at: MIDNIGHT + 11 * HOUR, channel: { id: "whatsapp", score: 85 } },
  { at: MIDNIGHT + 13 * HOUR, channel: { id: "viber", enabled: false } },
  { at: MIDNIGHT + 13 * HOUR + 40 * MINUTE, channel: { id: "viber", enabled: true } },
  { at: MIDNIGHT + 16 * HOUR, channel: { id: "email", score: 90 } },
  { at: MIDNIGHT + 17 * HOUR, channel: { id: "email", score: 40 } },
];

const CALLBACKS = 80;
const SKILLS = ["billing", "cards", "technical", "english"];
const TRANSFERRED = 0.04;

/** Who works where, and how many on each of the shifts below: few enough for a line to build up. */
const TEAMS: readonly { name: string; channels?: readonly string[]; sizes: readonly number[] }[] = [
  { name: "phones", channels: ["voice", "video", "sms"], sizes: [0, 6, 4, 4] },
  { name: "chat", channels: ["webchat", "whatsapp", "telegram", "facebook", "viber", "rcs"], sizes: [0, 8, 7, 7] },
  { name: "letters", channels: ["email", "form", "sms", "facebook", "rcs"], sizes: [0, 2, 2, 1] },
  { name: "all-round", sizes: [1, 3, 3, 3] },
];
const SHIFTS = [
  { from: 0, to: 7 },
  { from: 7, to: 15 },
  { from: 9, to: 18 },
  { from: 15, to: 24 },
] as const;

/** One day of contacts on all eleven channels, the same to the digit for the same seed. */
export function ownTraffic(seed: number): Source {
  return {
    title: `a day of its own traffic, seed ${seed}`,
    notes: TRAFFIC_NOTES,
    channels: STREAMS.map(({ id, score }) => ({ id, ...(score !== undefined && { score }) })),
    rules: RULES,
    pace: "hour",
    days: (async function* () {
      yield day(seed);
    })(),
  };
}

function day(seed: number): Day {
  const random = new Random(seed);
  const arrivals = [...STREAMS.flatMap((stream) => contacts(stream, random)), ...callbacks(random)];
  return {
    from: MIDNIGHT,
    to: MIDNIGHT + 24 * HOUR,
    arrivals: arrivals.sort((a, b) => a.at - b.at),
    shifts: shifts(),
    interventions: INTERVENTIONS,
  };
}

function contacts(stream: Stream, random: Random): Arrival[] {
  const arrivals = moments(stream.volume, random).map((received, index): Arrival => {
    const at = stream.polled === undefined ? received : after(received, stream.polled * SECOND);
    const skills = required(random);
    return {
      at,
      label: stream.id,
      ticket: {
        id: `${stream.id}-${index + 1}`,
        channel: stream.id,
        contact: person(random),
        receivedAt: received,
        skills,
      },
      handling: Math.round(random.lognormal(stream.handling, stream.variation) * SECOND),
      ...(stream.patience !== undefined && {
        leaves: { at: at + Math.round(random.exponential(stream.patience) * SECOND), how: "gave up" as const },
      }),
      ...(random.chance(TRANSFERRED) && {
        handedBack: {
          after: Math.round(random.exponential(60) * SECOND),
          skills: [SKILLS[random.below(SKILLS.length)]!],
        },
      }),
    };
  });
  return stream.polled === undefined ? arrivals : arrivals.reverse();
}

/**
 * Calls that people asked for until 21:00, at a quarter of an hour of their choice within the next two hours; one in five
 * is not at home and is called again.
 */
function callbacks(random: Random): Arrival[] {
  const asked = moments(CALLBACKS, random).filter((at) => at < MIDNIGHT + 21 * HOUR);
  return asked.map((at, index) => ({
    at,
    label: "voice, callback",
    ticket: {
      id: `callback-${index + 1}`,
      channel: "voice",
      contact: person(random),
      receivedAt: at,
      scheduledFor: after(at + random.below(2 * HOUR), 15 * MINUTE),
    },
    handling: Math.round(random.lognormal(183, 248 / 183) * SECOND),
    ...(random.chance(0.2) && { handedBack: { after: 30 * SECOND, againIn: 30 * MINUTE } }),
  }));
}

/** A Poisson process whose rate is constant within each hour. */
function moments(volume: number, random: Random): number[] {
  return BY_HOUR.flatMap((calls, hour) => {
    const moments = [];
    const gap = HOUR / ((calls / BY_DAY) * volume);
    for (let at = random.exponential(gap); at < HOUR; at += random.exponential(gap)) {
      moments.push(MIDNIGHT + hour * HOUR + Math.floor(at));
    }
    return moments;
  });
}

/** The first multiple of `step` after `moment`. */
function after(moment: number, step: number): number {
  return (Math.floor(moment / step) + 1) * step;
}

function required(random: Random): string[] {
  const count = random.chance(0.7) ? 0 : random.chance(0.85) ? 1 : 2;
  const first = random.below(SKILLS.length);
  return Array.from({ length: count }, (_, index) => SKILLS[(first + index) % SKILLS.length]!);
}

/** One of 3,000: one in forty a VIP, one in nine on the gold plan. */
function person(random: Random): Person {
  const number = random.below(3_000);
  return {
    id: number === 0 ? "maria" : `contact-${number}`,
    ...(number % 40 === 1 && { segments: ["vip"] }),
    ...(number % 9 === 1 && { attributes: { plan: "gold" } }),
  };
}

function shifts(): Shift[] {
  return TEAMS.flatMap(({ name, channels, sizes }) =>
    SHIFTS.flatMap(({ from, to }, shift) =>
      Array.from({ length: sizes[shift]! }, (_, index) => {
        // All but one of the skills, in turn.
        const skills = SKILLS.filter((_, skill) => skill !== (index + shift) % SKILLS.length);
        const agent: Agent = { id: `${name}-${from}h-${index + 1}`, skills, ...(channels && { channels }) };
        return { agent, from: MIDNIGHT + from * HOUR, to: MIDNIGHT + to * HOUR };
      }),
    ),
  );
}
