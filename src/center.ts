import { milliseconds } from "date-fns";
import { Agents } from "./center/agents.ts";
import { arrivalOf } from "./center/arrival.ts";
import { Attendant } from "./center/attendant.ts";
import { type Books, openBooks } from "./center/books/open.ts";
import { CenterStatistics } from "./center/books/statistics.ts";
import { Waits } from "./center/books/waits.ts";
import { Channels } from "./center/channels.ts";
import type { Claim } from "./center/claim.ts";
import { Claims } from "./center/claims.ts";
import { Contacts } from "./center/contacts.ts";
import { AutoDistribution } from "./center/distribution/auto-distribution.ts";
import { Distributor } from "./center/distribution/distributor.ts";
import { Reluctance } from "./center/distribution/reluctance.ts";
import { UnservableWatch } from "./center/distribution/unservable.ts";
import { Door } from "./center/door.ts";
import { Entrance } from "./center/entrance.ts";
import type { CenterEvents } from "./center/events.ts";
import type { Gatekeeper } from "./center/gatekeeper.ts";
import { News } from "./center/news.ts";
import {
  type CaseInput,
  type CaseUpdate,
  type CenterOptions,
  type Distribution,
  type DistributionOptions,
  distributionOf,
} from "./center/options.ts";
import { openOutbound } from "./center/outbound.ts";
import {
  parseChange,
  parseClaimant,
  parseCount,
  parseDistribution,
  parseFilter,
  parseId,
  parseOptions,
  parseTicket,
  parseToken,
} from "./center/parse.ts";
import { Rulebook } from "./center/rulebook.ts";
import { urgencyIn } from "./center/urgency.ts";
import type { ConsentLedger } from "./consent/ledger.ts";
import { explainTicket, type TicketExplanation } from "./distribution/explanation.ts";
import { type Awaitable, followed } from "./model/awaitable.ts";
import type { AgentDescription, Case, LineCounts } from "./model/case.ts";
import type { Clock } from "./model/clock.ts";
import { Emitter } from "./model/emitter.ts";
import { unknownAgent, unknownTicket } from "./model/store-errors.ts";
import type { Outbound } from "./outbound/outbound.ts";
import { DEFAULT_LEAD } from "./queue/promotion.ts";
import type { Urgency } from "./queue/urgency.ts";
import type { WaitEstimate } from "./statistics/estimate/estimate.ts";
import { memoryStore } from "./stores/memory.ts";
import type { ClaimFilter, Lane, LaneHead, Store } from "./stores/store.ts";

/** 30 days. */
const DEFAULT_RETENTION = milliseconds({ days: 30 });

/**
 * Opens a contact center: who is next, over any store.
 *
 * @throws ProximoError `INVALID_OPTION`
 * @example
 * const center = await createCenter();
 * await center.enqueue({ channel: "whatsapp", contact: "maria" });
 * const claim = await center.next({ id: "agent-7", channels: ["whatsapp"] });
 * await claim?.complete();
 */
export async function createCenter<Data = unknown>(options: CenterOptions = {}): Promise<Center<Data>> {
  parseOptions(options);
  const { store = memoryStore(), clock, promotionLead = DEFAULT_LEAD, retention = DEFAULT_RETENTION } = options;
  const time = await store.open({ clock, promotionLead });
  const events = new Emitter<CenterEvents>();
  const news = new News(store, events);
  const attendant = new Attendant(store, time, retention, news);
  const door = new Door(store, attendant);
  const { ledger, outbound, gatekeeper } = openOutbound(store, time, options, news, attendant, door);
  const rulebook = new Rulebook(store);
  await rulebook.resume();
  await news.listen(() => void attendant.attend());
  const distribution = distributionOf(options.distribution);
  const books = await openBooks(store, time, events, attendant, options);
  await attendant.attend();
  return new Center<Data>({
    ...{ store, time, events, news, attendant, door, gatekeeper, rulebook, ledger, outbound, distribution, books },
  });
}

/** What a center is put together from. */
interface Parts {
  readonly store: Store;
  readonly time: Clock;
  readonly events: Emitter<CenterEvents>;
  readonly news: News;
  readonly attendant: Attendant;
  readonly door: Door;
  readonly gatekeeper: Gatekeeper;
  readonly rulebook: Rulebook;
  readonly ledger: ConsentLedger;
  readonly outbound: Outbound;
  readonly distribution: Distribution & { readonly notAgainFor: number };
  readonly books: Books;
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

  readonly #store: Store;
  readonly #events: Emitter<CenterEvents>;
  readonly #news: News;
  readonly #attendant: Attendant;
  readonly #gatekeeper: Gatekeeper;
  readonly #entrance: Entrance;
  readonly #distribution: Distribution;
  readonly #door: Door;
  readonly #claims: Claims<Data>;
  readonly #distributor: Distributor<Data>;
  readonly #waits: Waits;
  readonly #reluctance: Reluctance;
  readonly #unservable: UnservableWatch;
  readonly #books: Books;

