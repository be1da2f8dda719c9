import type { Refusal } from "../consent/decision/decision.ts";
import type { Case } from "../model/case.ts";
import { ProximoError, shown } from "../model/errors.ts";
import type { Verdict } from "../model/outbound.ts";
import type { OutboundRefusal } from "./decision.ts";

/**
 * An outbound ticket that the gate does not let in, or not change so. `reasons` has all of them.
 *
 * @example
 * await center.enqueue({ channel: "whatsapp", contact: "maria", direction: "outbound", purpose: "offers" }).catch((error) => {
 *   if (error instanceof OutboundRefused) console.log(error.code, error.reasons); // CONSENT_REQUIRED ["no-consent"]
 * });
 */
export class OutboundRefused extends ProximoError {
  /** As `OutboundDecision` has them. */
  readonly reasons: readonly string[];

  /** `CONSENT_REQUIRED` where the consent ledger is among those who say no, `OUTBOUND_REFUSED` otherwise. */
  constructor({ reasons }: Pick<Verdict, "reasons">, { channel, purpose }: Pick<Case, "channel" | "purpose">) {
    const consent = reasons.some((reason) => !Object.hasOwn(BESIDES_CONSENT, reason));
    const code = consent ? "CONSENT_REQUIRED" : "OUTBOUND_REFUSED";
    const got = `one for ${shown(purpose)} on ${shown(channel)}, refused for ${reasons.join(", ")}`;
    super(code, `outbound ticket: expected one that the gate allows, got ${got}`);
    this.reasons = reasons;
  }
}

const BESIDES_CONSENT: { readonly [reason in Exclude<OutboundRefusal, Refusal>]: true } = {
  "inbound-only": true,
  "do-not-call": true,
  stopped: true,
  hours: true,
  volume: true,
  "pair-rate": true,
  quality: true,
  template: true,
};
