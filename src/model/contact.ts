import type { Score } from "./score.ts";

/** The application's own words for a contact: plan, city, age … */
export type Attribute = string | number | boolean;

/** The person who writes or calls, by the application's own id. */
export interface Contact {
  readonly id: string;
  /** Groups the contact belongs to, such as `vip`. */
  readonly segments?: readonly string[] | undefined;
  readonly attributes?: { readonly [name: string]: Attribute } | undefined;
}

/**
 * Who is important, as data: the same in every process and store. A rule about the contact is heard before one about a
 * segment, and that before one about an attribute; among rules of one kind the highest score counts.
 */
export type ContactRule =
  | { readonly contact: string; readonly score: Score }
  | { readonly segment: string; readonly score: Score }
  | { readonly attribute: string; readonly value: Attribute; readonly score: Score };

/** The rules in force, and how often they have been changed. */
export interface RuleSet {
  readonly version: number;
  readonly rules: readonly ContactRule[];
}
