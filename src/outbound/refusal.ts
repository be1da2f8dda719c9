import { ProximoError } from "../model/errors.ts";
import type { Verdict } from "../model/outbound.ts";

/** An outbound ticket that the gate does not let in, or not change so. `reasons` has all of them. */
export class OutboundRefused extends ProximoError {
  readonly reasons: readonly string[];

  /** `CONSENT_REQUIRED` where the consent ledger is among those who say no, `OUTBOUND_REFUSED` otherwise. */
  constructor({ reasons }: Pick<Verdict, "reasons">) {
    const consent = reasons.some((reason) => !NOT_CONSENT.has(reason));
    const code = consent ? "CONSENT_REQUIRED" : "OUTBOUND_REFUSED";
    super(code, `outbound ticket: expected one that the gate allows, got one refused for ${reasons.join(", ")}`);
    this.reasons = reasons;
  }
}

const NOT_CONSENT = new Set(["inbound-only", "do-not-call", "stopped"]);
