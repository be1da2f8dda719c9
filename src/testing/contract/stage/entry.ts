import type { Entry } from "../../../stores/store.ts";

/** What a test says of a ticket. */
export type Given = Partial<Entry["ticket"]> & { readonly id: string };

/** A ticket about to enter, on `email` unless it says otherwise; it is scored 50, by the rules a fresh store has. */
export function entry(given: Given, scored: Partial<Omit<Entry, "ticket">> = {}): Entry {
  const plain = { channel: "email", direction: "inbound", segments: [], attributes: {}, skills: [] } as const;
  return {
    ticket: { ...plain, ...given },
    fingerprint: `as ${given.id} was put in`,
    ruleScore: 50,
    rulesVersion: 0,
    ...scored,
  };
}
