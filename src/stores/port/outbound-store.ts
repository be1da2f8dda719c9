import type { Awaitable } from "../../model/awaitable.ts";
import type {
  ContactStanding,
  DecisionRecord,
  Occurrence,
  OptInQuestion,
  QualityCounts,
  Sender,
  SenderState,
} from "../../model/outbound.ts";

/**
 * A sender or template: its state, and its counts in the window asked about.
 *
 * @example
 * const windows = { now: clock.now(), volume: 86_400_000, quality: 604_800_000 };
 * const { sender } = await store.outbound.standing("maria", { channel: "whatsapp" }, windows);
 * sender; // → { state: { pauses: 0 }, counts: { delivered: 0, blocked: 0, reported: 0, optedOut: 0 } }
 */
export interface SenderStanding {
  readonly state: SenderState;
  readonly counts: QualityCounts;
}

/**
 * Who was reached on a channel in the window asked about.
 *
 * @example
 * const windows = { now: clock.now(), volume: 86_400_000, quality: 604_800_000 };
 * (await store.outbound.standing("maria", { channel: "whatsapp" }, windows)).reach; // → { count: 0, included: false }
 */
export interface Reach {
  /** How many contacts. */
  readonly count: number;
  /** Whether the contact asked about is one of them. */
  readonly included: boolean;
}

/**
 * What a decision rests on, besides consent.
 *
 * @example
 * const windows = { now: clock.now(), volume: 86_400_000, quality: 604_800_000 };
 * const { contact, reach, sender } = await store.outbound.standing("maria", { channel: "whatsapp" }, windows);
 */
export interface OutboundStanding {
  readonly contact: ContactStanding;
  readonly reach: Reach;
  readonly sender: SenderStanding;
  /** Of the template asked about. */
  readonly template?: SenderStanding | undefined;
}

/**
 * The moment asked about and the lengths of the moving windows, in milliseconds.
 *
 * @example
 * const windows: Windows = { now: clock.now(), volume: 86_400_000, quality: 604_800_000 }; // a day, a week
 * await store.outbound.freeAt("whatsapp", 250, windows); // → 1795435200000
 */
export interface Windows {
  readonly now: number;
  /** In which reached contacts are counted; 0 where there is no limit. */
  readonly volume: number;
  /** In which deliveries and complaints are counted. */
  readonly quality: number;
}

/**
 * Counts the contact as reached from `at` on (epoch milliseconds), if fewer than `limit` others are in the `window`
 * (milliseconds) before it, or it is one of them.
 *
 * @example
 * const place: Reservation = { at: clock.now(), window: 86_400_000, limit: 250 };
 */
export interface Reservation {
  readonly at: number;
  readonly window: number;
  readonly limit: number;
}

/**
 * What a sender is to be once something has happened: pure, called within the store's own step. `recount` starts the counts anew.
 *
 * @example
 * const strict: Judge = ({ state, counts }) =>
 *   counts.reported < 10 ? { state, recount: false } : { state: { ...state, pausedUntil: "person" }, recount: true };
 */
export type Judge = (standing: SenderStanding) => { readonly state: SenderState; readonly recount: boolean };

/**
 * What the outbound gate stores through. Each member is one atomic intention. Whatever names a contact is gone after
 * `erase`; counts remain, without a name.
 *
 * @example
 * const [latest] = await store.outbound.decisions({ contact: "maria", limit: 1 });
 */
export interface OutboundStore {
  /** All that a decision about the contact rests on, as of one moment. */
  standing(contact: string, sender: Sender, windows: Windows): Awaitable<OutboundStanding>;
  /** When fewer than `limit` contacts will be counted as reached; undefined where no waiting helps (a limit of 0). */
  freeAt(channel: string, limit: number, windows: Windows): Awaitable<number | undefined>;
  /** Keeps a decision, with its reservation; answers its number, or undefined where the limit was reached meanwhile: nothing is kept then. */
  record(decision: Omit<DecisionRecord, "seq">, reservation?: Reservation): Awaitable<number | undefined>;
  /** The decisions about one contact or about all, in order; the latest `limit` of them. */
  decisions(filter: {
    readonly contact?: string | undefined;
    readonly limit: number;
  }): Awaitable<readonly DecisionRecord[]>;
  /**
   * Keeps what happened: counts it, moves the contact's moments, judges sender and template. Nothing where the same is known
   * to have happened to that message of the contact's on that channel, which it is while the longer of the windows reaches it.
   *
   * @param serviceWindow milliseconds for which what the contact wrote lets deliveries go uncounted.
   * @returns when it happened: where the same is known, as it was told first.
   */
  happened(occurrence: Occurrence, serviceWindow: number, windows: Windows, judge: Judge): Awaitable<number>;
  /** Changes a sender's or template's state: `change` is pure, called within the store's own step. */
  change(sender: Sender, change: (state: SenderState) => SenderState): Awaitable<void>;
  /** Keeps that the contact stopped or resumed marketing at the platform then; nothing where a later wish is known. */
  setWish(contact: string, channel: string, wants: "stopped" | "resumed", at: number): Awaitable<void>;
  /** Keeps the question last put to the contact there, in place of the one before. */
  setQuestion(contact: string, channel: string, question: OptInQuestion): Awaitable<void>;
  /** The question, which is then no longer kept: what the contact writes next is its only reply. */
  takeQuestion(contact: string, channel: string): Awaitable<OptInQuestion | undefined>;
  /** Forgets the contact. */
  erase(contact: string): Awaitable<void>;
  /**
   * Forgets the decisions made before then; how many. It may go in parts, the oldest first: where it fails, some are left, for
   * the next time.
   */
  purge(before: number): Awaitable<number>;
}
