import type { Ticket } from "../model/ticket.ts";

/**
 * Whether the "Next" button should be red, and why.
 *
 * @example
 * const { urgent, absolute, promoted, next } = queue.urgency;
 * [urgent, absolute, promoted, next?.id]; // → [true, 1, 0, "t2"]
 */
export interface Urgency<Kind extends Ticket = Ticket> {
  /** Some waiting ticket is absolute or promoted. */
  readonly urgent: boolean;
  /** How many of them. */
  readonly absolute: number;
  /** How many of them. */
  readonly promoted: number;
  /** The ticket that comes next of all, urgent or not. */
  readonly next: Kind | undefined;
}

export function urgencyOf<Kind extends Ticket>(
  { absolute, promoted }: { readonly absolute: number; readonly promoted: number },
  next: Kind | undefined,
): Urgency<Kind> {
  return { urgent: absolute + promoted > 0, absolute, promoted, next };
}
