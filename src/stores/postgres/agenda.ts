import type { Agenda, DueChange } from "../store.ts";
import { asCase, asEndedClaim, type ShownTicket } from "./cases.ts";
import type { Session } from "./session.ts";

type ShownChange = readonly [
  what: DueChange["what"],
  ticket: ShownTicket,
  agent: string | null,
  claimedAt: number | null,
];

type ShownAgenda = { readonly [Key in keyof Omit<Agenda, "passed" | "now">]: Agenda[Key] | null } & {
  readonly now: number;
  readonly passed: readonly ShownChange[] | null;
};

/** What time has brought and will bring; it sets the clock as well. */
export async function agenda(session: Session): Promise<Agenda> {
  const told = await session.ask<ShownAgenda>("agenda", session.now);
  return {
    now: told.now,
    urgent: told.urgent === true,
    passed: (told.passed ?? []).map(asDueChange),
    vanished: told.vanished ?? [],
    nextChange: told.nextChange ?? undefined,
    oldestClosed: told.oldestClosed ?? undefined,
  };
}

function asDueChange([what, ticket, agent, claimedAt]: ShownChange): DueChange {
  const claim = asEndedClaim({ agent, offered: what === "lapsed", at: claimedAt ?? 0 });
  return claim === undefined ? { what, ticket: asCase(ticket) } : { what, ticket: asCase(ticket), claim };
}
