import type { Case, CaseChange } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import type { Clearance } from "../../model/outbound.ts";
import { Batch, type Outcome } from "../connection/batch.ts";
import type { Asking, Cancelled, Entered, Entry, Outdated } from "../store.ts";
import {
  asCancelled,
  asCase,
  asEntered,
  asInquiry,
  type ShownEnd,
  type ShownInquiry,
  type ShownTicket,
} from "./cases.ts";
import { changeIn, verdictIn } from "./clearances.ts";
import type { Parameter } from "./database.ts";
import { gathering } from "./gathering.ts";
import { arrayOf } from "./quoting.ts";
import { refusal, type ShownRefusal, unlessRefused } from "./refusals.ts";
import type { Session } from "./session.ts";

/** Why a ticket did not enter, or that it is there already. */
type NotEntered = { readonly present: ShownTicket } | Outdated | ShownRefusal;
/** What was stamped on one that did: arrival, when it was received, whether it is held. */
type Stamp = readonly [arrival: number, receivedAt: number, held: boolean];

interface Answer {
  readonly stamps: readonly (readonly [place: number, ...Stamp])[];
  readonly others?: readonly (readonly [place: number, NotEntered | null])[];
}

/**
 * How tickets come in, are changed, and go without having been served. Inbound ones come in together, outbound ones each with
 * its clearance.
 */
export class Entrance {
  readonly #inbound: Batch<Entry, Entered | Outdated>;

  constructor(
    private readonly session: Session,
    lanes: number,
  ) {
    this.#inbound = new Batch((entries) => this.#together(entries), gathering(lanes, 256));
  }

  enqueue(entry: Entry, clearance: Clearance | undefined): Promise<Entered | Outdated | Asking> {
    return entry.ticket.direction === "inbound" ? this.#inbound.add(entry) : this.#alone(entry, clearance);
  }

  async update(id: string, change: CaseChange, clearance: Clearance | undefined): Promise<Case | Asking> {
    const parameters: Parameter[] = [["text", id], ...changeIn(change), ...verdictIn(clearance)];
    type Answer = { ticket: ShownTicket } | { inquiry: ShownInquiry } | ShownRefusal;
    const answer = unlessRefused(
      await this.session.call<Answer>("update_ticket", ...parameters, ...this.session.time),
      id,
    );
    return "inquiry" in answer ? { inquiry: asInquiry(answer.inquiry) } : asCase(answer.ticket);
  }

  async cancel(id: string): Promise<Cancelled | undefined> {
    type Answer = Partial<ShownEnd> | ShownRefusal;
    return asCancelled(unlessRefused(await this.session.call<Answer>("cancel", ["text", id], this.session.now), id));
  }

  idle(): Promise<void> {
    return this.#inbound.idle();
  }

  /** Of several entries with one id, the first enters before the next is looked at. */
  async #together(entries: readonly Entry[]): Promise<readonly Outcome<Entered | Outdated>[]> {
    const outcomes = new Map<Entry, Outcome<Entered | Outdated>>();
    for (let left = entries; left.length > 0; ) {
      const ids = new Set<string>();
      const now = left.filter(({ ticket: { id } }) => !ids.has(id) && ids.add(id));
      const answers = await this.#put(now);
      now.forEach((entry, place) => {
        const answer = answers[place];
        // Null: it was there and is gone again meanwhile. It is asked about once more.
        if (answer) outcomes.set(entry, outcomeOf(entry, answer));
      });
      left = left.filter((entry) => !outcomes.has(entry));
    }
    return entries.map((entry) => outcomes.get(entry)!);
  }

  async #put(entries: readonly Entry[]): Promise<readonly (Stamp | NotEntered | null)[]> {
    const column = (type: string, value: (entry: Entry) => string | number | undefined): Parameter => {
      const values = entries.map(value);
      // What nobody has is not written out.
      return [`${type}[]`, values.some((one) => one !== undefined) ? arrayOf(values) : undefined];
    };
    const details = entries.map(({ ticket }) => detailsOf(ticket));
    const { stamps, others = [] } = await this.session.call<Answer>(
      "enqueue",
      column("text", ({ ticket }) => ticket.id),
      column("text", ({ ticket }) => ticket.channel),
      column("text", ({ ticket }) => ticket.contact),
      column("smallint", ({ ticket }) => ticket.contactScore),
      column("bigint", ({ ticket }) => ticket.receivedAt),
      column("bigint", ({ ticket }) => ticket.scheduledFor),
      column("text", ({ ticket }) => (ticket.skills.length > 0 ? arrayOf(ticket.skills) : undefined)),
      ["json", details.length === 1 ? details[0] : `[${details.join(",")}]`],
      column("text", ({ fingerprint }) => fingerprint),
      column("smallint", ({ ruleScore }) => ruleScore),
      column("integer", ({ rulesVersion }) => rulesVersion),
      column("text", ({ ticket }) => ticket.preferredAgent?.id),
      column("bigint", ({ ticket }) => ticket.preferredAgent?.until),
      ...this.session.time,
    );
    const answers: (Stamp | NotEntered | null)[] = [];
    for (const [place, ...stamp] of stamps) answers[place] = stamp;
    for (const [place, other] of others) answers[place] = other;
    return answers;
  }

  async #alone(entry: Entry, clearance: Clearance | undefined): Promise<Entered | Outdated | Asking> {
    const { ticket, fingerprint, ruleScore, rulesVersion } = entry;
    const own = clearance?.id === ticket.id ? clearance : undefined;
    const [, ...answer] = verdictIn(own);
    const entered = await this.session.call<
      { entered: ShownTicket } | { basis: string; on: Channel; now: number } | NotEntered
    >(
      "enqueue_outbound",
      ["text", ticket.id],
      ["text", ticket.channel],
      ["text", ticket.contact],
      ["text", ticket.purpose],
      ["text", ticket.address],
      ["text", ticket.template],
      ["smallint", ticket.contactScore],
      ["bigint", ticket.receivedAt],
      ["bigint", ticket.scheduledFor],
      ["text[]", arrayOf(ticket.skills)],
      ["json", detailsOf(ticket)],
      ["text", fingerprint],
      ["smallint", ruleScore],
      ["integer", rulesVersion],
      ["text", ticket.preferredAgent?.id],
      ["bigint", ticket.preferredAgent?.until],
      ...answer,
      ...this.session.time,
    );
    if ("entered" in entered) return { ticket: asCase(entered.entered), created: true };
    if ("basis" in entered) return { inquiry: { ticket, channel: entered.on, basis: entered.basis } };
    const outcome = outcomeOf(entry, entered);
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }
}

function outcomeOf({ ticket }: Entry, answer: Stamp | NotEntered): Outcome<Entered | Outdated> {
  if ("present" in answer) return { value: { ticket: asCase(answer.present), created: false } };
  if ("outdated" in answer) return { value: answer };
  if ("code" in answer) return { error: refusal(answer, ticket.id) };
  return { value: { ticket: asEntered(ticket, ...answer), created: true } };
}

function detailsOf({ segments, attributes, data }: Entry["ticket"]): string {
  return JSON.stringify({ segments, attributes, data });
}
