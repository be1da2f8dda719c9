import type { ConsentFile } from "../../stores/port/consent-store.ts";
import type { LegalBasis } from "../input/bases.ts";
import { type Definition, purposesOf } from "../records/purposes.ts";
import type { Question } from "./question.ts";
import { type ContactEvent, type Scope, type Timeline, timelineOf } from "./timeline.ts";

/**
 * Why not:
 * - `unregistered`: no definition of the purpose was in force.
 * - `no-consent`: nothing covers contact, purpose and channel.
 * - `revoked`: the latest that does is a revocation (LGPD art. 8 §5).
 * - `objected`: the person objected to a purpose that rests on another basis (art. 18 §2), or refused the channel.
 * - `expired`: the grant had an end, and it has come.
 * - `reinform`: the notice has changed since in what art. 8 §6 names, and the person was not told.
 * - `address`: the grant is confined to other addresses.
 * - `suppressed`: the person was erased, and a keyed hash remembers not to write to them.
 *
 * @example
 * await ledger.check({ contact: "maria", channel: "sms", purpose: "offers" });
 * // → { allowed: false, reasons: ["no-consent"], …
 */
export type Refusal =
  | "unregistered"
  | "no-consent"
  | "revoked"
  | "objected"
  | "expired"
  | "reinform"
  | "address"
  | "suppressed";

/**
 * What a decision rests on. All of it is always there, if only as `undefined`: objects of one shape are made and read fastest.
 *
 * @example
 * const { basis, decidedBy, at } = await ledger.check({ contact: "maria", channel: "email", purpose: "offers" });
 * [basis, decidedBy, at]; // → ["consent", 2, 1795435200000]
 */
export interface Ground {
  /** The moment decided about. */
  readonly at: number;
  /** The declared basis, where the purpose was registered. */
  readonly basis?: LegalBasis | undefined;
  /** The place in the chain of the event that decided, where there was one. */
  readonly decidedBy?: number | undefined;
  /** The addresses to which the grant is confined on that channel. */
  readonly addresses?: readonly string[] | undefined;
}

/**
 * The answer: allowed, or refused with all the reasons.
 *
 * @example
 * const decision: Decision = await ledger.check({ contact: "maria", channel: "email", purpose: "offers" });
 * notify(decision.allowed ? `by entry ${decision.decidedBy}` : decision.reasons);
 */
export type Decision =
  | (Ground & { readonly allowed: true; readonly basis: LegalBasis })
  | (Ground & { readonly allowed: false; readonly reasons: readonly Refusal[] });

/**
 * Decides from a contact's file and the definitions of purposes alone. Pure: the same files and question have the same answer, so a gate may ask again
 * within one step of its own.
 *
 * Takes time as `ConsentLedger.check` says.
 *
 * @param suppressedSince since when a keyed hash of the contact or the address is suppressed.
 */
export function decide(
  file: ConsentFile,
  definitions: ConsentFile,
  suppressedSince: number | undefined,
  question: Question,
): Decision {
  const purposes = purposesOf(definitions);
  const definition = purposes.inForce(question.purpose, question.at, question.knownAt);
  if (definition === undefined) return answer(["unregistered"], question.at, undefined, undefined);
  const timeline = timelineOf(file);
  if (definition.basis !== "consent")
    return decideWithoutConsent(definition.basis, timeline, suppressedSince, question);

  const { purpose, channel, at } = question;
  const event = timeline.latest(question, opensOrCloses);
  const suppressed = isSuppressed(suppressedSince, event, question);
  if (event?.scope.kind !== "grant") {
    const reason: Refusal = event === undefined ? "no-consent" : "revoked";
    return answer(suppressed ? [reason, "suppressed"] : [reason], at, "consent", event);
  }

  const reasons: Refusal[] = [];
  if (event.until !== undefined && event.until <= at) reasons.push("expired");
  if (!knows(event, timeline, definition, question, (version) => purposes.byVersion(purpose, version)))
    reasons.push("reinform");
  const addresses = ownAddresses(event, channel);
  if (addresses !== undefined && question.address !== undefined && !addresses.includes(question.address))
    reasons.push("address");
  if (suppressed) reasons.push("suppressed");
  return answer(reasons, at, "consent", event, addresses);
}

/** Written out: what is put together from spread objects is of a shape that nobody keeps, and is compiled for anew. */
function answer(
  reasons: readonly Refusal[],
  at: number,
  basis: LegalBasis | undefined,
  event: ContactEvent | undefined,
  addresses?: readonly string[],
): Decision {
  const decidedBy = event?.seq;
  if (reasons.length > 0 || basis === undefined) return { allowed: false, reasons, at, basis, decidedBy, addresses };
  return { allowed: true, at, basis, decidedBy, addresses };
}

function ownAddresses({ scope, addresses }: ContactEvent, channel: string): readonly string[] | undefined {
  return scope.confined.includes(channel) ? addresses![channel] : undefined;
}

/** Whether the person has been told what the definition in force says, with the grant or since. */
function knows(
  grant: ContactEvent,
  timeline: Timeline,
  { version, substance }: Definition,
  question: Question,
  byVersion: (version: string) => Definition | undefined,
): boolean {
  const says = (notice: string | undefined) =>
    notice === version || (notice !== undefined && byVersion(notice)?.substance === substance);
  return (
    says(grant.scope.noticed.find(({ id }) => id === question.purpose)?.notice) ||
    timeline.toldAfter(grant, question).some(says)
  );
}

/**
 * A basis other than consent was never granted, so it cannot be revoked, but:
 * - legitimate interest can be objected to (LGPD art. 18 §2, GDPR art. 21): any revocation that covers it closes it;
 * - a channel can be refused whatever the basis: a revocation that names channels closes them, and a duty that remains is
 *   to be met on another.
 *
 * A resumption takes either back.
 */
function decideWithoutConsent(
  basis: LegalBasis,
  timeline: Timeline,
  suppressedSince: number | undefined,
  question: Question,
): Decision {
  const { at } = question;
  const objectionable = basis === "legitimate-interest";
  const event = timeline.latest(question, objectionable ? objectsOrResumes : refusesOrResumes);
  const reasons: Refusal[] = [];
  if (event?.scope.kind === "revocation") reasons.push("objected");
  if (objectionable && isSuppressed(suppressedSince, event, question)) reasons.push("suppressed");
  return answer(reasons, at, basis, event);
}

/** From the erasure on, as far as that was known, until the person has said anything later. */
function isSuppressed(since: number | undefined, event: ContactEvent | undefined, { at, knownAt }: Question): boolean {
  return since !== undefined && since <= at && since <= knownAt && !(event && event.at > since);
}

function opensOrCloses({ kind }: Scope): boolean {
  return kind !== "resumption";
}

function objectsOrResumes({ kind }: Scope): boolean {
  return kind === "resumption" || kind === "revocation";
}

function refusesOrResumes({ kind, channels }: Scope): boolean {
  return kind === "resumption" || (kind === "revocation" && channels !== undefined);
}
