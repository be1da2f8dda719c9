import type { Channel } from "../../../model/channel.ts";
import type { Score } from "../../../model/score.ts";
import { unknownTicket } from "../../../model/store-errors.ts";
import { promotionMoment, waitingSince } from "../../../queue/promotion.ts";
import { reservedSkills } from "../../reservation.ts";
import { limitsOn, nextChange, reservedNow } from "../../waiting.ts";
import type { Counters } from "../counters.ts";
import type { Cache } from "../database/transactions.ts";
import type { Settings } from "../settings.ts";
import type { Setup } from "../setup.ts";
import { contactOf, type Folder } from "./folder.ts";
import type { Lanes } from "./lanes.ts";
import type { Passages } from "./passages.ts";
import type { TicketTable } from "./ticket-table.ts";

/**
 * The tickets and what follows from their changes: who is in which lane, how many are held, what is due next.
 *
 * A folder is changed by as many of the methods as it takes, and then written once: by `add` or `save`.
 */
export class Tickets implements Cache {
  /** When time will next change one; `none` where it will not, undefined where it is to be looked up. */
  #nextDue: number | "none" | undefined;
  /** When the longest closed was closed, likewise. */
  #oldestClosed: number | "none" | undefined;

  constructor(
    private readonly table: TicketTable,
    private readonly lanes: Lanes,
    private readonly counters: Counters,
    private readonly settings: Settings,
    private readonly setup: Setup,
    private readonly passages: Passages,
    private readonly scrub: () => void,
  ) {}

  /** @throws ProximoError `UNKNOWN_TICKET` */
  known(id: string): Folder {
    const folder = this.table.find(id);
    if (folder === undefined) throw unknownTicket(id);
    return folder;
  }

  /** When time will next change one of them. */
  get nextDue(): number | undefined {
    this.#nextDue ??= this.table.firstDue() ?? "none";
    return this.#nextDue === "none" ? undefined : this.#nextDue;
  }

  get oldestClosed(): number | undefined {
    this.#oldestClosed ??= this.table.closed(1)[0]?.closed_at ?? "none";
    return this.#oldestClosed === "none" ? undefined : this.#oldestClosed;
  }

  get held(): number {
    return this.counters.get("held");
  }

  /** Writes one that has joined. @returns who has its id already: nothing was written then. */
  add(folder: Folder, fingerprint: string): Folder | undefined {
    try {
      this.table.insert(folder, fingerprint);
      return undefined;
    } catch (error) {
      const taken = this.table.find(folder.ticket.id);
      if (taken === undefined) throw error;
      return taken;
    }
  }

