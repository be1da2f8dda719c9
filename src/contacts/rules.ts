import type { Attribute, Contact, ContactRule, RuleSet } from "../model/contact.ts";
import { getOrInsertComputed } from "../model/map.ts";
import { DEFAULT_SCORE, type Score } from "../model/score.ts";

/** The rules of one version, ready to score contacts: a look-up for the contact and for each segment and attribute. */
export class ContactScores {
  readonly version: number;
  readonly #contacts = new Map<string, Score>();
  readonly #segments = new Map<string, Score>();
  readonly #attributes = new Map<string, Map<Attribute, Score>>();

  constructor({ version, rules }: RuleSet) {
    this.version = version;
    for (const rule of rules) this.#take(rule);
  }

  /** The highest score of the most specific kind of rule that speaks of the contact; 50 where none does. */
  of(contact: Contact | undefined): Score {
    if (contact === undefined) return DEFAULT_SCORE;
    const { id, segments = [], attributes = {} } = contact;
    return (
      this.#contacts.get(id) ??
      highest(segments.map((segment) => this.#segments.get(segment))) ??
      highest(Object.entries(attributes).map(([name, value]) => this.#attributes.get(name)?.get(value))) ??
      DEFAULT_SCORE
    );
  }

  #take(rule: ContactRule): void {
    if ("contact" in rule) raise(this.#contacts, rule.contact, rule.score);
    else if ("segment" in rule) raise(this.#segments, rule.segment, rule.score);
    else {
      const values = getOrInsertComputed(this.#attributes, rule.attribute, () => new Map());
      raise(values, rule.value, rule.score);
    }
  }
}

function raise<Key>(scores: Map<Key, Score>, key: Key, score: Score): void {
  scores.set(key, Math.max(score, scores.get(key) ?? score));
}

function highest(scores: readonly (Score | undefined)[]): Score | undefined {
  const known = scores.filter((score) => score !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
