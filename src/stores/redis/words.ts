import type { CaseChange } from "../../model/case.ts";
import type { Channel, ChannelChange } from "../../model/channel.ts";
import type { Clearance } from "../../model/outbound.ts";
import { HIGHEST_SCORE, type Score } from "../../model/score.ts";
import type { Ticket } from "../../model/ticket.ts";
import { withChange } from "../../queue/intake.ts";
import type { Claimant } from "../store.ts";
import { RECORD } from "./lua/tickets.ts";

/** Whether it is there, in an argument: scripts take the empty text for what is absent. */
export function optional(value: string | number | undefined): string {
  return value === undefined ? "" : String(value);
}

/** A whole number in a record. */
export function digits(number: number | undefined): string | undefined {
  return number === undefined ? undefined : String(number);
}

/** A contact score as lanes sort it: the larger first. */
export function sortedScore(score: Score): string {
  return String(HIGHEST_SCORE - score).padStart(2, "0");
}

/** How many at the most, for scripts that know no infinity. */
export function atMost(limit: number): string {
  return String(Math.min(limit, Number.MAX_SAFE_INTEGER));
}

/** A ticket's record, as far as it is known outside of Redis. */
export function recordOf(known: { readonly [field in (typeof RECORD)[number]]?: string | undefined }): string {
  const fields = RECORD.map((field) => known[field] ?? false);
  return JSON.stringify(fields.slice(0, fields.findLastIndex(Boolean) + 1));
}

/** Skills, sorted already, as the path of a lane. JSON has no line feed, so that none ends inside another. */
export function pathOf(skills: readonly string[]): string {
  return skills.map(stepOf).join("");
}

function stepOf(skill: string): string {
  return `${JSON.stringify(skill)}\n`;
}

export function skillsIn(path: string): readonly string[] {
  return path === ""
    ? []
    : path
        .slice(0, -1)
        .split("\n")
        .map((step) => JSON.parse(step) as string);
}

/** What an agent alone can be given, as the first step of a path. No skill begins so, and none sorts before it. */
export function reservationOf(agent: string): string {
  return `!${stepOf(agent)}`;
}

export function reservedIn(step: string): string {
  return JSON.parse(step.slice(1, -1)) as string;
}

export function sortedSkills(skills: readonly string[]): readonly string[] {
  return [...new Set(skills)].sort();
}

export function claimantWords(claimant: Claimant): string {
  if (typeof claimant === "string")
    return JSON.stringify({ id: claimant, registered: true, own: reservationOf(claimant) });
  const { id, channels, skills = [] } = claimant;
  return JSON.stringify({ id, channels, skills: [reservationOf(id), ...sortedSkills(skills).map(stepOf)] });
}

export function clearanceWords(clearance: Clearance | undefined): string {
  if (clearance === undefined) return "";
  const { id, basis, verdict } = clearance;
  return JSON.stringify({ id, basis, allowed: verdict.allowed, final: verdict.final, retryAt: verdict.retryAt });
}

const NO_TICKET: Ticket = { id: "-", channel: "-", receivedAt: 0, skills: [] };

/** @throws ProximoError as `withChange` */
export function changeWords({ preferredAgent, ...change }: CaseChange): string {
  const { channel, contactScore, scheduledFor, skills } = withChange(NO_TICKET, change);
  return JSON.stringify({
    channel: change.channel === undefined ? undefined : channel,
    contactScore:
      change.contactScore === undefined ? undefined : contactScore === undefined ? "" : sortedScore(contactScore),
    scheduledFor: change.scheduledFor === undefined ? undefined : (scheduledFor ?? -1),
    skills: change.skills === undefined ? undefined : pathOf(skills),
    preferred: preferredAgent === null ? "" : preferredAgent && reservationOf(preferredAgent.id),
    preferredUntil: preferredAgent?.until,
  });
}

/** Settings of a channel as scripts keep them, without its number and limits. */
export function settingsOf(channel: Channel): string {
  return settingWords(channel).join("");
}

/** Score and switches, one by one; empty for what is not given. */
export function settingWords({ score, absolute, enabled, inbound, outbound }: Partial<Channel>): readonly string[] {
  const switches = [absolute, enabled, inbound, outbound].map((on) => (on === undefined ? "" : on ? "1" : "0"));
  return [score === undefined ? "" : String(score).padStart(3, "0"), ...switches];
}

/** The limits that a change gives or takes away. */
export function limitWords({ waitLimit, escalateAfter }: ChannelChange): readonly string[] {
  return [waitLimit, escalateAfter].map((limit) => (limit === null ? "-" : optional(limit)));
}
