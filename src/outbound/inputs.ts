import type { Limit, Rating } from "../model/outbound.ts";
import type { Time } from "../model/time.ts";

/** May this message be sent? */
export interface AuthorizeInput {
  readonly contact: string;
  readonly channel: string;
  readonly purpose: string;
  /** Where it would go. A grant confined to addresses holds for those alone. */
  readonly address?: string | undefined;
  /** The platform's name of the template it would use. */
  readonly template?: string | undefined;
  /** IANA name of the contact's time zone, for the hours; the policy's, unless given. */
  readonly timeZone?: string | undefined;
  /** The moment asked about; now, unless given. Only an answer about now reserves a place in the volume. */
  readonly at?: Time | undefined;
}

/** A message that was sent to a contact. */
export interface MessageInput {
  readonly contact: string;
  readonly channel: string;
  readonly template?: string | undefined;
  /** When it happened; now, unless given. What lies ahead counts as now. */
  readonly at?: Time | undefined;
}

export interface FailureInput extends MessageInput {
  /** The platform's error code. */
  readonly code: string | number;
}

export interface ReceivedInput extends MessageInput {
  /** What the contact wrote. */
  readonly text?: string | undefined;
  /** The id of the message to which it replies, where the platform says so. */
  readonly inReplyTo?: string | undefined;
}

/** An opt-in question that was put to a contact: the next thing they write may be the yes to it. */
export interface QuestionInput {
  readonly contact: string;
  readonly channel: string;
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

/** What the platform reports, in its webhooks or when asked. It stands in place of the gate's own estimates. */
export type PlatformReport =
  /** The quality of the sender, or of one template. */
  | {
      readonly kind: "quality";
      readonly channel: string;
      readonly template?: string | undefined;
      readonly rating: Rating;
    }
  /** How many unique contacts may be reached. */
  | { readonly kind: "limit"; readonly channel: string; readonly limit: Limit }
  /** A template was paused, until a moment where the platform names one, or is active again. */
  | {
      readonly kind: "template";
      readonly channel: string;
      readonly template: string;
      readonly status: "paused" | "active";
      readonly until?: Time | undefined;
    }
  /**
   * The contact stopped or resumed marketing messages with a switch of the platform's own. Resuming undoes that stop and
   * nothing else: an opt-out in the consent ledger is reopened by a grant alone.
   */
  | {
      readonly kind: "marketing";
      readonly channel: string;
      readonly contact: string;
      readonly wants: "stopped" | "resumed";
      readonly at?: Time | undefined;
    };

/** A question to the application's do-not-call source. */
export interface DoNotCallQuery {
  readonly contact: string;
  readonly channel: string;
  readonly purpose: string;
  readonly address?: string | undefined;
}
