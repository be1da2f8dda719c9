import type { CaseChange } from "../../model/case.ts";
import { withChange } from "../../queue/intake.ts";
import type { Entry } from "../store.ts";

type Kept = Entry["ticket"] & { readonly receivedAt: number };

/** The ticket with what is given of a change. Throws as `withChange` does. */
export function withCaseChange<Kind extends Kept>(ticket: Kind, { preferredAgent, ...change }: CaseChange): Kind {
  const next = withChange(ticket, change);
  return preferredAgent === undefined ? next : { ...next, preferredAgent: preferredAgent ?? undefined };
}
