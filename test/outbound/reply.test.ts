import { expect, test } from "vitest";
import { replyWords } from "../../src/outbound/replies/opt-out-words.ts";
import { type ReplyVerdict, readReply } from "../../src/outbound/replies/reply.ts";

const ALONE = "the opt-out word and nothing else";
const PUNCTUATION = "case, accents, punctuation and emoji do not count";
const COURTESY = "courtesy changes nothing";
const PLAIN = "a plain wish to be left alone, in as many words";
const AMONG = "an opt-out word among others: a person reads it";
const CONTRARY = "says the contrary";
const ASKED = "a no that comes after the word answers it";
const UNRELATED = "says nothing about it";

const messages: readonly (readonly [message: string, verdict: ReplyVerdict, why: string])[] = [
  ["SAIR", "revoke", ALONE],
  ["PARAR", "revoke", ALONE],
  ["CANCELAR", "revoke", ALONE],
  ["DESCADASTRAR", "revoke", ALONE],
  ["STOP", "revoke", ALONE],
  ["STOPALL", "revoke", ALONE],
  ["UNSUBSCRIBE", "revoke", ALONE],
  ["CANCEL", "revoke", ALONE],
  ["END", "revoke", ALONE],
  ["QUIT", "revoke", ALONE],
  ["REVOKE", "revoke", ALONE],
  ["OPTOUT", "revoke", ALONE],
  ["BAJA", "revoke", ALONE],
  ["ARRET", "revoke", ALONE],
  ["pare", "revoke", ALONE],
  ["Para", "revoke", "alone, the imperative of parar; in a sentence it is a preposition"],
  ["PARAR!", "revoke", PUNCTUATION],
  ["  sair  ", "revoke", PUNCTUATION],
  ["«Sair.»", "revoke", PUNCTUATION],
  ["ſtop", "revoke", "compatibility forms are letters all the same"],
  ["ＳＴＯＰ", "revoke", "full-width letters are letters all the same"],
  ["opt-out", "revoke", PUNCTUATION],
  ["Opt out", "revoke", ALONE],
  ["stop 🛑", "revoke", PUNCTUATION],
  ["S.T.O.P.", "revoke", "spelled letter by letter"],
  ["S\u00adAI\u200bR", "revoke", PUNCTUATION],
  ["s a i r", "revoke", "spelled letter by letter"],
  ["STOP STOP STOP", "revoke", "opt-out words only, however often"],
  ["Pare! Chega!", "revoke", "every clause is an opt-out"],
  ["Stop. Thank you", "revoke", COURTESY],
  ["please stop", "revoke", COURTESY],
  ["Stop, please, thank you!", "revoke", COURTESY],
  ["Boa tarde. Sair, por favor", "revoke", COURTESY],
  ["Parar, obrigada", "revoke", COURTESY],
  ["baja, por favor", "revoke", COURTESY],
  ["Hola. Salir. Gracias", "revoke", COURTESY],
  ["Não. Pare.", "revoke", "two clauses: a no, and an opt-out"],
  ["No. Stop.", "revoke", "two clauses: a no, and an opt-out"],
  ["quero sair", "revoke", PLAIN],
  ["Não quero mais receber", "revoke", PLAIN],
  ["Me descadastre", "revoke", PLAIN],
  ["Não me mande mais mensagem", "revoke", PLAIN],
  ["não mandem mais mensagens!!", "revoke", PLAIN],
  ["Parem de mandar mensagens", "revoke", PLAIN],
  ["me tira dessa lista", "revoke", PLAIN],
  ["Me tirem da lista, por favor", "revoke", PLAIN],
  ["me exclua da lista", "revoke", PLAIN],
  ["quero sair da lista", "revoke", PLAIN],
  ["Stop sending me messages", "revoke", PLAIN],
  ["don't text me", "revoke", PLAIN],
  ["Ya no quiero recibir mensajes", "revoke", PLAIN],
  ["Não me ligue mais", "revoke", PLAIN],
  ["não me liguem, por favor", "revoke", PLAIN],
  ["Não me mande mensagens", "revoke", PLAIN],
  ["não envie mais mensagens", "revoke", PLAIN],
  ["Me deixe em paz!", "revoke", PLAIN],
  ["Do not call me", "revoke", PLAIN],
  ["Please don't text me anymore", "revoke", PLAIN],
  ["no more texts", "revoke", PLAIN],
  ["No me llamen más", "revoke", PLAIN],
  ["¡Déjenme en paz!", "revoke", PLAIN],
  ["me tira uma dúvida", "none", UNRELATED],
  ["Revogo meu consentimento", "revoke", "LGPD art. 8 §5, in its own words"],
  ["Leave me alone!", "revoke", PLAIN],
  ["Don't contact me", "revoke", PLAIN],
  ["stop texting me", "revoke", PLAIN],
  ["quiero darme de baja", "revoke", PLAIN],
  ["No quiero más mensajes", "revoke", PLAIN],

  ["cancelar meu pedido", "review", AMONG],
  ["Quero cancelar a consulta de amanhã", "review", AMONG],
  ["I need to cancel my order", "review", AMONG],
  ["Can you stop by at 5?", "review", AMONG],
  ["quero sair da fila do banco", "review", AMONG],
  ["isso é spam", "review", AMONG],
  ["necesito dar de baja mi línea de teléfono", "review", AMONG],
  ["Stop. Where is my parcel?", "review", "one clause is an opt-out, the other a question"],
  ["eu vou denunciar vocês", "review", AMONG],
  ["não me liguem antes das 10h", "review", AMONG],
  ["Don't call me before noon", "review", AMONG],
  ["Cancelar? Não!", "review", ASKED],
  ["¿Cancelar? No.", "review", ASKED],
  ["STOP? no, thanks", "review", ASKED],
  ["Sair? Nunca", "review", ASKED],
  ["Não, quero mais!", "review", "a no, and the contrary of an opt-out; or an opt-out with a comma too many"],

  ["não pare", "none", CONTRARY],
  ["Nao pare!", "none", CONTRARY],
  ["don't stop", "none", CONTRARY],
  ["Please don't cancel", "none", CONTRARY],
  ["no pares", "none", CONTRARY],
  ["não quero sair", "none", CONTRARY],
  ["Isto é para mim?", "none", UNRELATED],
  ["when does the sale end", "none", UNRELATED],
  ["Quando começa?", "none", UNRELATED],
  ["nonstop", "none", "part of another word"],
  ["o fim de semana", "none", UNRELATED],
  ["obrigado", "none", "courtesy and nothing else"],
  ["sim", "none", "a yes to no question grants nothing"],
  ["YES", "none", "a yes to no question grants nothing"],
  ["", "none", "nothing was said"],
  ["👍", "none", "nothing was said in words"],
];

