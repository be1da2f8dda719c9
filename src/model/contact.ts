import type { Score } from "./score.ts";

/**
 * The application's own words for a contact: plan, city, age …
 *
 * @example
 * const attributes: Record<string, Attribute> = { plan: "gold", age: 42, member: true };
 */
export type Attribute = string | number | boolean;

/**
 * The person who writes or calls, by the application's own id.
 *
 * @example
 * const maria: Contact = { id: "maria", segments: ["vip"], attributes: { plan: "gold" } };
 * await center.enqueue({ channel: "email", contact: maria });
 */
export interface Contact {
  readonly id: string;
  /** Groups the contact belongs to, such as `vip`. */
  readonly segments?: readonly string[] | undefined;
  readonly attributes?: { readonly [name: string]: Attribute } | undefined;
}

/**
 * Who is important, as data: the same in every process and store. A rule about the contact is heard before one about a
 * segment, and that before one about an attribute; among rules of one kind the highest score counts.
 *
 * @example
 * const rules: ContactRule[] = [
 *   { contact: "maria", score: 100 },
 *   { segment: "vip", score: 90 },
 *   { attribute: "plan", value: "gold", score: 70 },
 * ];
 */
export type ContactRule =
  | { readonly contact: string; readonly score: Score }
  | { readonly segment: string; readonly score: Score }
  | { readonly attribute: string; readonly value: Attribute; readonly score: Score };

/**
 * The rules in force, and how often they have been changed.
 *
 * @example
 * await center.contacts.setRules([{ segment: "vip", score: 90 }]);
 * await store.rules(); // → { version: 1, rules: [{ segment: "vip", score: 90 }] }
 */
export interface RuleSet {
  readonly version: number;
  readonly rules: readonly ContactRule[];
}
