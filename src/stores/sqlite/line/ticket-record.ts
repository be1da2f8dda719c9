import type { Case, TicketState } from "../../../model/case.ts";
import type { Score } from "../../../model/score.ts";
import type { OwnKeys } from "../../../queue/order.ts";
import type { Refusals } from "../../rules/refusals.ts";
import type { EndedClaim } from "../../store.ts";

/** All that is known of one ticket. */
export interface TicketRecord {
  ticket: Omit<Case, "state" | "answeredAt" | "closedAt">;
  state: TicketState;
  ruleScore: Score;
  rulesVersion: number;
  /** It has joined tier `promoted` once; only a new schedule takes that back. */
  promoted: boolean;
  /** While it is held, `waitingSince` is when it may join; the greatest safe integer where nobody knows. */
  keys: OwnKeys;
  /** The number of the lane it waits in. */
  lane: number | undefined;
  /** When time alone next changes it, if ever; while it is held without one, nobody knows. */
  due: number | undefined;
  /** Held by the outbound gate, not for its time. */
  gated: boolean;
  /** As `Waiting`. */
  escalatesAt: number | undefined;
  limitAt: number | undefined;
  toldTooLong: boolean;
  refusals: Refusals | undefined;
  claim: Claim | undefined;
  answeredAt: number | undefined;
  closedAt: number | undefined;
}

/** With a deadline, an offer. */
interface Claim {
  readonly token: string;
  readonly agent: string;
  readonly claimedAt: number;
  readonly deadline?: number | undefined;
}

/** A row as it is read. Drivers take longer over each column than SQLite does to write all of them into one. */
export interface TicketRow {
  /** An object of `Facts`. */
  readonly facts: string;
  readonly ticket: string;
}

/** The columns, the ticket apart. */
interface Facts {
  readonly arrival: number;
  readonly state: TicketState;
  readonly rule_score: number;
  readonly rules_version: number;
  readonly promoted: number;
  readonly contact_score: number;
  readonly waiting_since: number;
  readonly lane: number | null;
  readonly due: number | null;
  readonly gated: number;
  readonly escalates_at: number | null;
  readonly limit_at: number | null;
  readonly told_too_long: number;
  readonly refusals: string | null;
  readonly token: string | null;
  readonly agent: string | null;
  readonly claimed_at: number | null;
  readonly deadline: number | null;
  readonly answered_at: number | null;
  readonly closed_at: number | null;
}

const FACTS: readonly (keyof Facts)[] = [
  ...(["arrival", "state", "rule_score", "rules_version", "promoted", "contact_score", "waiting_since"] as const),
  ...(["lane", "due", "gated", "escalates_at", "limit_at", "told_too_long", "refusals"] as const),
  ...(["token", "agent", "claimed_at", "deadline", "answered_at", "closed_at"] as const),
];

export const TICKET_COLUMNS = `json_object(${FACTS.map((fact) => `'${fact}', ${fact}`).join(", ")}) AS facts, ticket`;

export function recordOf({ facts, ticket }: TicketRow): TicketRecord {
  const row = JSON.parse(facts) as Facts;
  return {
    ticket: frozen(JSON.parse(ticket)) as TicketRecord["ticket"],
    state: row.state,
    ruleScore: row.rule_score,
    rulesVersion: row.rules_version,
    promoted: row.promoted === 1,
    keys: { contactScore: row.contact_score, waitingSince: row.waiting_since, arrival: row.arrival },
    lane: row.lane ?? undefined,
    due: row.due ?? undefined,
    gated: row.gated === 1,
    escalatesAt: row.escalates_at ?? undefined,
    limitAt: row.limit_at ?? undefined,
    toldTooLong: row.told_too_long === 1,
    refusals: row.refusals === null ? undefined : new Map(JSON.parse(row.refusals) as [string, number][]),
    claim: claimOf(row),
    answeredAt: row.answered_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
  };
}

/** One that has just come in, before it has joined. Written out: a spread object takes longer, and one is made for every ticket. */
export function newRecord(ticket: TicketRecord["ticket"], ruleScore: number, rulesVersion: number): TicketRecord {
  return {
    ticket,
    state: "waiting",
    ruleScore,
    rulesVersion,
    promoted: false,
    keys: { contactScore: ruleScore, waitingSince: ticket.receivedAt, arrival: ticket.arrival },
    lane: undefined,
    due: undefined,
    gated: false,
    escalatesAt: undefined,
    limitAt: undefined,
    toldTooLong: false,
    refusals: undefined,
    claim: undefined,
    answeredAt: undefined,
    closedAt: undefined,
  };
}

/** The ticket as it stands now, for outside. */
export function seen({ ticket, state, gated, due, answeredAt, closedAt }: TicketRecord): Case {
  return { ...ticket, ...(gated && due !== undefined && { heldUntil: due }), state, answeredAt, closedAt };
}

/** Takes the claim away, and says what it was. The record is still to be written. */
export function letGo(record: TicketRecord): EndedClaim | undefined {
  const { claim } = record;
  record.claim = undefined;
  return claim && { agent: claim.agent, state: stateOf(claim), claimedAt: claim.claimedAt };
}

export function stateOf({ deadline }: Claim): EndedClaim["state"] {
  return deadline === undefined ? "active" : "offered";
}

/** For what is kept, and may be given out more than once. */
export function frozen(value: unknown): unknown {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}

function claimOf({ token, agent, claimed_at, deadline }: Facts): Claim | undefined {
  if (token === null) return undefined;
  return { token, agent: agent as string, claimedAt: claimed_at as number, deadline: deadline ?? undefined };
}
