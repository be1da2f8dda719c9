import type { ConsentLedger } from "../consent/ledger.ts";
import type { TicketExplanation } from "../distribution/explanation.ts";
import type { Awaitable } from "../model/awaitable.ts";
import type { AgentDescription, Case, LineCounts } from "../model/case.ts";
import type { Emitter } from "../model/emitter.ts";
import { unknownAgent } from "../model/store-errors.ts";
import type { Outbound } from "../outbound/outbound.ts";
import type { Urgency } from "../queue/urgency.ts";
import type { WaitEstimate } from "../statistics/estimate/estimate.ts";
import type { ClaimFilter, Lane, Store } from "../stores/store.ts";
import type { Access } from "./access.ts";
import type { Agents } from "./agents.ts";
import type { Channels } from "./channels.ts";
import type { Claim } from "./claims/claim.ts";
import type { Claims } from "./claims/claims.ts";
import type { Contacts } from "./contacts.ts";
import type { Dispatcher } from "./distribution/dispatcher.ts";
import { arrivalOf } from "./entering/arrival.ts";
import type { Arrivals } from "./entering/arrivals.ts";
import type { CenterEvents } from "./events/events.ts";
import type { News } from "./events/news.ts";
import type { Explanations } from "./explanation.ts";
import type { CaseInput, CaseUpdate, DistributionOptions } from "./options.ts";
import type { Gatekeeper } from "./outbound/gatekeeper.ts";
import {
  parseChange,
  parseClaimant,
  parseContactId,
  parseCount,
  parseFilter,
  parseId,
  parseTicket,
  parseToken,
} from "./parse.ts";
import type { CenterStatistics } from "./statistics/statistics.ts";
import type { WaitEstimates } from "./statistics/wait-estimates.ts";
import { urgencyIn } from "./urgency.ts";

/** What a center is put together from. */
export interface CenterParts<Data>
  extends Pick<Center<Data>, "channels" | "contacts" | "agents" | "statistics" | "consent" | "outbound"> {
  readonly store: Store;
  readonly events: Emitter<CenterEvents>;
  readonly news: News;
  readonly access: Access;
  readonly arrivals: Arrivals;
  readonly gatekeeper: Gatekeeper;
  readonly claims: Claims<Data>;
  readonly dispatcher: Dispatcher<Data>;
  readonly waitEstimates: WaitEstimates;
  readonly explanations: Explanations;
  /** Lets go of everything, once. */
  readonly end: () => Promise<void>;
}

/**
 * A contact center over its store. Every method is one atomic intention of the store, and rejects with a ProximoError
 * where input does not fit; nothing is changed then. After `close()` all of them reject with `CENTER_CLOSED`.
 *
 * @example
 * const center = await createCenter();
 * center.on("urgency", ({ urgent }) => console.log(urgent ? "red" : "no longer red"));
 */
export class Center<Data = unknown> {
  /** Which channels there are, and how soon each is served. */
  readonly channels: Channels;
  /** Who is important. */
  readonly contacts: Contacts;
  /** Who serves, and who is free. */
  readonly agents: Agents;
  /** What happened, and what waits. */
  readonly statistics: CenterStatistics;
  /** May we contact this person, and can we prove it? Kept in the center's store. */
  readonly consent: ConsentLedger;
  /** What goes out: may we contact this person now? */
  readonly outbound: Outbound;

  readonly #parts: CenterParts<Data>;

  /** @internal Use `createCenter`. */
  constructor(parts: CenterParts<Data>) {
    this.channels = parts.channels;
    this.contacts = parts.contacts;
    this.agents = parts.agents;
    this.statistics = parts.statistics;
    this.consent = parts.consent;
    this.outbound = parts.outbound;
    this.#parts = parts;
  }

