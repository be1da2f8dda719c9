import type { ChannelId } from "../../model/channel.ts";
import type { Limit, Rating } from "../../model/outbound.ts";
import type { Time } from "../../model/time.ts";

/**
 * May this message be sent?
 *
 * @example
 * const message: AuthorizeInput = { contact: "maria", channel: "whatsapp", purpose: "offers", template: "welcome" };
 * (await center.outbound.authorize(message)).allowed; // → true
 */
export interface AuthorizeInput {
  readonly contact: string;
  readonly channel: ChannelId;
  readonly purpose: string;
  /** Where it would go. A grant confined to addresses holds for those alone. */
  readonly address?: string | undefined;
  /** The platform's name of the template it would use. */
  readonly template?: string | undefined;
  /** IANA name of the contact's time zone, for the hours; the policy's, unless given. */
  readonly timeZone?: string | undefined;
  /**
   * The moment asked about; now, unless given: by what is known now, so that whoever has a place in the volume keeps it. Only
   * without it does a yes reserve a place.
   */
  readonly at?: Time | undefined;
}

/**
 * A message that was sent to a contact.
 *
 * @example
 * const sent: MessageInput = { contact: "maria", channel: "whatsapp", template: "welcome", id: "wamid.HBgN" };
 * await center.outbound.delivered(sent);
 * await center.outbound.delivered(sent); // the webhook came twice, and it counts once
 */
export interface MessageInput {
  readonly contact: string;
  readonly channel: ChannelId;
  /**
   * The message's id at the platform, such as `wamid…`. Told again, as webhooks do, the same of it counts once, for as long as
   * volume and quality look back. Opt-outs and stops are minded each time.
   */
  readonly id?: string | undefined;
  readonly template?: string | undefined;
  /** When it happened; now, unless given. What lies ahead counts as now. */
  readonly at?: Time | undefined;
}

/**
 * A message to a contact that the platform did not deliver.
 *
 * @example
 * const failure: FailureInput = { contact: "maria", channel: "whatsapp", code: 131_050 }; // she stopped marketing messages
 * await center.outbound.failed(failure);
 */
export interface FailureInput extends MessageInput {
  /** The platform's error code. */
  readonly code: string | number;
}

/**
 * A message that a contact wrote.
 *
 * @example
 * const reply: ReceivedInput = { contact: "maria", channel: "whatsapp", text: "SAIR" };
 * (await center.outbound.received(reply)).verdict; // → "revoke"
 */
export interface ReceivedInput extends MessageInput {
  /** What the contact wrote. */
  readonly text?: string | undefined;
  /** The id of the message to which it replies, where the platform says so. */
  readonly inReplyTo?: string | undefined;
}

/**
 * An opt-in question that was put to a contact: the next thing they write may be the yes to it.
 *
 * @example
 * const question: QuestionInput = { contact: "rui", channel: "whatsapp", purposes: ["offers"], controller: "Acme Ltda",
 *   statement: "Posso enviar ofertas? Responda SIM." };
 * await center.outbound.asked(question);
 * (await center.outbound.received({ contact: "rui", channel: "whatsapp", text: "Sim" })).verdict; // → "grant"
 */
export interface QuestionInput {
  readonly contact: string;
  readonly channel: ChannelId;
  /** What a yes grants. */
  readonly purposes: readonly string[];
  /** The business name as shown. */
  readonly controller: string;
  /** The words of the question. */
  readonly statement: string;
  readonly language?: string | undefined;
  /** The address to which it was put: a yes holds for this one alone. */
  readonly address?: string | undefined;
  /** The message's id at the platform. With it, a reply that names another message is none to this question. */
  readonly id?: string | undefined;
  /** When it was put; now, unless given. */
  readonly at?: Time | undefined;
  /** Milliseconds in which a yes counts; 24 hours, unless given. */
  readonly validFor?: number | undefined;
}

/**
 * What the platform reports, in its webhooks or when asked. It stands in place of the gate's own estimates.
 *
 * @example
 * const report: PlatformReport = { kind: "limit", channel: "whatsapp", limit: 10_000 };
 * await center.outbound.report(report);
 */
export type PlatformReport =
  /** The quality of the sender, or of one template. */
  | {
      readonly kind: "quality";
      readonly channel: ChannelId;
      readonly template?: string | undefined;
      readonly rating: Rating;
    }
  /** How many unique contacts may be reached. */
  | { readonly kind: "limit"; readonly channel: ChannelId; readonly limit: Limit }
  /** A template was paused, until a moment where the platform names one, or is active again: the latest `at` stands. */
  | {
      readonly kind: "template";
      readonly channel: ChannelId;
      readonly template: string;
      readonly status: "paused" | "active";
      readonly until?: Time | undefined;
      readonly at?: Time | undefined;
    }
  /**
   * The contact stopped or resumed marketing messages with a switch of the platform's own: the latest `at` stands, in
   * whatever order they are told. Resuming undoes that stop and nothing else: an opt-out in the consent ledger is reopened
   * by a grant alone.
   */
  | {
      readonly kind: "marketing";
      readonly channel: ChannelId;
      readonly contact: string;
      readonly wants: "stopped" | "resumed";
      readonly at?: Time | undefined;
    };

/**
 * A question to the application's do-not-call source.
 *
 * @example
 * const onTheList = new Set(["+5511987654321"]);
 * const doNotCall = ({ address = "" }: DoNotCallQuery) => onTheList.has(address);
 * const center = await createCenter({ outbound: { doNotCall } });
 */
export interface DoNotCallQuery {
  readonly contact: string;
  readonly channel: ChannelId;
  readonly purpose: string;
  readonly address?: string | undefined;
}
