import type { Case, TicketState } from "../../model/case.ts";
import type { Contact } from "../../model/contact.ts";
import type { Score } from "../../model/score.ts";
import type { OwnKeys } from "../../queue/order.ts";

/** All that is known of one ticket. */
export interface Folder {
  ticket: Omit<Case, "state" | "closedAt">;
  state: TicketState;
  ruleScore: Score;
  rulesVersion: number;
  /** It has joined the line once; only a new schedule takes that back. */
  promoted: boolean;
  keys: OwnKeys;
  /** The number of the lane it waits in. */
  lane: number | undefined;
  /** When its hold ends; while it is held without one, nobody knows. */
  due: number | undefined;
  /** Held by the outbound gate, not for its time. */
  gated: boolean;
  claim: { readonly token: string; readonly agent: string; readonly claimedAt: number } | undefined;
  closedAt: number | undefined;
}

export interface FolderRow {
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
  readonly token: string | null;
  readonly agent: string | null;
  readonly claimed_at: number | null;
  readonly closed_at: number | null;
  readonly ticket: string;
}

export const FOLDER = `arrival, state, rule_score, rules_version, promoted, contact_score, waiting_since, lane, due, gated,
  token, agent, claimed_at, closed_at, ticket`;

export function folderOf(row: FolderRow): Folder {
  const { token, agent, claimed_at: claimedAt } = row;
  return {
    ticket: frozen(JSON.parse(row.ticket)) as Folder["ticket"],
    state: row.state,
    ruleScore: row.rule_score,
    rulesVersion: row.rules_version,
    promoted: row.promoted === 1,
    keys: { contactScore: row.contact_score, waitingSince: row.waiting_since, arrival: row.arrival },
    lane: row.lane ?? undefined,
    due: row.due ?? undefined,
    gated: row.gated === 1,
    claim: token === null ? undefined : { token, agent: agent as string, claimedAt: claimedAt as number },
    closedAt: row.closed_at ?? undefined,
  };
}

/** The ticket as it stands now, for outside. */
export function seen({ ticket, state, gated, due, closedAt }: Folder): Case {
  return { ...ticket, ...(gated && due !== undefined && { heldUntil: due }), state, closedAt };
}

export function contactOf({ contact, segments, attributes }: Folder["ticket"]): Contact | undefined {
  return contact === undefined ? undefined : { id: contact, segments, attributes };
}

/** What a folder holds may be given out more than once. */
function frozen(value: unknown): unknown {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
