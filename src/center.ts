import { milliseconds } from "date-fns";
import { arrivalOf, scored } from "./center/arrival.ts";
import { Attendant } from "./center/attendant.ts";
import { Claim } from "./center/claim.ts";
import type { CenterEvents } from "./center/events.ts";
import type { Gatekeeper } from "./center/gatekeeper.ts";
import { News } from "./center/news.ts";
import type { CaseInput, CenterOptions } from "./center/options.ts";
import { openOutbound } from "./center/outbound.ts";
import {
  parseAgent,
  parseChange,
  parseCount,
  parseFilter,
  parseId,
  parseOptions,
  parseRules,
  parseTicket,
  parseToken,
} from "./center/parse.ts";
import { Rulebook } from "./center/rulebook.ts";
import { urgencyIn } from "./center/urgency.ts";
import type { ConsentLedger } from "./consent/ledger.ts";
import type { Awaitable } from "./model/awaitable.ts";
import type { AgentDescription, Case, Holding, LineCounts } from "./model/case.ts";
import type { Channel, ChannelChange } from "./model/channel.ts";
import type { ContactRule } from "./model/contact.ts";
import { Emitter } from "./model/emitter.ts";
import { ProximoError } from "./model/errors.ts";
import type { Clearance } from "./model/outbound.ts";
import type { TicketChange } from "./model/ticket.ts";
import type { Outbound } from "./outbound/outbound.ts";
import { DEFAULT_LEAD } from "./queue/promotion.ts";
import type { Urgency } from "./queue/urgency.ts";
import { memoryStore } from "./stores/memory.ts";
import type { Claimed, ClaimFilter, Settlement, Store } from "./stores/store.ts";

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
  const { ledger, outbound, gatekeeper } = openOutbound(store, time, options, news, attendant);
  const rulebook = new Rulebook(store);
  await rulebook.resume();
  await news.listen(() => void attendant.attend());
  await attendant.attend();
  return new Center<Data>(store, events, news, attendant, gatekeeper, rulebook, ledger, outbound);
}

/**
 * A contact center over its store. Every method is one atomic intention of the store, and rejects with a ProximoError
 * where input does not fit; nothing is changed then. After `close()` all of them reject with `CENTER_CLOSED`.
 */
