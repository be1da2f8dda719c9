import { millisecondsInDay } from "date-fns/constants";
import type { ConsentLedger } from "../consent/ledger.ts";
import { type Awaitable, followed } from "../model/awaitable.ts";
import type { Channel } from "../model/channel.ts";
import type { DecisionRecord, Occurrence, Sender } from "../model/outbound.ts";
import { type Time, toMoment } from "../model/time.ts";
import type { OutboundStore } from "../stores/port/outbound-store.ts";
import type { OutboundDecision } from "./decision.ts";
import type { Gate } from "./gate.ts";
import type {
  AuthorizeInput,
  FailureInput,
  MessageInput,
  PlatformReport,
  QuestionInput,
  ReceivedInput,
} from "./input/inputs.ts";
import {
  parseAuthorize,
  parseFailure,
  parseFilter,
  parseMessage,
  parseQuestion,
  parseReceived,
  parseReport,
  parseSender,
} from "./input/parse.ts";
import { type Message, Occurrences } from "./occurrences.ts";
import type { ReplyWords } from "./replies/opt-out-words.ts";
import { type Received, Replies } from "./replies/replies.ts";
import { keepReport, resumed } from "./reports.ts";

/** The center, as far as it concerns the gate. */
export interface OutboundCenter {
  /** @throws ProximoError `UNKNOWN_CHANNEL` */
  channel(id: string): Awaitable<Channel>;
  /** Cancels those of the contact that have lost their lawful basis. */
  withdraw(contact: string): Promise<void>;
  /** Lets those that the gate holds wait in the line again, or one contact's, to be asked about anew when they are claimed. */
  reopen(channel: string, contact?: string): Promise<void>;
}

const LOG_PAGE = 1_000;

/**
 * The outbound gate: may we contact this person, on this channel, for this purpose, now? Consent, opt-outs, hours, volume
 * and quality, in one answer with all the reasons, kept in a decision log (LGPD art. 37).
 *
 * Tickets pass it by themselves. What the application sends without a ticket asks `authorize` first. Either way the
 * application tells what became of each message, and what contacts write: volume, quality and opt-outs rest on it.
 *
 * @example
 * const answer = await center.outbound.authorize({ contact: "maria", channel: "whatsapp", purpose: "offers" });
 * if (answer.allowed) {
 *   await send();
 *   await center.outbound.delivered({ contact: "maria", channel: "whatsapp" });
 * }
 */
export class Outbound {
  readonly #occurrences: Occurrences;
  readonly #replies: Replies;

  /** @internal It is a center's. */
  constructor(
    private readonly store: OutboundStore,
    private readonly gate: Gate,
    private readonly center: OutboundCenter,
    ledger: Pick<ConsentLedger, "ask" | "grant" | "revoke">,
    words: ReplyWords | undefined,
  ) {
    this.#occurrences = new Occurrences(store, gate);
    this.#replies = new Replies(store, this.#occurrences, ledger, words);
  }

  /**
   * May this message be sent? A yes takes a place in the volume of 24 hours, which a reported delivery keeps and a reported
   * failure gives back: so many may ask at once without exceeding it together.
   *
   * @throws ProximoError `NO_PURPOSE`, `UNKNOWN_CHANNEL`, `INVALID_CONTACT`, `INVALID_CHANNEL`, `INVALID_TIME`,
   * `INVALID_OUTBOUND`.
   */
  async authorize(input: AuthorizeInput): Promise<OutboundDecision> {
    const question = { ...parseAuthorize(input), occasion: "authorize" } as const;
    return followed(this.center.channel(question.channel), (channel) => this.gate.decide(question, channel));
  }

  /** A message reached the contact. It counts towards the volume, unless it lay within their service window. */
  async delivered(input: MessageInput): Promise<void> {
    await this.#happened("delivered", parseMessage(input));
  }

  /**
   * The contact wrote: this opens their service window (WhatsApp: 24 hours). Where the text is an opt-out and nothing else,
   * every purpose on that channel is revoked (LGPD art. 8 §5); a plain yes grants, in reply to a recorded question only.
   *
   * @throws ProximoError as `authorize`; as `ledger.grant` where a yes grants what the ledger refuses.
   */
  async received(input: ReceivedInput): Promise<Received> {
    const { text, inReplyTo, ...message } = await this.#known(parseReceived(input));
    // An opt-out is recorded before anything waits again. Whatever the ledger says to a yes, the service window is open.
    const { grant, ...received } = await this.#replies.heard(message, text, inReplyTo);
    try {
      return grant === undefined ? received : { ...received, receipt: await grant() };
    } finally {
      await this.center.reopen(message.channel, message.contact);
    }
  }

