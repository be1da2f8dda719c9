import { millisecondsInHour } from "date-fns/constants";
import type { Occurrence, QualityCounts, Sender, SenderState } from "../../model/outbound.ts";
import { Batch } from "../connection/batch.ts";
import type { Judge, SenderStanding, Windows } from "../port/outbound-store.ts";
import { toldSince } from "../rules/told.ts";
import { getSenders, keepOccurrences } from "./scripts/occurrences.ts";
import type { Connection } from "./server/connection.ts";
import { type StandingReply, senderWords, standingFrom } from "./standing.ts";

type Kind = keyof QualityCounts;

/** What happened to a contact, and what it does to senders. */
interface Happening {
  readonly occurrence?: Occurrence;
  readonly serviceWindow?: number;
  /** Of a message with an id: what is told, and since when it would be known. */
  readonly told?: Told | undefined;
  readonly senders: readonly Sender[];
  /** Counts older than that are left out. */
  readonly since: number;
  /** Pure: it is asked again where another process came between. */
  readonly judge: Judge;
}

interface Told {
  readonly channel: string;
  readonly at: number;
  readonly what: string;
  readonly since: number;
}

/** A sender while it is being judged. */
interface Judged {
  readonly version: string;
  standing: SenderStanding;
  readonly counts: (
    | { readonly kind: Kind; readonly at: number; readonly since: number }
    | { readonly recount: true }
  )[];
}

const NO_COUNTS: QualityCounts = { delivered: 0, blocked: 0, reported: 0, optedOut: 0 };

/**
 * Senders and their templates. A judge is a function of the application's, so that Redis cannot call it: what it judges is
 * read, and what it says is kept if nothing has changed since; otherwise all is done again.
 */
export class RedisSenders {
  /** One at a time: two of this process would only overtake each other. */
  readonly #happening = new Batch<Happening, number | undefined>((calls) => this.#keep(calls), {
    ...{ most: 64, lanes: 1, soon: queueMicrotask },
  });

  constructor(private readonly connection: Connection) {}

  async happened(occurrence: Occurrence, serviceWindow: number, windows: Windows, judge: Judge): Promise<number> {
    const { kind, contact, channel, template, message } = occurrence;
    const isCounted = kind !== "received" && kind !== "failed";
    const all = template === undefined ? [{ channel }] : [{ channel }, { channel, template }];
    const senders = isCounted ? all : [];
    const what = JSON.stringify([contact, channel, kind, message]);
    const told = message === undefined ? undefined : { channel, what, at: occurrence.at, since: toldSince(windows) };
    const known = await this.#happening.add({
      ...{ occurrence, serviceWindow, told, senders, judge, since: windows.now - windows.quality },
    });
    return known ?? occurrence.at;
  }

  async change(sender: Sender, change: (state: SenderState) => SenderState): Promise<void> {
    const judge = ({ state }: SenderStanding) => ({ state: change(state), recount: false });
    await this.#happening.add({ senders: [sender], since: Number.NEGATIVE_INFINITY, judge });
  }

  async #keep(calls: readonly Happening[]): Promise<{ value: number | undefined }[]> {
    for (;;) {
      const { judged, known } = await this.#read(calls);
      const news = calls.filter(
        ({ told }) => told === undefined || (!known.has(told.what) && known.set(told.what, told.at)),
      );
      for (const call of news) judgeAll(call, judged);
      const version = globalThis.crypto.randomUUID();
      const kept = await this.connection.run(keepOccurrences, [
        version,
        JSON.stringify([...judged].map(([sender, one]) => senderText(sender, one))),
        JSON.stringify(
          news.flatMap(({ occurrence, serviceWindow, told }) =>
            occurrence ? { ...occurrence, serviceWindow, ...told } : [],
          ),
        ),
      ]);
      if (Number(kept) === 1) return calls.map(({ told }) => ({ value: told && known.get(told.what) }));
    }
  }

  async #read(calls: readonly Happening[]): Promise<{ judged: Map<string, Judged>; known: Map<string, number> }> {
    const since = new Map<string, number>();
    for (const call of calls)
      for (const sender of call.senders.map(senderWords))
        since.set(sender, Math.min(call.since, since.get(sender) ?? Number.POSITIVE_INFINITY));
    const senders = [...since].map(([sender, from]) => ({ sender, since: Math.max(from, 0) }));
    const told = calls.flatMap((call) => call.told ?? []);
    if (senders.length === 0 && told.length === 0) return { judged: new Map(), known: new Map() };
    const args = [JSON.stringify(senders), JSON.stringify(told)];
    const [standings, known] = (await this.connection.run(getSenders, args)) as unknown as readonly [
      readonly StandingReply[],
      readonly number[],
    ];
    const judged = new Map<string, Judged>();
    for (const [place, { sender }] of senders.entries()) {
      const reply = standings[place]!;
      judged.set(sender, { version: reply[0] ?? "", standing: standingFrom(reply), counts: [] });
    }
    const moments = told.map(({ what }, place) => [what, Number(known[place])] as const);
    return { judged, known: new Map(moments.filter(([, at]) => at >= 0)) };
  }
}

function judgeAll({ occurrence, senders, since, judge }: Happening, judged: ReadonlyMap<string, Judged>): void {
  for (const sender of senders) {
    const one = judged.get(senderWords(sender))!;
    let { counts } = one.standing;
    if (occurrence !== undefined) {
      const { at } = occurrence;
      const kind = occurrence.kind as Kind;
      one.counts.push({ kind, at, since });
      const ends = (Math.floor(at / millisecondsInHour) + 1) * millisecondsInHour;
      if (ends > since) counts = { ...counts, [kind]: counts[kind] + 1 };
    }
    const { state, recount } = judge({ ...one.standing, counts });
    if (recount) one.counts.push({ recount: true });
    one.standing = { state, counts: recount ? NO_COUNTS : counts };
  }
}

function senderText(sender: string, { version, standing, counts }: Judged) {
  return { sender, version, state: JSON.stringify(standing.state), counts };
}
