import { type CaseInput, type Clock, OutboundRefused } from "proximo";
import type { Random } from "../../day/random.ts";
import type { Note } from "../contact.ts";
import { type ConsoleCenter, OUTBOUND_CHANNELS, PURPOSES } from "../opening.ts";
import type { Pace } from "./pace.ts";
import { anybody, one, SUBSCRIBERS } from "./people.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** One contact every so long, on average; how the channels share them, and how long people wait before they give up. */
const GAP = 6.5 * SECOND;
const CHANNELS: readonly { id: string; share: number; patience?: number }[] = [
  { id: "webchat", share: 8, patience: 2 * MINUTE },
  { id: "whatsapp", share: 28, patience: 12 * MINUTE },
  { id: "voice", share: 17, patience: 4 * MINUTE },
  { id: "email", share: 15 },
  { id: "form", share: 7 },
  { id: "telegram", share: 7 },
  { id: "sms", share: 7 },
  { id: "facebook", share: 5 },
  { id: "viber", share: 2 },
  { id: "rcs", share: 2 },
  { id: "video", share: 2, patience: 4 * MINUTE },
];
const SHARES = CHANNELS.reduce((sum, { share }) => sum + share, 0);
const EVERYBODY = 10_000;
const CALLBACK = 0.06;
const OUTBOUND = 0.08;

const TOPICS = ["invoice", "plan", "outage", "moving", "password", "delivery", "cancellation", "visit", "praise"];

interface Room {
  readonly center: ConsoleCenter;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly random: Random;
}

/** People who write and call at random moments, as a Poisson process; some ask to be called, some give up waiting. */
export class Arrivals {
  constructor(
    private readonly room: Room,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** A line to start with, as if the morning had been busy. */
  async fill(tickets: number): Promise<void> {
    const { clock, random } = this.room;
    const now = clock.now();
    for (let left = tickets; left > 0; left--) await this.#inbound({ receivedAt: now - random.below(4 * MINUTE) });
    for (const minutes of [6, 9, 14]) await this.#callback(now + minutes * MINUTE);
    for (let left = 3; left > 0; left--) await this.#outbound();
  }

  /** After a restart: those who wait have their patience still, though nobody remembers how much of it. */
  async resume(): Promise<void> {
    for (const { id, channel } of await this.room.center.peek(EVERYBODY)) this.#leaves(id, channel);
  }

  start(): void {
    const { pace, random } = this.room;
    pace.after(random.exponential(GAP), () => {
      this.#somebody().catch(this.failed);
      this.start();
    });
  }

  #somebody(): Promise<void> {
    const { clock, random } = this.room;
    if (random.chance(OUTBOUND)) return this.#outbound();
    // In five to eight minutes, to the half minute: soon enough to be watched.
    if (random.chance(CALLBACK)) return this.#callback(clock.now() + 5 * MINUTE + (1 + random.below(6)) * 30 * SECOND);
    return this.#inbound({});
  }

  async #inbound(times: Pick<CaseInput, "receivedAt">): Promise<void> {
    const { center } = this.room;
    const channel = this.#channel();
    const { id } = await center.enqueue({ ...this.#input(channel), ...times });
    this.#leaves(id, channel);
  }

  async #callback(scheduledFor: number): Promise<void> {
    await this.room.center.enqueue({ ...this.#input("voice"), scheduledFor });
  }

  async #outbound(): Promise<void> {
    const { center, random } = this.room;
    const { name, contact } = one(SUBSCRIBERS, random);
    const purpose = one(PURPOSES, random).id;
    const data: Note = { name, topic: purpose };
    const channel = one(OUTBOUND_CHANNELS, random);
    try {
      await center.enqueue({ direction: "outbound", channel, contact, purpose, data });
    } catch (error) {
      // No consent, no ticket: that is the gate's answer, and the day goes on.
      if (!(error instanceof OutboundRefused)) throw error;
    }
  }

  #input(channel: string): CaseInput<Note> {
    const { name, contact } = anybody(this.room.random);
    return { channel, contact, data: { name, topic: one(TOPICS, this.room.random) } };
  }

  #leaves(id: string, channel: string): void {
    const { center, pace, random } = this.room;
    const patience = CHANNELS.find((one) => one.id === channel)?.patience;
    if (patience === undefined) return;
    pace.after(random.exponential(patience), () => {
      const leave = async () => {
        if ((await center.get(id))?.state === "waiting") await center.cancel(id);
      };
      leave().catch(this.failed);
    });
  }

  #channel(): string {
    let lot = this.room.random.uniform() * SHARES;
    for (const channel of CHANNELS) {
      lot -= channel.share;
      if (lot < 0) return channel.id;
    }
    return CHANNELS[0]!.id;
  }
}
