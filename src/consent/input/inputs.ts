import type { ChannelId } from "../../model/channel.ts";
import type { RetentionInciso } from "../../model/consent.ts";
import type { Time } from "../../model/time.ts";
import type { AffirmativeAct } from "./acts.ts";
import type { LegalBasis } from "./bases.ts";

/**
 * A JSON object of the application's own: form and field ids, a message's id and text, an IP address, a recording.
 *
 * @example
 * const evidence: Evidence = { form: "signup-7", field: "offers", ip: "203.0.113.9" };
 */
export type Evidence = { readonly [key: string]: unknown };

/**
 * What a person is told (LGPD art. 9). Its version is derived from it, and from the purpose's description.
 *
 * @example
 * const notice: Notice = { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR",
 *   text: "Usamos seu telefone para enviar ofertas de planos. Você pode sair quando quiser: responda SAIR." };
 */
export interface Notice {
  /** Who decides on the processing (art. 9 III). */
  readonly controller: string;
  /** How to reach them (art. 9 IV). */
  readonly contact: string;
  /** The language of the text, as BCP 47 writes it: `"pt-BR"`. */
  readonly language: string;
  /** The text shown. */
  readonly text: string;
  /** The form of the processing and how long it lasts (art. 9 II). */
  readonly duration?: string | undefined;
  /** With whom data are shared, and for what (art. 9 V). */
  readonly sharing?: string | undefined;
  /** The person's rights (art. 9 VII). */
  readonly rights?: string | undefined;
}

/**
 * What personal data are processed for: registered before anybody consents to it.
 *
 * @example
 * const reminders: PurposeInput = { id: "reminders", description: "Reminders of booked visits", basis: "contract",
 *   notice: { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text: "Avisamos da sua visita…" } };
 * await ledger.definePurpose(reminders);
 */
export interface PurposeInput {
  readonly id: string;
  /** What it is for, specifically (LGPD arts. 6 I, 8 §4, 9 I). */
  readonly description: string;
  readonly basis: LegalBasis;
  /** In force from then; now, unless given. It may be announced ahead. */
  readonly since?: Time | undefined;
  readonly notice: Notice;
}

/**
 * A consent as it was given: to whom, for what, how, and what shows it (LGPD arts. 5 XII, 8).
 *
 * @example
 * const yes: GrantInput = { contact: "rui", controller: "Acme Ltda", purposes: ["offers"],
 *   channels: ["whatsapp"], addresses: { whatsapp: "+5511987654321" },
 *   statement: "Quero receber ofertas da Acme", act: "checkbox", evidence: { form: "signup-7" } };
 * await ledger.grant(yes);
 */
export interface GrantInput {
  readonly contact: string;
  /** The business name as the person saw it. */
  readonly controller: string;
  /** Registered purposes, at least one. */
  readonly purposes: readonly string[];
  /** `"any"` is a general opt-in: every channel. */
  readonly channels: "any" | readonly ChannelId[];
  /** By channel, the address or addresses the person gave. The grant holds for these alone on that channel. */
  readonly addresses?: { readonly [channel: string]: string | readonly string[] } | undefined;
  /** The words to which the person said yes. */
  readonly statement: string;
  readonly language?: string | undefined;
  readonly act: AffirmativeAct;
  /** What shows that it happened, at least one field. */
  readonly evidence: Evidence;
  /** When it was given; now, unless given. Not in the future. */
  readonly at?: Time | undefined;
  /** It holds before this moment only. */
  readonly until?: Time | undefined;
  /** The version of the notice the person saw, one for all purposes or by purpose; the one in force `at`, unless given. */
  readonly notice?: string | { readonly [purpose: string]: string } | undefined;
}

/**
 * What a person takes back: everything, unless purposes or channels are named.
 *
 * @example
 * const stop: RevocationInput = { contact: "maria", channels: ["whatsapp"], act: "reply", evidence: { message: "SAIR" } };
 * await ledger.revoke(stop);
 */
export interface RevocationInput {
  readonly contact: string;
  /** Omitted: every purpose. */
  readonly purposes?: readonly string[] | undefined;
  /** Omitted or `"any"`: every channel. */
  readonly channels?: "any" | readonly ChannelId[] | undefined;
  /** Any act will do (LGPD art. 8 §5): `"reply"`, `"link"`, `"voice"`, … */
  readonly act?: string | undefined;
  readonly evidence?: Evidence | undefined;
  /** Effective from then on; now, unless given. */
  readonly at?: Time | undefined;
}

/**
 * That a person was told of a changed notice (LGPD art. 8 §6).
 *
 * @example
 * const told: InformationInput = { contact: "maria", purposes: ["offers"], evidence: { message: "wamid.7" } };
 * await ledger.inform(told);
 */
export interface InformationInput {
  readonly contact: string;
  readonly purposes: readonly string[];
  /** The version of which the person was told; the one in force `at`, unless given. */
  readonly notice?: string | { readonly [purpose: string]: string } | undefined;
  readonly evidence?: Evidence | undefined;
  /** When they were told; now, unless given. */
  readonly at?: Time | undefined;
}

/**
 * May this contact be written to, or could they be at some other moment?
 *
 * @example
 * const dayBefore = clock.now() - 86_400_000;
 * const question: CheckInput = { contact: "maria", channel: "email", purpose: "offers", at: dayBefore };
 * (await ledger.check(question)).allowed; // → false
 */
export interface CheckInput {
  readonly contact: string;
  readonly channel: ChannelId;
  readonly purpose: string;
  /** Where the message would go. Without it the decision names the addresses to which it is confined. */
  readonly address?: string | undefined;
  /** The moment asked about; now, unless given. */
  readonly at?: Time | undefined;
  /** Only what had been recorded by then counts; everything recorded, unless given. */
  readonly knownAt?: Time | undefined;
}

/**
 * Who is to be forgotten, and what the law lets the controller keep.
 *
 * @example
 * const request: ErasureInput = { contact: "maria", reason: "art. 18 VI" };
 * (await ledger.erase(request)).erased; // → [2]
 */
export interface ErasureInput {
  readonly contact: string;
  /** An article of law, such as `"art. 18 VI"`. Other words are not kept: they could tell who the person was. */
  readonly reason?: string | undefined;
  /** What LGPD art. 16 lets the controller keep, before `until`: all that is recorded, or the entries named by place. */
  readonly keep?:
    | { readonly inciso: RetentionInciso; readonly until: Time; readonly entries?: readonly number[] | undefined }
    | undefined;
}
