import type { Case, Channel, ContactRule, Standing } from "proximo";

const SCORE = 50;
export const LEAD = 5 * 60_000;

/** The keys of the order, left to right: the first in which two tickets differ decides. */
export const KEYS = [
  "tier",
  "channelScore",
  "contactScore",
  "waitingSince",
  "arrival",
] as const satisfies readonly (keyof Standing)[];

/** What decides where each waiting ticket stands, by the channels and rules in force. */
export function standings(channels: readonly Channel[], rules: readonly ContactRule[]): (ticket: Case) => Standing {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  return (ticket) => {
    const channel = byId.get(ticket.channel);
    return {
      tier: channel?.absolute ? "absolute" : ticket.scheduledFor === undefined ? "standard" : "promoted",
      channelScore: channel?.score ?? SCORE,
      contactScore: ticket.contactScore ?? ruled(ticket, rules),
      waitingSince: waitingSince(ticket),
      arrival: ticket.arrival,
    };
  };
}

/** A scheduled ticket has waited since its promotion. */
export function waitingSince({ receivedAt, scheduledFor }: Case): number {
  return scheduledFor === undefined ? receivedAt : Math.max(receivedAt, scheduledFor - LEAD);
}

/** A rule about the contact before one about a segment, and that before one about an attribute; the highest of a kind. */
function ruled(ticket: Case, rules: readonly ContactRule[]): number {
  const { contact: id, segments, attributes } = ticket;
  if (id === undefined) return SCORE;
  const kinds: ((rule: ContactRule) => boolean)[] = [
    (rule) => "contact" in rule && rule.contact === id,
    (rule) => "segment" in rule && segments.includes(rule.segment),
    (rule) => "attribute" in rule && attributes[rule.attribute] === rule.value,
  ];
  for (const speaks of kinds) {
    const scores = rules.filter(speaks).map(({ score }) => score);
    if (scores.length > 0) return Math.max(...scores);
  }
  return SCORE;
}

/** The key that puts the first of two tickets before the other. */
export function decidingKey(a: Standing, b: Standing): keyof Standing | undefined {
  return KEYS.find((key) => a[key] !== b[key]);
}
