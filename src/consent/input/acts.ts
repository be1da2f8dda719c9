/**
 * The acts by which a person can grant: each one an affirmative act (LGPD art. 5 XII, "manifestação livre, informada e
 * inequívoca"; art. 8 caput, "por escrito ou por outro meio que demonstre a manifestação de vontade"; GDPR art. 4 (11)
 * and recital 32, by which silence, pre-ticked boxes and inactivity are none).
 */
export const AFFIRMATIVE_ACTS = ["checkbox", "button", "form", "reply", "voice", "signature"] as const;

/**
 * `checkbox`: ticked by the person; `button`: pressed; `form`: filled in and sent; `reply`: a keyword sent in answer to a
 * question; `voice`: said, and recorded; `signature`: on paper or electronic.
 *
 * @useDeclaredType
 * @example
 * const act: AffirmativeAct = "checkbox"; // ticked by the person: one that was ticked beforehand is no act
 */
export type AffirmativeAct = (typeof AFFIRMATIVE_ACTS)[number];