  /** @internal Use `createCenter`. */
  constructor({ store, time, events, news, attendant, door, gatekeeper, rulebook, ...parts }: Parts) {
    const { ledger, outbound, distribution, books } = parts;
    this.#store = store;
    this.#events = events;
    this.#news = news;
    this.#attendant = attendant;
    this.#gatekeeper = gatekeeper;
    this.#entrance = new Entrance(store, rulebook, gatekeeper, news);
    this.#distribution = distribution;
    this.#door = door;
    this.#claims = new Claims(store, this.#door, news, gatekeeper, distribution.notAgainFor);
    this.#reluctance = new Reluctance(time, distribution.notAgainFor, () => void attendant.wake());
    this.#reluctance.listenTo(events);
    this.#distributor = new Distributor(store, this.#claims, books.handlingTime, this.#reluctance.missedBy);
    this.#waits = new Waits(store, time, rulebook, books);
    this.#unservable = new UnservableWatch(store, events);
    this.channels = new Channels(store, this.#door, news);
    this.contacts = new Contacts(store, rulebook, this.#door, news);
    this.#books = books;
    this.agents = new Agents(store.agents, this.#door, news);
    this.statistics = new CenterStatistics(store, time, books, this.#door);
    this.consent = ledger;
    this.outbound = outbound;
  }

  /** @returns a function that ends the listening. */
  on<Name extends keyof CenterEvents>(name: Name, listener: (event: CenterEvents<Data>[Name]) => unknown): () => void {
    return this.#events.on(name, listener as (event: CenterEvents[Name]) => unknown);
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
    return this.#door.changing(() => this.#entrance.admit(arrivalOf(parseTicket(input))) as Awaitable<Case<Data>>);
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
    return this.#door.changing(() => {
      const [claimant, token] = [parseClaimant(agent), globalThis.crypto.randomUUID()];
      return this.#claims.make((clearance) => this.#store.claimNext(claimant, token, clearance));
    });
  }

  /**
   * Claims this very ticket; undefined where it does not wait (another took it, say) or the agent cannot serve it.
   *
   * @throws ProximoError `UNKNOWN_TICKET`, `INVALID_AGENT`, `UNKNOWN_AGENT`
   */
  take(id: string, agent: AgentDescription | string): Promise<Claim<Data> | undefined> {
    return this.#door.changing(() => {
      const [ticket, claimant, token] = [parseId(id), parseClaimant(agent), globalThis.crypto.randomUUID()];
      return this.#claims.make((clearance) => this.#store.claimTicket(ticket, claimant, token, clearance));
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
  distribute(options?: DistributionOptions): Promise<Claim<Data>[]> {
    return this.#door.changing(() => {
      const how = this.#how(options);
      // Who has let an offer lapse is known once that was told.
      return followed(this.#attendant.attend(), () => this.#distributor.distribute(how));
    });
  }

  /**
   * Distributes from now on whenever something has changed: a ticket came or may join, an agent came or has room, an offer
   * was refused or has lapsed. Listen to `offered`, and to `unservable`.
   *
   * @returns a function that ends it.
   * @throws ProximoError `INVALID_OPTION`
   */
  autoDistribute(options: DistributionOptions = {}): Promise<() => void> {
    return this.#door.changing(async () => {
      const how = this.#how(options);
      const endWatch = await this.#unservable.begin();
      const distribute = async () => (await this.#distributor.distribute(how)).length > 0;
      const auto = new AutoDistribution(this.#events, this.#attendant, distribute);
      return () => {
        auto.end();
        endWatch();
      };
    });
  }

  /** The lanes of the line that nobody who is registered could serve, present or not. */
  unservable(): Promise<readonly Lane[]> {
    return this.#door.reading(() => this.#unservable.find());
  }

  /** The claim with this token, to be settled by whoever has it; undefined where it no longer stands. */
  claim(token: string): Promise<Claim<Data> | undefined> {
    return this.#door.reading(async () => {
      const holding = await this.#store.claim(parseToken(token));
      return holding && this.#claims.of(holding);
    });
  }

  /** The claims that stand, of one agent or of all. */
  claims(filter: ClaimFilter = {}): Promise<Claim<Data>[]> {
    return this.#door.reading(async () =>
      (await this.#store.claims(parseFilter(filter))).map((holding) => this.#claims.of(holding)),
    );
  }