export class Center<Data = unknown> {
  /** Which channels there are, and how soon each is served. */
  readonly channels = {
    /** Changes what is given; a new id adds a channel. Every waiting ticket of it moves at once. See `ChannelRegistry.set`. */
    set: (id: string, change: ChannelChange): Promise<Channel> =>
      this.#changing(async () => {
        const channel = await this.#store.setChannel(parseId(id), change);
        this.#news.tell("channel", channel);
        return channel;
      }),
    get: async (id: string): Promise<Channel | undefined> => (await this.channels.list()).find((one) => one.id === id),
    list: (): Promise<readonly Channel[]> => this.#reading(() => this.#store.channels()),
  };

  /** Who is important. */
  readonly contacts = {
    /**
     * Puts rules in force in place of all before, and resolves when everything that waits is scored by them.
     *
     * @throws ProximoError `INVALID_RULE`
     */
    setRules: (rules: readonly ContactRule[]): Promise<void> =>
      this.#changing(async () => this.#news.tell("rescored", await this.#rulebook.replace(parseRules(rules)))),
    rules: (): Promise<readonly ContactRule[]> => this.#reading(async () => (await this.#store.rules()).rules),
  };

  readonly #store: Store;
  readonly #news: News;
  readonly #attendant: Attendant;
  readonly #gatekeeper: Gatekeeper;
  readonly #rulebook: Rulebook;
  #closed = false;

  /** @internal Use `createCenter`. */
  constructor(
    store: Store,
    private readonly events: Emitter<CenterEvents>,
    news: News,
    attendant: Attendant,
    gatekeeper: Gatekeeper,
    rulebook: Rulebook,
    /** May we contact this person, and can we prove it? Kept in the center's store. */
    readonly consent: ConsentLedger,
    /** What goes out: may we contact this person now? */
    readonly outbound: Outbound,
  ) {
    this.#store = store;
    this.#news = news;
    this.#attendant = attendant;
    this.#gatekeeper = gatekeeper;
    this.#rulebook = rulebook;
  }

  /** @returns a function that ends the listening. */
  on<Name extends keyof CenterEvents>(name: Name, listener: (event: CenterEvents<Data>[Name]) => unknown): () => void {
    return this.events.on(name, listener as (event: CenterEvents[Name]) => unknown);
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
    return this.#changing(async () => {
      const arrival = arrivalOf(parseTicket(input));
      for (;;) {
        const entry = scored(arrival, await this.#rulebook.scores());
        const entered = await this.#gatekeeper.through(this.#gatekeeper.atEntry, (clearance) =>
          this.#store.enqueue(entry, clearance),
        );
        if ("outdated" in entered) this.#rulebook.forget();
        else {
          if (entered.created) this.#news.tell("enqueued", { ticket: entered.ticket });
          return entered.ticket as Case<Data>;
        }
      }
    });
  }

  /**
   * Claims the first ticket in order that the agent can serve; undefined when nothing is for them.
   *
   * @throws ProximoError `INVALID_AGENT`
   */
  next(agent: AgentDescription): Promise<Claim<Data> | undefined> {
    return this.#claiming((token) => {
      const described = parseAgent(agent);
      return (clearance) => this.#store.claimNext(described, token, clearance);
    });
  }

  /**
   * Claims this very ticket; undefined where it does not wait (another took it, say) or the agent cannot serve it.
   *
   * @throws ProximoError `UNKNOWN_TICKET`, `INVALID_AGENT`
   */
  take(id: string, agent: AgentDescription): Promise<Claim<Data> | undefined> {
    return this.#claiming((token) => {
      const [ticket, described] = [parseId(id), parseAgent(agent)];
      return (clearance) => this.#store.claimTicket(ticket, described, token, clearance);
    });
  }

  /** The claim with this token, to be settled by whoever has it; undefined where it no longer stands. */
  claim(token: string): Promise<Claim<Data> | undefined> {
    return this.#reading(async () => this.#asClaim(await this.#store.claim(parseToken(token))));
  }

  /** The claims that stand, of one agent or of all. */
  claims(filter: ClaimFilter = {}): Promise<Claim<Data>[]> {
    return this.#reading(async () =>
      (await this.#store.claims(parseFilter(filter))).map((holding) => this.#asClaim(holding)),
    );
  }

  /**
   * Changes a ticket that waits or is held; it keeps its place in time unless `scheduledFor` is among the changes.
   *
   * @throws ProximoError `UNKNOWN_TICKET`, `TICKET_NOT_WAITING`, `UNKNOWN_CHANNEL`, `INVALID_…`
   */
  update(id: string, change: TicketChange): Promise<Case<Data>> {
    return this.#changing(async () => {
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
    return this.#changing(async () => {
      const cancelled = await this.#store.cancel(parseId(id));
      if (cancelled !== undefined) this.#news.tell("cancelled", { ticket: cancelled.ticket, ...cancelled.claim });
      return cancelled !== undefined;
    });
  }

  /** The ticket, in whatever state; undefined for one never seen, or forgotten after its retention. */
  get(id: string): Promise<Case<Data> | undefined> {
    return this.#reading(async () => (await this.#store.ticket(parseId(id))) as Case<Data> | undefined);
  }

  /** The first so many in order, of all or of those the agent can serve; nothing is claimed. */
  peek(count = 1, agent?: AgentDescription): Promise<readonly Case<Data>[]> {
    return this.#reading(async () => {
      const first = await this.#store.peek(parseCount(count), agent === undefined ? undefined : parseAgent(agent));
      return first as readonly Case<Data>[];
    });
  }

  /** 1 for the next; undefined for a ticket that is not waiting. */
  position(id: string): Promise<number | undefined> {
    return this.#reading(() => this.#store.position(parseId(id)));
  }

  /** How many wait, are held, are paused; how many of those waiting are absolute, or promoted. */
  counts(): Promise<LineCounts> {
    return this.#reading(() => this.#store.counts());
  }

  /** Whether the "Next" button should be red, why, and who is next. */
  urgency(): Promise<Urgency<Case<Data>>> {
    return this.#reading(async () => (await urgencyIn(this.#store)) as Urgency<Case<Data>>);
  }

  /** Ends the timer and lets go of the store. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#attendant.stop();
    this.#news.close();
    this.#gatekeeper.close();
    await this.#store.close();
  }

  #claiming(
    stepWith: (token: string) => (clearance?: Clearance) => Awaitable<Claimed>,
  ): Promise<Claim<Data> | undefined> {
    return this.#changing(async () => {
      const step = stepWith(globalThis.crypto.randomUUID());
      const { holding } = await this.#gatekeeper.through(this.#gatekeeper.atClaim, async (clearance) => {
        const claimed = await step(clearance);
        if (claimed.refused !== undefined) this.#gatekeeper.tell(claimed.refused);
        return claimed;
      });
      if (holding === undefined) return undefined;
      this.#news.tell("claimed", { ticket: holding.ticket, agent: holding.agent });
      return this.#asClaim(holding);
    });
  }

  #asClaim(holding: Holding): Claim<Data>;
  #asClaim(holding: Holding | undefined): Claim<Data> | undefined;
  #asClaim(holding: Holding | undefined): Claim<Data> | undefined {
    const settle = (token: string, settlement: Settlement) => this.#changing(() => this.#settle(token, settlement));
    return holding && new Claim(holding as Holding<Data>, settle);
  }

  async #settle(token: string, settlement: Settlement): Promise<Case<Data>> {
    const checked =
      settlement.kind === "release" ? { ...settlement, change: parseChange(settlement.change) } : settlement;
    const moved = checked.kind === "release" && checked.change.channel !== undefined;
    const gate = moved ? this.#gatekeeper.atChange : this.#gatekeeper.atRelease;
    const { ticket, claim, refused } = await this.#gatekeeper.through(gate, (clearance) =>
      this.#store.settle(token, checked, clearance),
    );
    if (checked.kind === "complete") this.#news.tell("completed", { ticket, ...claim });
    else if (checked.kind === "release") this.#news.tell("released", { ticket, ...claim });
    else this.#news.tell("cancelled", { ticket, ...claim });
    if (refused !== undefined) this.#gatekeeper.tell(refused);
    return ticket as Case<Data>;
  }

  async #reading<Value>(read: () => Awaitable<Value>): Promise<Value> {
    if (this.#closed) throw new ProximoError("CENTER_CLOSED", "expected an open center, got one that was closed");
    return read();
  }

  /** What has changed is told before the caller goes on; over a store that is shared, soon after. */
  async #changing<Value>(change: () => Awaitable<Value>): Promise<Value> {
    const value = await this.#reading(change);
    const told = this.#attendant.attend();
    if (!this.#store.shared) await told;
    return value;
  }
}
