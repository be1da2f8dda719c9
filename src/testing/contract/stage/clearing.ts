import type { Awaitable } from "../../../model/awaitable.ts";
import type { Clearance, Inquiry, Verdict } from "../../../model/outbound.ts";
import type { Given } from "./entry.ts";

export const allowed: Verdict = { allowed: true, reasons: [], final: false };
export const refusedForGood: Verdict = { allowed: false, reasons: ["revoked"], final: true };
export const refusedUntil = (retryAt?: number): Verdict => ({
  ...{ allowed: false, reasons: ["hours"], final: false },
  retryAt,
});

/** An outbound ticket to Maria with WhatsApp, unless it says otherwise. */
export function outgoing(id: string, given: Partial<Given> = {}): Given {
  return { id, direction: "outbound", channel: "whatsapp", contact: "maria", purpose: "offers", ...given };
}

export function clearanceFor({ ticket, basis }: Inquiry, verdict: Verdict): Clearance {
  return { id: ticket.id, basis, verdict };
}

export function inquiryIn(result: object): Inquiry | undefined {
  return "inquiry" in result ? (result.inquiry as Inquiry | undefined) : undefined;
}

/** The question that a member asks before it goes on. */
export async function asked(step: Awaitable<object>): Promise<Inquiry> {
  const result = await step;
  const inquiry = inquiryIn(result);
  if (inquiry === undefined) throw new Error(`expected an inquiry, got ${JSON.stringify(result)}`);
  return inquiry;
}
