import { millisecondsInDay } from "date-fns/constants";
import type { ConsentLedger } from "../../consent/ledger.ts";
import type { Receipt } from "../../consent/records/receipts.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { OptInQuestion } from "../../model/outbound.ts";
import type { OutboundStore } from "../../stores/port/outbound-store.ts";
import type { parseQuestion } from "../input/parse.ts";
import type { Message, Occurrences } from "../occurrences.ts";
import type { ReplyWords } from "./opt-out-words.ts";
import { type ReplyVerdict, readReply } from "./reply.ts";

/**
 * What was made of a contact's message.
 *
 * @example
 * const { verdict, receipt } = await center.outbound.received({ contact: "maria", channel: "whatsapp", text: "SAIR" });
 * [verdict, receipt?.seq]; // → ["revoke", 3]
 */
export interface Received {
  /** What its text says about being written to. `review`: a person is to read it. */
  readonly verdict: ReplyVerdict;
  /** What was recorded in the consent ledger, where it was a `revoke` or a `grant`. */
  readonly receipt?: Receipt;
}

/** A message whose opt-out is recorded, and whose yes is to be. */
interface Heard extends Received {
  readonly grant?: () => Promise<Receipt>;
}

/** Writes into the consent ledger what contacts reply. */
export class Replies {
  constructor(
    private readonly store: OutboundStore,
    private readonly occurrences: Occurrences,
    private readonly ledger: Pick<ConsentLedger, "ask" | "grant" | "revoke">,
    private readonly words: ReplyWords | undefined,
  ) {}

  async asked({ contact, channel, at, validFor = millisecondsInDay, ...question }: ReturnType<typeof parseQuestion>) {
    for (const purpose of question.purposes) await this.#checkGrantable(contact, channel, purpose);
    const askedAt = this.occurrences.moment(channel, at);
    await this.store.setQuestion(contact, channel, { ...question, askedAt, until: askedAt + validFor });
  }

  /**
   * Whatever is written after a question is its only reply, and none to it where it names another message. What was written
   * before it leaves it to be answered, unless it says that it replies to it: two clocks tell the moments. What is told again
   * was written when it was told first, though it be an opt-out, which is minded each time.
   */
  async heard(message: Message, text: string | undefined, inReplyTo: string | undefined): Promise<Heard> {
    const { contact, channel } = message;
    const at = this.occurrences.moment(channel, message.at);
    const written = await this.occurrences.keep("received", message);
    const asked = await this.store.takeQuestion(contact, channel);
    const isNamed = inReplyTo !== undefined && inReplyTo === asked?.id;
    const early = asked !== undefined && !isNamed && written < asked.askedAt;
    if (early) await this.store.setQuestion(contact, channel, asked);
    const replies = asked !== undefined && !early && written < asked.until && (inReplyTo ?? asked.id) === asked.id;
    const question = replies ? asked : undefined;
    if (text === undefined) return { verdict: "none" };
    const verdict = readReply(text, { asked: question !== undefined }, this.words);
    if (verdict === "revoke") return { verdict, receipt: await this.#revoke(message, text, at) };
    if (verdict !== "grant" || question === undefined) return { verdict };
    return { verdict, grant: () => this.#grant(message, question, text, written) };
  }

  /** @throws ProximoError `UNKNOWN_PURPOSE`, `BASIS_NOT_CONSENT` */
  async #checkGrantable(contact: string, channel: string, purpose: string): Promise<void> {
    const { basis } = await this.ledger.ask({ contact, channel, purpose });
    if (basis === "consent") return;
    const code = basis === undefined ? "UNKNOWN_PURPOSE" : "BASIS_NOT_CONSENT";
    const message = `purposes: expected those that rest on consent, got ${shown(purpose)}`;
    throw new ProximoError(code, message);
  }

  async #revoke(message: Message, text: string, at: number): Promise<Receipt> {
    const { contact, channel } = message;
    await this.occurrences.keep("optedOut", message);
    return this.ledger.revoke({ contact, channels: [channel], act: "reply", evidence: { message: text }, at });
  }

  #grant({ contact, channel }: Message, question: OptInQuestion, text: string, at: number): Promise<Receipt> {
    const { id, purposes, controller, statement, language, address, askedAt } = question;
    const evidence = { ...(id !== undefined && { question: id }), askedAt, message: text };
    const addresses = address === undefined ? undefined : { [channel]: address };
    const said = { controller, statement, language, act: "reply", evidence, at } as const;
    return this.ledger.grant({ contact, purposes, channels: [channel], addresses, ...said });
  }
}
