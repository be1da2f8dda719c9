import { milliseconds } from "date-fns";
import { Access } from "./center/access.ts";
import { Agents } from "./center/agents.ts";
import { Center, type CenterParts } from "./center/center.ts";
import { Channels } from "./center/channels.ts";
import { Claims } from "./center/claims/claims.ts";
import { Contacts } from "./center/contacts.ts";
import { Dispatcher } from "./center/distribution/dispatcher.ts";
import { Distributor } from "./center/distribution/distributor.ts";
import { Reluctance } from "./center/distribution/reluctance.ts";
import { UnservableWatch } from "./center/distribution/unservable.ts";
import { Arrivals } from "./center/entering/arrivals.ts";
import { type CenterEvents, EVENTS } from "./center/events/events.ts";
import { News } from "./center/events/news.ts";
import { Explanations } from "./center/explanation.ts";
import { type CenterOptions, distributionOf } from "./center/options.ts";
import { openOutbound } from "./center/outbound/open.ts";
import { parseOptions } from "./center/parse.ts";
import { Rulebook } from "./center/rulebook.ts";
import { openStatistics } from "./center/statistics/open.ts";
import { CenterStatistics } from "./center/statistics/statistics.ts";
import { WaitEstimates } from "./center/statistics/wait-estimates.ts";
import { Timekeeper } from "./center/timekeeper.ts";
import { Emitter } from "./model/emitter.ts";
import { DEFAULT_LEAD } from "./queue/promotion.ts";
import { memoryStore } from "./stores/memory.ts";

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
export async function createCenter<Data = unknown>(options: CenterOptions<Data> = {}): Promise<Center<Data>> {
  return new Center(await openCenter<Data>(options));
}

/** The parts of a center, for a simulation, which lets in tickets that it has made itself: to check them takes a fifth of its time. */
export async function openCenter<Data>(options: CenterOptions<Data>): Promise<CenterParts<Data>> {
  parseOptions(options);
  const { store = memoryStore(), promotionLead = DEFAULT_LEAD, retention = DEFAULT_RETENTION } = options;
  const clock = await store.open({ clock: options.clock, promotionLead });
  const events = new Emitter<CenterEvents>(EVENTS);
  const news = new News(store, events);
  const timekeeper = new Timekeeper(store, clock, retention, news);
  const access = new Access(store, timekeeper);
  const { ledger, outbound, gatekeeper } = openOutbound(store, clock, options, news, timekeeper, access);
  const rulebook = new Rulebook(store);
  const begin = async () => {
    await rulebook.resume();
    await news.listen(() => void timekeeper.catchUp());
    const counting = await openStatistics(store, clock, events, timekeeper, options);
    await timekeeper.catchUp();
    return counting;
  };
  const { notAgainFor, ...distribution } = distributionOf(options.distribution);
  const counting = await begin().catch(async (error: unknown) => {
    await timekeeper.stop();
    await news.close();
    await store.close();
    throw error;
  });

  const claims = new Claims<Data>(store, access, news, gatekeeper, notAgainFor);
  const reluctance = new Reluctance(clock, notAgainFor, () => void timekeeper.wake());
  reluctance.listenTo(events);
  const distributor = new Distributor(store, claims, counting.handlingTime, reluctance.missedBy);
  distributor.listenTo(events);
  const watch = new UnservableWatch(store, timekeeper, events);

  const end = async () => {
    await timekeeper.stop();
    reluctance.close();
    await news.close();
    try {
      await counting.recorder.tell();
    } catch (error) {
      events.emit("error", { error });
    }
    await store.close();
  };

  return {
    ...{ store, events, news, access, gatekeeper, claims, outbound, end },
    consent: ledger,
    channels: new Channels(store, access, news),
    contacts: new Contacts(store, rulebook, access, news),
    agents: new Agents(store.agents, access, news),
    statistics: new CenterStatistics(store, clock, counting, access),
    arrivals: new Arrivals(store, rulebook, gatekeeper, news),
    dispatcher: new Dispatcher(distributor, watch, timekeeper, events, distribution),
    waitEstimates: new WaitEstimates(store, clock, rulebook, counting),
    explanations: new Explanations(store, clock, reluctance.missedBy),
  };
}
