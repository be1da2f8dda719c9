/**
 * The hypotheses of LGPD art. 7, in its order: I, II, III, IV, V, VI, VII, VIII, IX, X. A purpose declares one; only the
 * first asks for a grant.
 */
export const LEGAL_BASES = [
  "consent",
  "legal-obligation",
  "public-policy",
  "research",
  "contract",
  "legal-claims",
  "vital-interest",
  "health",
  "legitimate-interest",
  "credit-protection",
] as const;

/**
 * Why personal data may be processed: a hypothesis of LGPD art. 7. With any but `consent` nobody is asked, and whoever objects
 * is heard (art. 18 §2).
 *
 * @useDeclaredType
 * @example
 * const basis: LegalBasis = "legitimate-interest"; // art. 7 IX: nobody is asked, and whoever objects is heard
 */
export type LegalBasis = (typeof LEGAL_BASES)[number];
