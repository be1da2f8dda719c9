import type { ConsentLedger, GrantInput, PurposeInput } from "proximo";

/** A Tuesday: 2026-06-02T12:00:00Z. */
export const NOON = Date.UTC(2026, 5, 2, 12);
export const DAY = 86_400_000;

export const offers: PurposeInput = {
  id: "offers",
  description: "Offers about our phone plans",
  basis: "consent",
  since: new Date("2026-01-01T00:00:00Z"),
  notice: {
    controller: "Acme Ltda",
    contact: "dpo@acme.example",
    language: "pt-BR",
    text: "Usamos seu telefone para…",
  },
};

export const maria: GrantInput = {
  contact: "maria",
  controller: "Acme Ltda",
  purposes: ["offers"],
  channels: ["whatsapp", "email"],
  statement: "Quero receber ofertas da Acme",
  language: "pt-BR",
  act: "checkbox",
  evidence: { form: "signup-7", ip: "203.0.113.9" },
  at: new Date("2026-03-01T12:00:00Z"),
};

/** Fills a ledger with a bit of everything, an erasure and a retention included. */
export async function fill(ledger: ConsentLedger): Promise<void> {
  await ledger.definePurpose(offers);
  await ledger.grant(maria);
  await ledger.grant({ ...maria, contact: "joão", channels: "any", addresses: { email: "joao@example.org" } });
  await ledger.revoke({ contact: "maria", channels: ["whatsapp"], act: "reply", evidence: { message: "SAIR" } });
  await ledger.grant({ ...maria, contact: "ana" });
  await ledger.inform({ contact: "maria", purposes: ["offers"] });
  await ledger.erase({ contact: "joão", reason: "art. 18 VI" });
  await ledger.grant({ ...maria, contact: "pedro" });
  await ledger.erase({ contact: "ana", reason: "art. 18 VI", keep: { inciso: "I", until: NOON + 5 * 365 * DAY } });
  await ledger.revoke({ contact: "pedro" });
}