test.each(messages)("%j: %s, because %s", (message, verdict) => {
  expect(readReply(message)).toBe(verdict);
});

const replies: readonly (readonly [message: string, verdict: ReplyVerdict, why: string])[] = [
  ["SIM", "grant", "the plain yes asked for"],
  ["Sim, por favor", "grant", COURTESY],
  ["Yes!", "grant", PUNCTUATION],
  ["Sí", "grant", PUNCTUATION],
  ["aceito", "grant", "another word for yes"],
  ["ok", "none", "acknowledges, and need not agree"],
  ["👍", "none", "nothing was said in words"],
  ["não", "none", "a no"],
  ["Não, sim", "none", "beside a no, a yes is not unequivocal (LGPD art. 5 XII)"],
  ["sim, mas só às sextas", "none", "a condition is more than a yes"],
  ["Sim?", "none", "a question is no yes"],
  ["sim sair", "review", AMONG],
  ["STOP", "revoke", "an opt-out, whatever was asked"],
  ["Sim. Stop.", "review", "says both"],
];

test.each(replies)("in reply to an opt-in question, %j: %s, because %s", (message, verdict) => {
  expect(readReply(message, { asked: true })).toBe(verdict);
});

test("words of an application's own may be written as people write them, and one without a letter says nothing", () => {
  const own = {
    ...replyWords,
    stop: ["Kündigen!", "Bitte keine SMS", "🛑", ""],
    hints: ["Kündigung"],
    yes: ["Jawohl."],
  };
  const read = (text: string) => readReply(text, { asked: true }, own);
  expect(["KÜNDIGEN", "bitte keine sms!", "Die Kündigung?", "jawohl", "🛑", ""].map(read)).toEqual([
    ...["revoke", "revoke", "review", "grant", "none", "none"],
  ]);
});

test.each([undefined, null, 5, {}])("what is no text says nothing, and is refused: %j", (text) => {
  expect(() => readReply(text as never)).toThrow(expect.objectContaining({ code: "INVALID_OUTBOUND" }));
});
