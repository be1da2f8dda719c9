import { createCenter, type OutboundOptions, type OutboundPolicy, type Store, whatsappPolicy } from "proximo";
import { manualClock } from "proximo/testing";

export const START = Date.parse("2026-03-02T15:00:00Z");
export const SECOND = 1_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const notice = { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text: "What we do." };

/** A center on a manual clock, with a purpose for each kind of basis: offers (consent), news (legitimate interest), billing (contract). */
export async function stage(outbound: OutboundOptions = {}, store?: Store) {
  const clock = manualClock(START);
  const center = await createCenter({ clock, outbound, store });
  const define = (id: string, basis: "consent" | "legitimate-interest" | "contract") =>
    center.consent.definePurpose({ id, description: `About ${id}`, basis, notice });
  await define("offers", "consent");
  await define("news", "legitimate-interest");
  await define("billing", "contract");
  clock.advance(1);
  const told: { event: string; ticket: string; reasons?: readonly string[] | undefined }[] = [];
  center.on("cancelled", ({ ticket, reasons }) => told.push({ event: "cancelled", ticket: ticket.id, reasons }));
  center.on("held", ({ ticket, reasons }) => told.push({ event: "held", ticket: ticket.id, reasons }));

  return {
    center,
    clock,
    told,
    grant: (contact: string, purposes: readonly string[] = ["offers"], channels: "any" | readonly string[] = "any") =>
      center.consent.grant({
        contact,
        controller: "Acme Ltda",
        purposes,
        channels,
        statement: "Quero receber ofertas da Acme",
        act: "checkbox",
        evidence: { form: "signup-7" },
      }),
    authorize: (contact: string, more: { channel?: string; purpose?: string; template?: string } = {}) =>
      center.outbound.authorize({ contact, channel: "whatsapp", purpose: "offers", ...more }),
    ticket: (id: string, contact: string, more: { channel?: string; purpose?: string; scheduledFor?: number } = {}) =>
      center.enqueue({ id, direction: "outbound", channel: "whatsapp", purpose: "offers", contact, ...more }),
  };
}

/** WhatsApp's policy with another limit, and quality estimated from ten deliveries on. */
export function whatsapp(limit: number | "unlimited", more: OutboundPolicy = {}): OutboundOptions {
  const { volume, quality } = whatsappPolicy;
  if (volume === undefined || quality === undefined) throw new TypeError("expected a policy with volume and quality");
  const policy = {
    ...whatsappPolicy,
    volume: { ...volume, limit },
    quality: { ...quality, leastDeliveries: 10 },
    ...more,
  };
  return { policies: { whatsapp: policy } };
}
