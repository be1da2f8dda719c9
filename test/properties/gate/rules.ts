export const SECOND = 1_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A Monday at noon in São Paulo, before a holiday. */
export const START = Date.parse("2026-04-20T15:00:00Z");
export const NEVER = Number.POSITIVE_INFINITY;
export const BEFORE = Number.NEGATIVE_INFINITY;

/** The numbers of the policy that both follow: WhatsApp's, but for limits and thresholds that a short history reaches. */
export const RULES = { limit: 2, least: 3, yellow: 0.25, red: 0.5, cutAfter: 12 * HOUR, window: 48 * HOUR };
/** The first pause, the second; every other lasts until a person ends it. */
export const LADDER: readonly number[] = [3 * HOUR, 6 * HOUR];

/** Monday to Friday 9 to 21, Saturday 10 to 16, in São Paulo (UTC−3) or Manaus (UTC−4); 21 April and 1 May are holidays. */
export const isOpen = (t: number, west: boolean) => {
  const local = new Date(t - (west ? 4 : 3) * HOUR);
  if (["-04-21", "-05-01"].includes(local.toISOString().slice(4, 10))) return false;
  const [from, to] = [[24, 24], ...Array(5).fill([9, 21]), [10, 16]][local.getUTCDay()] as [number, number];
  return from <= local.getUTCHours() && local.getUTCHours() < to;
};
/** The first moment from then on that lies within the hours. */
export const opening = (t: number, west: boolean) => {
  if (t === NEVER || isOpen(t, west)) return t;
  let hour = Math.ceil(t / HOUR) * HOUR;
  while (!isOpen(hour, west)) hour += HOUR;
  return hour;
};

/** On the do-not-call list. */
export const LISTED = "+listed";
/** Lives in Manaus; everybody else in São Paulo. */
export const WESTERNER = "rui";

export type Rating = "green" | "yellow" | "red";

export interface Ask {
  readonly contact: string;
  readonly channel: string;
  readonly purpose: string;
  readonly address?: string | undefined;
  readonly template?: string | undefined;
}

export interface Answer {
  readonly reasons: readonly string[];
  readonly final: boolean;
  readonly retryAt: number | undefined;
}

export interface Deed {
  readonly kind: "grant" | "revocation" | "resumption";
  readonly contact: string;
  /** Without: all. */
  readonly purposes?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly at: number;
  readonly until?: number | undefined;
  readonly address?: string | undefined;
  readonly notice?: number;
}

export interface Message {
  readonly kind: "delivered" | "received" | "blocked" | "reported" | "failed";
  readonly contact: string;
  readonly template?: string | undefined;
  readonly id: string;
  readonly at: number;
  readonly text?: string | undefined;
  readonly code?: number | undefined;
}

export interface Ticket {
  readonly id: string;
  ask: Ask;
  state: "held" | "waiting" | "active" | "completed" | "cancelled";
  heldUntil?: number | undefined;
}