  /**
   * Changes a ticket that waits or is held; it keeps its place in time unless `scheduledFor` is among the changes.
   *
   * @throws ProximoError `UNKNOWN_TICKET`, `TICKET_NOT_WAITING`, `UNKNOWN_CHANNEL`, `INVALID_…`
   */
  update(id: string, change: CaseUpdate): Promise<Case<Data>> {
    return this.#door.changing(async () => {
      const [known, checked] = [parseId(id), parseChange(change)];
      const ticket = await this.#gatekeeper.through(this.#gatekeeper.atChange, (clearance) =>
        this.#store.update(known, checked, clearance),
      );
      this.#news.tell("updated", { ticket });
      return ticket as Case<Data>;
    });
  }

  /**
   * The contact gave up: cancels the ticket, whoever has it. False where it was completed or cancelled before.
   *
   * @throws ProximoError `UNKNOWN_TICKET`
   */
  cancel(id: string): Promise<boolean> {
    return this.#door.changing(async () => {
      const cancelled = await this.#store.cancel(parseId(id));
      if (cancelled !== undefined) this.#news.tell("cancelled", { ticket: cancelled.ticket, ...cancelled.claim });
      return cancelled !== undefined;
    });
  }

  /** The ticket, in whatever state; undefined for one never seen, or forgotten after its retention. */
  get(id: string): Promise<Case<Data> | undefined> {
    return this.#door.reading(async () => (await this.#store.ticket(parseId(id))) as Case<Data> | undefined);
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
    return this.#door.reading(async () => {
      const many = parseCount(count);
      const described = agent === undefined ? undefined : await this.#described(agent);
      return (await this.#store.peek(many, described)) as readonly Case<Data>[];
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
    return this.#door.reading(async () => (await this.#store.peekHeld(parseCount(count))) as readonly Case<Data>[]);
  }

  /** 1 for the next; undefined for a ticket that is not waiting. */
  position(id: string): Promise<number | undefined> {
    return this.#door.reading(() => this.#store.position(parseId(id)));
  }

  /**
   * Why the ticket is where it is: what stands ahead and by which key, who could take it and why each other could not;
   * and whom it was last given to, why, and what the others were worth then. O(tickets ahead)
   *
   * @throws ProximoError `UNKNOWN_TICKET`
   */
  explain(id: string): Promise<TicketExplanation<Data>> {
    return this.#door.reading(async () => {
      const known = parseId(id);
      const [ticket, position = 1] = [await this.#store.ticket(known), await this.#store.position(known)];
      if (ticket === undefined) throw unknownTicket(id);
      const [assignment, agents] = [await this.#store.assignment(known), await this.#store.agents.list()];
      const explain = (heads: readonly LaneHead[]) => explainTicket({ ticket, assignment, agents, heads });
      // In one breath: heads may be read until the store changes.
      return followed(
        this.#store.lanes(() => position),
        explain,
      ) as Awaitable<TicketExplanation<Data>>;
    });
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
    return this.#door.reading(() => this.#waits.ofTicket(parseId(id)));
  }

  /**
   * How long such a ticket would wait if it came now; undefined where nobody who is available could serve it.
   *
   * @throws ProximoError as `enqueue`, for what is wrong with the ticket.
   * @example
   * await center.estimateArrival({ channel: "webchat", contact: { id: "ana", segments: ["vip"] } });
   */
  estimateArrival(input: CaseInput<Data>): Promise<WaitEstimate | undefined> {
    return this.#door.reading(() => this.#waits.ofArrival(parseTicket(input)));
  }

  /** How many wait, are held, are paused; how many of those waiting are absolute, or promoted. */
  counts(): Promise<LineCounts> {
    return this.#door.reading(() => this.#store.counts());
  }

  /** Whether the "Next" button should be red, why, and who is next. */
  urgency(): Promise<Urgency<Case<Data>>> {
    return this.#door.reading(async () => (await urgencyIn(this.#store)) as Urgency<Case<Data>>);
  }

  /** Ends the timer and lets go of the store; called again, it resolves when the first call does. */
  close(): Promise<void> {
    return this.#door.close(() => this.#end());
  }

  async #end(): Promise<void> {
    this.#attendant.stop();
    this.#reluctance.close();
    this.#news.close();
    try {
      await this.#books.bookkeeper.tell();
    } catch (error) {
      this.#events.emit("error", { error });
    }
    await this.#store.close();
  }

  async #described(agent: string | AgentDescription): Promise<AgentDescription> {
    const claimant = parseClaimant(agent);
    if (typeof claimant !== "string") return claimant;
    const known = await this.#store.agents.get(claimant);
    if (known !== undefined) return { id: known.id, channels: known.channels, skills: known.skills };
    throw unknownAgent(claimant);
  }

  #how(options?: DistributionOptions): Distribution {
    if (options === undefined) return this.#distribution;
    const { strategy = this.#distribution.strategy, within = this.#distribution.within } = parseDistribution(options);
    return { strategy, within };
  }
}