  /** Writes one that nobody holds, wherever it stands now; of one that has been closed, nothing else but that. */
  save(folder: Folder): void {
    if (folder.closedAt === undefined) this.table.place(folder);
    else {
      if (this.#oldestClosed === "none") this.#oldestClosed = folder.closedAt;
      this.table.close(folder, this.counters.add("closings", 1) + 1);
    }
  }

  /** Lets it come into the line, or on hold, under the limits that its channel has now. */
  join(folder: Folder): void {
    const { ticket } = folder;
    const channel = this.settings.channels.get(ticket.channel) as Channel;
    Object.assign(folder, limitsOn(channel, waitingSince(ticket, this.setup.promotionLead)));
    this.stand(folder, this.setup.now());
  }

  /** Puts it in its lane or on hold, by the keys it has now. */
  stand(folder: Folder, now: number): void {
    const { ticket, ruleScore, promoted } = folder;
    const { promotionLead: lead } = this.setup;
    const moment = promotionMoment(ticket, lead);
    const contactScore = ticket.contactScore ?? ruleScore;
    const reservedFor = reservedNow(ticket, now);
    const held = moment !== undefined && moment > now && !promoted;
    folder.keys = {
      contactScore,
      waitingSince: held ? moment : waitingSince(ticket, lead),
      arrival: ticket.arrival,
    };
    if (held) {
      folder.state = "held";
      this.counters.add("held", 1);
    } else {
      folder.promoted = promoted || moment !== undefined;
      const skills = reservedFor === undefined ? ticket.skills : reservedSkills(reservedFor, ticket.skills);
      const lane = this.lanes.lane(ticket.channel, folder.promoted, skills);
      folder.state = "waiting";
      folder.lane = lane.number;
      this.lanes.join(lane, folder);
    }
    const changes = nextChange({ ...folder, reservedFor }, held);
    this.awaitUntil(folder, held ? Math.min(moment, changes) : changes);
  }

  /** Takes it out of its lane, out of hold, or away from its agent. */
  leave(folder: Folder): void {
    if (folder.lane !== undefined) this.lanes.leave(this.lanes.at(folder.lane), folder);
    if (folder.state === "held") this.counters.add("held", -1);
    if (folder.due !== undefined && folder.due === this.#nextDue) this.#nextDue = undefined;
    folder.lane = undefined;
    folder.due = undefined;
    folder.gated = false;
  }

  /** Time will change it then; Infinity: never. */
  awaitUntil(folder: Folder, moment: number): void {
    if (moment === Number.POSITIVE_INFINITY) return;
    folder.due = moment;
    const next = this.#nextDue;
    if (next === "none" || (next !== undefined && moment < next)) this.#nextDue = moment;
  }

  /** What was awaited has been written anew. */
  lookAgain(): void {
    this.#nextDue = undefined;
  }

  /** Keeps it out of the line until then, or until further notice: what the outbound gate asked for. */
  setAside(folder: Folder, until: number | undefined): void {
    this.leave(folder);
    folder.gated = true;
    folder.state = "held";
    folder.keys = { ...folder.keys, waitingSince: until ?? Number.MAX_SAFE_INTEGER };
    this.counters.add("held", 1);
    this.awaitUntil(folder, until ?? Number.POSITIVE_INFINITY);
  }

  close(folder: Folder, as: "completed" | "cancelled"): void {
    this.leave(folder);
    folder.state = as;
    folder.closedAt = this.setup.now();
  }

  /** Lets those of a channel that the gate holds wait again, or only one contact's. */
  reopen(channel: string, contact: string | undefined): void {
    for (const folder of contact === undefined ? this.table.gated(channel) : this.table.openOf(contact))
      if (folder.gated && folder.ticket.channel === channel) this.rejoin(folder);
  }

  /** Lets it wait again. */
  rejoin(folder: Folder): void {
    this.leave(folder);
    this.join(folder);
    this.save(folder);
  }

  /** Scores by rules of this version up to `limit` that were scored by older ones; how many. */
  rescore(version: number, score: (contact: ReturnType<typeof contactOf>) => Score, limit: number): number {
    const folders = this.table.unscored(version, limit);
    const scores = folders.map(({ ticket }) => score(contactOf(ticket)));
    folders.forEach((folder, place) => {
      const lane = folder.lane === undefined ? undefined : this.lanes.at(folder.lane);
      if (lane !== undefined) this.lanes.leave(lane, folder);
      folder.ruleScore = scores[place]!;
      folder.rulesVersion = version;
      folder.keys = { ...folder.keys, contactScore: folder.ticket.contactScore ?? folder.ruleScore };
      if (lane !== undefined) this.lanes.join(lane, folder);
      this.table.score(folder);
    });
    return folders.length;
  }

  purge(before: number, limit: number): number {
    let purged = 0;
    for (const { arrival, closed_at } of this.table.closed(limit)) {
      if (closed_at > before) break;
      this.table.delete(arrival);
      purged += 1;
    }
    if (purged > 0) this.#oldestClosed = undefined;
    return purged;
  }

  /** Forgets every ticket of the contact, in whatever state; how many. */
  erase(contact: string): number {
    const folders = this.table.ofContact(contact);
    for (const folder of folders) {
      this.leave(folder);
      this.passages.erase(folder);
      this.table.delete(folder.keys.arrival);
    }
    this.#oldestClosed = undefined;
    this.scrub();
    return folders.length;
  }

  forget(): void {
    this.#nextDue = undefined;
    this.#oldestClosed = undefined;
  }
}
