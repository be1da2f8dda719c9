import type { Source } from "../policy/policy.ts";

/**
 * What people write to be left alone, and to be let in. Case, accents and punctuation do not count.
 *
 * @example
 * const words: ReplyWords = { ...replyWords, stop: [...replyWords.stop, "abbestellen"] };
 * readReply("Abbestellen!", {}, words); // → "revoke"
 */
export interface ReplyWords {
  readonly sources: readonly Source[];
  /** A message that says one of these and nothing else is an opt-out. */
  readonly stop: readonly string[];
  /** A message that holds one of these beside other words is put up for review. */
  readonly hints: readonly string[];
  /** Clauses that say the contrary of what a word in them says. */
  readonly contrary: readonly string[];
  /** A message that says one of these and nothing else is a yes, where a question was asked. */
  readonly yes: readonly string[];
  /** Beside one of these a yes is none. */
  readonly no: readonly string[];
  /** Words that change nothing, at the beginning or the end of what is said. */
  readonly courtesy: readonly string[];
}

const read = "2026-11-23";

/** Words and phrases between commas. */
/* @__NO_SIDE_EFFECTS__ */
function list(text: string): readonly string[] {
  return text.split(",").map((words) => words.trim());
}

/**
 * Portuguese, English and Spanish. The English words are those that United States carriers require; the rest is ours.
 *
 * @example
 * replyWords.stop.includes("descadastrar"); // → true
 */
export const replyWords: ReplyWords = {
  sources: [
    {
      name: "AWS End User Messaging, Required opt-out keywords",
      url: "https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html",
      read,
    },
    {
      name: "47 CFR § 64.1200 (a)(10): stop, quit, end, revoke, opt out, cancel, unsubscribe; and what a reasonable person would understand so",
      url: "https://www.govinfo.gov/content/pkg/FR-2024-03-05/html/2024-04587.htm",
      read,
    },
    {
      name: "LGPD (Lei 13.709/2018) art. 8 §5: revocation by a free and easy procedure",
      url: "https://www.planalto.gov.br/ccivil_03/_ato2015-2018/2018/lei/l13709.htm",
      read,
    },
  ],
  stop: list(`
    sair, sai, parar, pare, parem, para, chega, basta, cancelar, cancela, cancele, cancelem, descadastrar,
    descadastre, descadastra, desinscrever, desinscreva, remover, remova, bloquear, quero sair, quero parar,
    quero cancelar, quero me descadastrar, me descadastre, me descadastra, me tira da lista,
    me tire da lista, me remova, me remova da lista, sair da lista, pare de mandar, para de mandar,
    parem de mandar, pare de me mandar mensagem, pare de enviar, pare de me enviar mensagens, nao quero mais,
    nao quero mais receber, nao quero receber, nao me mande mais mensagens, nao me mandem mais,
    nao quero receber mais mensagens, nao quero mais receber mensagens,
    nao me mande mais mensagem, nao me mandem mais mensagens, nao mandem mais mensagens,
    parem de mandar mensagens, me tira dessa lista, me tirem da lista, me exclua, me exclua da lista,
    quero sair da lista, cancelar inscricao, nao perturbe, nao perturbem, revogo, revogo meu consentimento,
    revogar consentimento, nao me ligue, nao me liguem, nao me ligue mais, nao me liguem mais,
    nao me mande mensagem, nao me mande mensagens, nao me mandem mensagem, nao me mandem mensagens,
    nao mande mais mensagem, nao mande mais mensagens, nao envie mais mensagens, nao enviem mais mensagens,
    nao me envie mais mensagens, nao me enviem mais mensagens, me deixe em paz, me deixem em paz, me tira,
    me descadastrem, exclua meu numero, stop, stopall, stop all, unsubscribe, cancel,
    end, quit, revoke, optout, opt out, remove, arret, unsubscribe me, stop messaging me, stop texting me,
    stop texting, stop sending, stop sending me messages, dont text me, remove me, leave me alone,
    take me off, take me off the list, remove me from the list, i want to unsubscribe, i want to opt out,
    no more messages, no more texts, do not contact me, dont contact me, do not call me, dont call me,
    do not text me, dont text me anymore, do not message me, dont message me, do not send me messages,
    dont send me messages, stop calling me, stop it, opt me out, baja, darme de baja, dar de baja, quiero darme de baja, salir,
    quiero salir, detener, alto, anular, no mas, no mas mensajes, no quiero mas mensajes,
    no quiero recibir mas mensajes, ya no quiero recibir mensajes, eliminar, borrarme, no me escriban mas,
    dejen de escribirme, no me llamen, no me llamen mas, no me molesten,
    dejenme en paz, dejame en paz, cancelar suscripcion, desuscribir, desuscribirme, desuscribirse`),
  hints: list(`
    sair, parar, pare, parem, cancelar, cancela, cancele, descadastrar, descadastre, desinscrever, spam,
    incomodar, incomodando, revogo, revogar, remova, remover, bloquear, denunciar, stop, stopall,
    unsubscribe, cancel, quit, revoke, optout, opt out, leave me alone, remove me, baja, detener,
    desuscribir, desuscribirme, no mas mensajes, dejen, nao quero mais, nao quero receber,
    nao me ligue, nao me liguem, nao me mande, nao me mandem, nao mande, nao mandem, nao envie, nao enviem,
    deixe em paz, deixem em paz, dont call, do not call, dont text,
    no me llamen, no me escriban, no me molesten, dejenme en paz, dejame en paz`),
  contrary: list(`
    nao pare, nao parem, nao para, nao pares, nao pare nunca, nao pare de mandar, nao pare de enviar,
    nao quero sair, nao quero parar, nao quero cancelar, nao cancele, nao cancelem, nao cancelar, dont stop,
    do not stop, never stop, dont cancel, do not cancel, dont unsubscribe me, dont remove me, no pares,
    no paren, no canceles, no quiero salir, no quiero cancelar, no me den de baja`),
  yes: list(`
    sim, sim quero, sim aceito, sim autorizo, aceito, autorizo, concordo, yes, yes i do, yes i agree,
    i agree, agreed, si, si quiero, si acepto, acepto, de acuerdo`),
  no: ["nao", "no", "not", "nunca", "never", "jamais"],
  courtesy: list(`
    por favor, pf, pfv, obrigado, obrigada, obg, muito obrigado, muito obrigada, valeu, grato, grata, oi,
    ola, bom dia, boa tarde, boa noite, tchau, agora, ja, desculpe, please, pls, plz, thank you, thanks, thx,
    hi, hello, hey, bye, sorry, now, gracias, muchas gracias, hola, buenos dias, buenas tardes, adios, ahora,
    porfa`),
};
