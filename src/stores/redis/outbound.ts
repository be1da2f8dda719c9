import type {
  ContactStanding,
  DecisionRecord,
  Occurrence,
  OptInQuestion,
  Sender,
  SenderState,
} from "../../model/outbound.ts";
import type { Judge, OutboundStanding, OutboundStore, Reservation, Windows } from "../port/outbound-store.ts";
import { listDecisions, purgeDecisions, recordDecision } from "./scripts/decisions.ts";
import { erasePerson, getLeaving, getStanding, setOfPerson, setWish, takeOfPerson } from "./scripts/outbound.ts";
import { RedisSenders } from "./senders.ts";
import type { Connection, Reply } from "./server/connection.ts";
import { type StandingReply, senderWords, standingFrom } from "./standing.ts";
import { atMost, optional } from "./words.ts";

const PURGED_AT_ONCE = 1_000;

/** What the outbound gate keeps, in Redis. */
export class RedisOutbound implements OutboundStore {
  readonly #senders: RedisSenders;

  constructor(private readonly connection: Connection) {
    this.#senders = new RedisSenders(connection);
  }

  async standing(contact: string, sender: Sender, { now, volume, quality }: Windows): Promise<OutboundStanding> {
    const { channel, template } = sender;
    const [moments, count, included, ofChannel, ofTemplate] = (await this.connection.run(getStanding, [
      contact,
      channel,
      senderWords({ channel }),
      template === undefined ? "" : senderWords(sender),
      volume > 0 ? String(now - volume) : "",
      String(now - quality),
    ])) as readonly Reply[];
    return {
      contact: contactStanding(moments as readonly Reply[]),
      reach: { count: Number(count), included: included !== null },
      sender: standingFrom(ofChannel as StandingReply),
      template: ofTemplate === null ? undefined : standingFrom(ofTemplate as StandingReply),
    };
  }

  async freeAt(channel: string, limit: number, { now, volume }: Windows): Promise<number | undefined> {
    const last = await this.connection.run(getLeaving, [channel, atMost(limit), String(now - volume)]);
    if (last === null) return undefined;
    return Number(last) < 0 ? now : Number(last) + volume;
  }

  async record(decision: Omit<DecisionRecord, "seq">, reservation?: Reservation): Promise<number | undefined> {
    const { contact, channel, at } = decision;
    const place = reservation && [
      atMost(reservation.limit),
      String(reservation.at),
      String(reservation.at - reservation.window),
    ];
    const args = [contact, channel, String(at), JSON.stringify(decision), ...(place ?? ["", "", ""])];
    const seq = await this.connection.run(recordDecision, args);
    return seq === null ? undefined : Number(seq);
  }

  async decisions({ contact, limit }: { contact?: string | undefined; limit: number }) {
    const args = [atMost(limit), contact === undefined ? "all" : "contact", optional(contact)];
    const told = (await this.connection.run(listDecisions, args)) as readonly string[];
    const decisions: DecisionRecord[] = [];
    for (let index = 0; index < told.length; index += 2)
      decisions.push({ seq: Number(told[index]), ...(JSON.parse(told[index + 1]!) as Omit<DecisionRecord, "seq">) });
    return decisions;
  }

  happened(occurrence: Occurrence, serviceWindow: number, windows: Windows, judge: Judge): Promise<number> {
    return this.#senders.happened(occurrence, serviceWindow, windows, judge);
  }

  change(sender: Sender, change: (state: SenderState) => SenderState): Promise<void> {
    return this.#senders.change(sender, change);
  }

  async setWish(contact: string, channel: string, wants: "stopped" | "resumed", at: number): Promise<void> {
    await this.connection.run(setWish, [contact, channel, wants, String(at)]);
  }

  async setQuestion(contact: string, channel: string, question: OptInQuestion): Promise<void> {
    await this.connection.run(setOfPerson, [contact, `question:${channel}`, JSON.stringify(question)]);
  }

  async takeQuestion(contact: string, channel: string): Promise<OptInQuestion | undefined> {
    const question = await this.connection.run(takeOfPerson, [contact, `question:${channel}`]);
    return question === null ? undefined : (JSON.parse(question as string) as OptInQuestion);
  }

  async erase(contact: string): Promise<void> {
    await this.connection.run(erasePerson, [contact]);
  }

  /** Page by page, as a script stops everybody else. */
  async purge(before: number): Promise<number> {
    for (let purged = 0; ; ) {
      const gone = Number(await this.connection.run(purgeDecisions, [String(before), String(PURGED_AT_ONCE)]));
      purged += gone;
      if (gone < PURGED_AT_ONCE) return purged;
    }
  }
}

function contactStanding(moments: readonly Reply[]): ContactStanding {
  const [lastReceived, windowSince, lastDelivered, notBefore, stoppedSince, resumedSince] = moments.map((moment) =>
    moment === null ? undefined : Number(moment),
  );
  return { lastReceived, windowSince, lastDelivered, notBefore, stoppedSince, resumedSince };
}
