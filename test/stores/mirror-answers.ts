import { ProximoError } from "proximo";
import type { Clearance, Inquiry, Verdict } from "../../src/model/outbound.ts";

export type Answer = Pick<Verdict, "allowed" | "final" | "retryAt">;

/** What came of a question: an answer, or a refusal. */
export async function outcome(ask: () => unknown): Promise<{ value: unknown } | { code: string; message: string }> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof ProximoError) return { code: error.code, message: error.message };
    throw error;
  }
}

/** An answer of the gate to what was asked. */
export function cleared({ ticket, basis }: Inquiry, answer: Answer): Clearance {
  return { id: ticket.id, basis, verdict: { reasons: answer.allowed ? [] : ["hours"], ...answer } };
}

/** Without the basis, which is the store's own, and with what the gate reads of the ticket. */
export function seen({ ticket, channel }: Inquiry) {
  const { id, contact, purpose, address, template, attributes } = ticket;
  return { ticket: { id, contact, channel: ticket.channel, purpose, address, template, attributes }, channel };
}

export function byId(a: { ticket: { id: string } }, b: { ticket: { id: string } }): number {
  return a.ticket.id < b.ticket.id ? -1 : 1;
}