  /**
   * An opt-in question was put to the contact. The next thing they write is its only reply.
   *
   * @throws ProximoError as `authorize`; `UNKNOWN_PURPOSE`, `BASIS_NOT_CONSENT` where no yes could grant it.
   */
  async asked(input: QuestionInput): Promise<void> {
    await this.#replies.asked(await this.#known(parseQuestion(input)));
  }

  /** The contact blocked the sender. It counts against the quality. */
  async blocked(input: MessageInput): Promise<void> {
    await this.#happened("blocked", parseMessage(input));
  }

  /** The contact reported a message as spam. It counts against the quality. */
  async reported(input: MessageInput): Promise<void> {
    await this.#happened("reported", parseMessage(input));
  }

  /**
   * A message did not go out. Its place in the volume is free again, for whoever is held for it, and what the platform's code
   * says is minded, where the channel's policy knows it: a stop of marketing messages, too much for this contact, a paused
   * template.
   */
  async failed(input: FailureInput): Promise<void> {
    const { code, ...message } = parseFailure(input);
    const { contact, channel, template } = message;
    const { errors, pairRate } = this.gate.policyOf(channel);
    const meaning = errors !== undefined && Object.hasOwn(errors.codes, code) ? errors.codes[code] : undefined;
    const at = this.#occurrences.moment(channel, message.at);
    const wait = meaning === "pair" ? (pairRate?.interval ?? 0) : meaning === "contact" ? millisecondsInDay : undefined;
    // First what it means: the place is given to nobody who is stopped by it.
    if (meaning === "stopped") await this.#report({ kind: "marketing", channel, contact, wants: "stopped", at });
    if (meaning === "template" && template !== undefined)
      await this.#report({ kind: "template", channel, template, status: "paused", at });
    await this.#happened("failed", message, wait === undefined ? undefined : at + wait);
  }

  /**
   * The platform reports: a quality rating, a limit, a template paused or active, a contact who stopped or resumed marketing
   * messages. It stands in place of our estimates. A resume never clears an opt-out that the person wrote.
   *
   * @throws ProximoError `INVALID_OUTBOUND` and as `authorize`.
   */
  async report(input: PlatformReport): Promise<void> {
    await this.#report(parseReport(input));
  }

  async #report(report: ReturnType<typeof parseReport>): Promise<void> {
    await this.#known(report);
    await keepReport(report, this.store, this.gate);
    if (report.kind === "marketing" && report.wants === "stopped") await this.center.withdraw(report.contact);
    else await this.center.reopen(report.channel, report.kind === "marketing" ? report.contact : undefined);
  }

  /** A person resumes a sender, or one of its templates, that the gate had paused. The platform's own pauses stay. */
  async resume(input: Sender): Promise<void> {
    const sender = await this.#known(parseSender(input));
    await this.store.change(sender, resumed);
    await this.center.reopen(sender.channel);
  }

  /**
   * The decision log of one contact, or of all: the latest 1,000 decisions unless `limit` says otherwise, in order.
   *
   * @throws ProximoError `INVALID_CONTACT`, `INVALID_OUTBOUND`
   */
  async decisions(
    filter: { contact?: string | undefined; limit?: number | undefined } = {},
  ): Promise<readonly DecisionRecord[]> {
    const { contact, limit = LOG_PAGE } = parseFilter(filter);
    return this.store.decisions({ contact, limit });
  }

  /** Forgets the decisions made before then (LGPD arts. 15-16); how many. @throws ProximoError `INVALID_TIME` */
  async purge(before: Time): Promise<number> {
    return this.store.purge(toMoment(before, "before"));
  }

  /** Where a place is given back, or the quality recovers, those who are held for want of room are asked about again. */
  async #happened(kind: Occurrence["kind"], message: Message, notBefore?: number): Promise<void> {
    const { contact, channel } = await this.#known(message);
    const mayMakeRoom = kind === "failed" || kind === "delivered";
    const before = mayMakeRoom ? await this.gate.inTheWay(contact, channel) : 0;
    await this.#occurrences.keep(kind, message, notBefore);
    if (before > 0 && (await this.gate.inTheWay(contact, channel)) < before) await this.center.reopen(channel);
  }

  /** What is told of a channel that nobody knows would be lost, an opt-out too. */
  async #known<About extends { readonly channel: string }>(about: About): Promise<About> {
    await this.center.channel(about.channel);
    return about;
  }
}
