import { ProximoError, shown } from "../../model/errors.ts";
import { getOrInsertComputed } from "../../model/map.ts";
import { type ReplyWords, replyWords } from "./opt-out-words.ts";

/**
 * What a contact's message says about being written to.
 *
 * - `revoke`: an opt-out and nothing else (LGPD art. 8 §5; 47 CFR § 64.1200 (a)(10)).
 * - `review`: it holds a word of an opt-out among others; a person is to read it.
 * - `grant`: a plain yes, in reply to a recorded opt-in question.
 * - `none`: it says nothing about it.
 *
 * @example
 * const verdicts: ReplyVerdict[] = [readReply("SAIR"), readReply("cancelar meu pedido"), readReply("bom dia")];
 * verdicts; // → ["revoke", "review", "none"]
 */
export type ReplyVerdict = "revoke" | "review" | "grant" | "none";

/**
 * What a message answers.
 *
 * @example
 * [readReply("Sim!"), readReply("Sim!", { asked: true })]; // → ["none", "grant"]
 */
export interface ReplyContext {
  /** Whether an opt-in question was asked, to which this is the reply. A yes grants nothing otherwise (LGPD art. 5 XII). */
  readonly asked?: boolean | undefined;
}

/**
 * Reads a message as a whole: case, accents, punctuation, emoji and words of courtesy do not count, and every clause that
 * is left must be an opt-out by itself, but for a no before them. A word among others is never enough: "cancelar meu pedido"
 * cancels an order.
 *
 * @throws ProximoError `INVALID_OUTBOUND` for what is no text.
 * @example
 * readReply("PARAR!"); // → "revoke"
 * readReply("cancelar meu pedido"); // → "review"
 * readReply("não pare"); // → "none"
 */
export function readReply(
  text: string,
  { asked = false }: ReplyContext = {},
  words: ReplyWords = replyWords,
): ReplyVerdict {
  if (typeof text !== "string")
    throw new ProximoError("INVALID_OUTBOUND", `text: expected a string, got ${shown(text)}`);
  const lexicon = lexiconOf(words);
  const clauses = clausesOf(text).map((clause) => withoutCourtesy(clause, lexicon));
  const said = clauses.filter((clause) => clause !== "");
  // Where nothing but a no is said, a no is left.
  const wanted = said.slice(said.findIndex((clause) => !lexicon.no.has(clause)));
  if (wanted.length > 0 && wanted.every((clause) => isStop(clause, lexicon))) return "revoke";
  const isOne = lexicon.stop.has(clauses.join(" ")) || lexicon.stop.has(spelled(clauses));
  // "Não, quero mais" may be either.
  if (isOne && !lexicon.no.has(clauses[0]!)) return "revoke";
  if (asked && isYes(said, lexicon) && !/[?¿]/.test(text)) return "grant";
  return isOne || said.some((clause) => isHint(clause, lexicon)) ? "review" : "none";
}

interface Lexicon {
  readonly stop: ReadonlySet<string>;
  readonly contrary: ReadonlySet<string>;
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
  /** Each with a space before and after, as in ` bom dia `. */
  readonly hints: readonly string[];
  readonly courtesy: readonly string[];
}

const lexicons = new WeakMap<ReplyWords, Lexicon>();

function lexiconOf(words: ReplyWords): Lexicon {
  return getOrInsertComputed(lexicons, words, () => ({
    stop: new Set(normalised(words.stop)),
    contrary: new Set(normalised(words.contrary)),
    yes: new Set(normalised(words.yes)),
    no: new Set(normalised(words.no)),
    hints: normalised(words.hints).map((hint) => ` ${hint} `),
    courtesy: normalised(words.courtesy).sort((a, b) => b.length - a.length),
  }));
}

/** Read as messages are; an entry without a letter or digit is none: whatever has none would say it. */
function normalised(entries: readonly string[]): string[] {
  return entries.map((entry) => clausesOf(entry).join(" ")).filter((entry) => entry !== "");
}

/** Normalised clauses: "Não. Pare!" is two, "não pare" one, and they say the contrary of each other. */
function clausesOf(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
    .replace(/['’`´]/g, "")
    .split(/[.,;:!?¡¿…\n\r|/]+/)
    .map((clause) => clause.replace(/[^\p{L}\p{N}]+/gu, " ").trim())
    .filter((clause) => clause !== "");
}

/** Takes courtesy away from both ends; a clause that says no more than that is left empty. */
function withoutCourtesy(clause: string, { courtesy, stop, contrary, yes }: Lexicon): string {
  let rest = clause;
  while (!stop.has(rest) && !contrary.has(rest) && !yes.has(rest)) {
    const shorter = courtesy.reduce((said, word) => without(said, word), rest);
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

function without(clause: string, word: string): string {
  if (clause === word) return "";
  if (clause.startsWith(`${word} `)) return clause.slice(word.length + 1);
  return clause.endsWith(` ${word}`) ? clause.slice(0, -word.length - 1) : clause;
}

function isStop(clause: string, { stop }: Lexicon): boolean {
  return stop.has(clause) || (clause !== "" && clause.split(" ").every((word) => stop.has(word)));
}

/** A yes in every clause. */
function isYes(said: readonly string[], { yes }: Lexicon): boolean {
  return said.length > 0 && said.every((clause) => yes.has(clause));
}

/** "S.T.O.P." and "S T O P": letters one by one. */
function spelled(clauses: readonly string[]): string {
  const letters = clauses.join(" ").split(" ");
  return letters.every((letter) => letter.length === 1) ? letters.join("") : "";
}

function isHint(clause: string, { hints, contrary }: Lexicon): boolean {
  return !contrary.has(clause) && hints.some((hint) => ` ${clause} `.includes(hint));
}
