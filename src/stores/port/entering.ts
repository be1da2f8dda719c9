import type { Case } from "../../model/case.ts";
import type { Inquiry } from "../../model/outbound.ts";
import type { Score } from "../../model/score.ts";

/**
 * A ticket about to enter: checked, and scored by the rules of one version.
 *
 * @example
 * const entry: Entry = { fingerprint: "f3a9", ruleScore: 50, rulesVersion: 0,
 *   ticket: { id: "t3", channel: "sms", direction: "inbound", skills: [], segments: [], attributes: {} } };
 * await store.enqueue(entry); // → { ticket: { id: "t3", … created: true }
 */
export interface Entry {
  /** Without `receivedAt`, the store stamps it. */
  readonly ticket: Omit<Case, "receivedAt" | "state" | "arrival" | "answeredAt" | "closedAt"> & {
    readonly receivedAt?: number | undefined;
  };
  /** The same for the same input, and for no other. */
  readonly fingerprint: string;
  readonly ruleScore: Score;
  readonly rulesVersion: number;
}

/**
 * The gate must be asked first: nothing is stored until the member is called again with its answer.
 *
 * @example
 * const answer: Case | Asking = await store.update("t1", { channel: "whatsapp" });
 * if ("inquiry" in answer) notify("the gate is to be asked about", answer.inquiry.ticket.id);
 */
export interface Asking {
  readonly inquiry: Inquiry;
}

/**
 * Nothing was stored: the rules have changed since the entry was scored.
 *
 * @example
 * const answer: Entered | Outdated = { outdated: true };
 * if ("outdated" in answer) notify("score it by the rules of now, and try again");
 */
export interface Outdated {
  readonly outdated: true;
}

/**
 * What is there once a ticket was put in.
 *
 * @example
 * const entered: Entered = { ticket: (await store.ticket("t1"))!, created: false }; // the very same was there already
 */
export interface Entered {
  readonly ticket: Case;
  /** `false`: it was there already. */
  readonly created: boolean;
}
