import type { ConsentLedgerOptions } from "../consent/ledger.ts";
import type { Direction } from "../model/case.ts";
import type { Clock } from "../model/clock.ts";
import type { Contact } from "../model/contact.ts";
import type { TicketInput } from "../model/ticket.ts";
import type { OutboundOptions } from "../outbound/options.ts";
import type { Store } from "../stores/store.ts";

export interface CenterOptions {
  /** Where everything is kept; the memory of this process when omitted. */
  readonly store?: Store | undefined;
  /** The store's own when omitted. */
  readonly clock?: Clock | undefined;
  /** Milliseconds before its time at which a scheduled ticket joins the line; 5 minutes when omitted. */
  readonly promotionLead?: number | undefined;
  /** Milliseconds after which a completed or cancelled ticket is forgotten; 30 days when omitted. */
  readonly retention?: number | undefined;
  /** Of the consent ledger, which is kept in the center's store. */
  readonly consent?: Omit<ConsentLedgerOptions, "store" | "clock"> | undefined;
  /** How the outbound gate decides, besides consent. */
  readonly outbound?: OutboundOptions | undefined;
}

/** A ticket as it is put in: a channel, the rest as known. */
export interface CaseInput<Data = unknown> extends Omit<TicketInput<Data>, "id" | "contact"> {
  /** A random one when omitted; the same id with the same input enters once. */
  readonly id?: string | undefined;
  /** The person's id, or the person with the segments and attributes that rules speak of. */
  readonly contact?: string | Contact | undefined;
  /** `inbound` when omitted. */
  readonly direction?: Direction | undefined;
  /** An outbound ticket names what it is for, as registered in `center.consent`. */
  readonly purpose?: string | undefined;
  /** Of an outbound ticket: where the message would go. */
  readonly address?: string | undefined;
  /** Of an outbound ticket: the platform's name of the template it would use. */
  readonly template?: string | undefined;
}