  /**
   * Calls a listener whenever an event has happened, the listeners in the order in which they came. One that fails stops
   * nothing: its error surfaces as an unhandled rejection. What time has brought is told when it is looked for: after what a call
   * has done, where no timer came before.
   *
   * @returns a function that ends the listening. @throws ProximoError `INVALID_OPTION` for an event that there is not.
   */
  on<Name extends keyof CenterEvents>(name: Name, listener: (event: CenterEvents<Data>[Name]) => unknown): () => void {
    return this.#parts.events.on(name, listener as (event: CenterEvents[Name]) => unknown);
  }

  /**
   * Puts a ticket in the line, or on hold until its promotion. The same id with the same input returns the ticket there is.
   *
   * An outbound ticket names its purpose, and is let in with a lawful basis only; outside the hours, or where volume and
   * quality forbid it, it is held until the gate lets it through. It is checked again when it is claimed.
   *
   * @throws ProximoError `DUPLICATE_TICKET`, `UNKNOWN_CHANNEL`, `INBOUND_NOT_ALLOWED`, `OUTBOUND_NOT_ALLOWED`, and one
   * `INVALID_…` for each kind of bad input; `NO_PURPOSE`; OutboundRefused `CONSENT_REQUIRED` or `OUTBOUND_REFUSED`, with
   * all the reasons.
   */
  enqueue(input: CaseInput<Data>): Promise<Case<Data>> {
    return this.#parts.access.changing(
      () => this.#parts.arrivals.admit(arrivalOf(parseTicket(input))) as Awaitable<Case<Data>>,
    );
  }

  /**
   * Claims the first ticket in order that the agent can serve; undefined when nothing is for them. An agent who is
   * registered is named by their id, and gets none unless they are available and have room; any other is described.
   *
   * @throws ProximoError `INVALID_AGENT`, `UNKNOWN_AGENT`
   * @example
   * const claim = await center.next("ana"); // registered with center.agents.set
   * const other = await center.next({ id: "agent-7", channels: ["webchat"], skills: ["billing"] });
   */
  next(agent: AgentDescription | string): Promise<Claim<Data> | undefined> {
    return this.#parts.access.changing(() => {
      const [claimant, token] = [parseClaimant(agent), globalThis.crypto.randomUUID()];
      return this.#parts.claims.make((clearance) => this.#parts.store.claimNext(claimant, token, clearance));
    });
  }

  /**
   * Claims this very ticket; undefined where it does not wait (another took it, say) or the agent cannot serve it.
   *
   * @throws ProximoError `UNKNOWN_TICKET`, `INVALID_AGENT`, `UNKNOWN_AGENT`
   */
  take(id: string, agent: AgentDescription | string): Promise<Claim<Data> | undefined> {
    return this.#parts.access.changing(() => {
      const [ticket, claimant, token] = [parseId(id), parseClaimant(agent), globalThis.crypto.randomUUID()];
      return this.#parts.claims.make((clearance) => this.#parts.store.claimTicket(ticket, claimant, token, clearance));
    });
  }

  /**
   * Offers waiting tickets to the registered agents who have room: those that going down the order would serve, by whom the
   * strategy likes best. Every offer is to be accepted before its deadline.
   *
   * @throws ProximoError `INVALID_OPTION`; `INVALID_VALUE` where a predictor of yours answers what is no finite number.
   * @example
   * for (const offer of await center.distribute({ strategy: "predictive" })) notify(offer.agent, offer.ticket.id, offer.token);
   */
  distribute(options?: DistributionOptions<Data>): Promise<Claim<Data>[]> {
    return this.#parts.access.changing(() => this.#parts.dispatcher.distribute(options));
  }

  /**
   * Distributes from now on whenever something has changed: a ticket came or may join, an agent came or has room, an offer
   * was refused or has lapsed. Listen to `offered`, and to `unservable`.
   *
   * @returns a function that ends it.
   * @throws ProximoError `INVALID_OPTION`
   */
  autoDistribute(options: DistributionOptions<Data> = {}): Promise<() => void> {
    return this.#parts.access.changing(() => this.#parts.dispatcher.autoDistribute(options));
  }

  /** The lanes of the line that nobody who is registered could serve, present or not. */
  unservable(): Promise<readonly Lane[]> {
    return this.#parts.access.reading(() => this.#parts.dispatcher.unservable());
  }

  /** The claim with this token, to be settled by whoever has it; undefined where it no longer stands. */
  claim(token: string): Promise<Claim<Data> | undefined> {
    return this.#parts.access.reading(async () => {
      const holding = await this.#parts.store.claim(parseToken(token));
      return holding && this.#parts.claims.of(holding);
    });
  }

  /** The claims that stand, of one agent or of all. */
  claims(filter: ClaimFilter = {}): Promise<Claim<Data>[]> {
    return this.#parts.access.reading(async () =>
      (await this.#parts.store.claims(parseFilter(filter))).map((holding) => this.#parts.claims.of(holding)),
    );
  }

  /**
   * Changes a ticket that waits or is held; it keeps its place in time unless `scheduledFor` is among the changes.
   *
   * @throws ProximoError `UNKNOWN_TICKET`, `TICKET_NOT_WAITING`, `UNKNOWN_CHANNEL`, `INBOUND_NOT_ALLOWED`, `OUTBOUND_NOT_ALLOWED`,
   * `INVALID_…`; OutboundRefused as `enqueue`, where the gate does not let it go on another channel.
   */
  update(id: string, change: CaseUpdate): Promise<Case<Data>> {
    return this.#parts.access.changing(async () => {
      const [known, checked] = [parseId(id), parseChange(change)];
      const ticket = await this.#parts.gatekeeper.through(this.#parts.gatekeeper.atChange, (clearance) =>
        this.#parts.store.update(known, checked, clearance),
      );
      this.#parts.news.tell("updated", { ticket });
      return ticket as Case<Data>;
    });
  }

  /**
   * The contact gave up: cancels the ticket, whoever has it. False where it was completed or cancelled before.
   *
   * @throws ProximoError `UNKNOWN_TICKET`
   */
  cancel(id: string): Promise<boolean> {
    return this.#parts.access.changing(async () => {
      const cancelled = await this.#parts.store.cancel(parseId(id));
      if (cancelled !== undefined) this.#parts.news.tell("cancelled", { ticket: cancelled.ticket, ...cancelled.claim });
      return cancelled !== undefined;
    });
  }

  /** The ticket, in whatever state; undefined for one never seen, or forgotten after its retention. */
  get(id: string): Promise<Case<Data> | undefined> {
    return this.#parts.access.reading(
      async () => (await this.#parts.store.ticket(parseId(id))) as Case<Data> | undefined,
    );
  }

  /**
   * The first so many in order, of all or of those that such an agent serves, however much a registered one has already;
   * nothing is claimed.
   *
   * @throws ProximoError `INVALID_OPTION`, `INVALID_AGENT`, `UNKNOWN_AGENT`
   * @example
   * const [first] = await center.peek(20, "ana"); // what she may pick from
   * const claim = await center.take(first.id, "ana");
   */
  peek(count = 1, agent?: string | AgentDescription): Promise<readonly Case<Data>[]> {
    return this.#parts.access.reading(async () => {
      const many = parseCount(count);
      const described = agent === undefined ? undefined : await this.#described(agent);
      return (await this.#parts.store.peek(many, described)) as readonly Case<Data>[];
    });
  }

  /**
   * The first so many on hold, for their time or by the outbound gate: the soonest to join the line first, last those of
   * which nobody knows when.
   *
   * @throws ProximoError `INVALID_OPTION`
   * @example
   * for (const { contact, scheduledFor } of await center.peekHeld(20)) notify(contact, scheduledFor);
   */
  peekHeld(count = 1): Promise<readonly Case<Data>[]> {
    return this.#parts.access.reading(
      async () => (await this.#parts.store.peekHeld(parseCount(count))) as readonly Case<Data>[],
    );
  }

  /**
   * All tickets of a contact that are kept, in whatever state, in the order in which they entered: where a person's request
   * is, and what a person may ask to see (LGPD art. 18 II). O(tickets of the contact)
   *
   * @throws ProximoError `INVALID_CONTACT`
   * @example
   * const open = (await center.ticketsOf("maria")).filter(({ closedAt }) => closedAt === undefined);
   */
  ticketsOf(contact: string): Promise<readonly Case<Data>[]> {
    return this.#parts.access.reading(
      async () => (await this.#parts.store.ticketsOf(parseContactId(contact))) as readonly Case<Data>[],
    );
  }

  /** 1 for the next; undefined for a ticket that is not waiting. */
  position(id: string): Promise<number | undefined> {
    return this.#parts.access.reading(() => this.#parts.store.position(parseId(id)));
  }

  /**
   * Why the ticket is where it is: what stands ahead and by which key, who could take it and why each other could not;
   * and whom it was last given to, why, and what the others were worth then. O(tickets ahead)
   *
   * @throws ProximoError `UNKNOWN_TICKET`
   */
  explain(id: string): Promise<TicketExplanation<Data>> {
    return this.#parts.access.reading(
      async () => (await this.#parts.explanations.of(parseId(id))) as TicketExplanation<Data>,
    );
  }

  /**
   * How long the ticket is expected to wait from now on, from who is ahead, who can serve, what they have, and how long they
   * take for such tickets; undefined where it does not wait, or nobody who is available could serve it. To be asked again as
   * it waits. It may take tens of milliseconds where many agents are available.
   *
   * @throws ProximoError `UNKNOWN_TICKET`
   * @example
   * const { wait, likely, ahead } = (await center.estimateWait(ticket.id)) ?? {};
   */
  estimateWait(id: string): Promise<WaitEstimate | undefined> {
    return this.#parts.access.reading(() => this.#parts.waitEstimates.ofTicket(parseId(id)));
  }

  /**
   * How long such a ticket would wait if it came now; undefined where it would not wait, as its channel is paused or its time
   * has not come, or where nobody who is available could serve it.
   *
   * @throws ProximoError as `enqueue`, for what is wrong with the ticket; the outbound gate is not asked.
   * @example
   * await center.estimateArrival({ channel: "webchat", contact: { id: "ana", segments: ["vip"] } });
   */
  estimateArrival(input: CaseInput<Data>): Promise<WaitEstimate | undefined> {
    return this.#parts.access.reading(() => this.#parts.waitEstimates.ofArrival(parseTicket(input)));
  }

  /** How many wait, are held, are paused; how many of those waiting are absolute, or promoted. */
  counts(): Promise<LineCounts> {
    return this.#parts.access.reading(() => this.#parts.store.counts());
  }

  /** Whether the "Next" button should be red, why, and who is next. */
  urgency(): Promise<Urgency<Case<Data>>> {
    return this.#parts.access.reading(async () => (await urgencyIn(this.#parts.store)) as Urgency<Case<Data>>);
  }

  /**
   * Ends what it does by itself, and lets go of the store; called again, it resolves when the first call does. What is under way,
   * your calls and the last statistics among it, is waited for as long as the store's client waits for its server: with ioredis
   * and `maxRetriesPerRequest: null`, until that is back. A listener of the ledger, which calls wait for, is not to wait for it.
   */
  close(): Promise<void> {
    return this.#parts.access.close(this.#parts.end);
  }

  async #described(agent: string | AgentDescription): Promise<AgentDescription> {
    const claimant = parseClaimant(agent);
    if (typeof claimant !== "string") return claimant;
    const known = await this.#parts.store.agents.get(claimant);
    if (known !== undefined) return { id: known.id, channels: known.channels, skills: known.skills };
    throw unknownAgent(claimant);
  }
}
