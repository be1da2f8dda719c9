import { millisecondsInHour } from "date-fns/constants";
import type {
  ContactStanding,
  DecisionRecord,
  Occurrence,
  OptInQuestion,
  Sender,
  SenderState,
} from "../../model/outbound.ts";
import { Batch } from "../connection/batch.ts";
import type {
  Judge,
  OutboundStanding,
  OutboundStore,
  Reservation,
  SenderStanding,
  Windows,
} from "../port/outbound-store.ts";
import { toldSince } from "../rules/told.ts";
import type { Database, Parameter } from "./database.ts";
import { gathering } from "./gathering.ts";
import { arrayOf } from "./quoting.ts";

type ShownSender = SenderStanding & { readonly version: number };

interface ShownStanding {
  readonly contact: { readonly [Key in keyof ContactStanding]: number | null } | null;
  readonly count: number | null;
  readonly included: boolean;
  readonly sender: ShownSender;
  readonly template: ShownSender | null;
}

/**
 * What is judged is read, judged here, and written if nobody has changed it meanwhile. In this process they go one after the
 * other, so that only other processes can come between.
 */
export class PostgresOutbound implements OutboundStore {
  readonly #judging = new Batch<() => Promise<unknown>, unknown>(
    async ([judge]) => [{ value: await judge!() }],
    gathering(1, 1),
  );

  constructor(private readonly database: Database) {}

  async standing(contact: string, sender: Sender, windows: Windows): Promise<OutboundStanding> {
    const known = await this.database.call<ShownStanding>(
      "outbound_standing",
      ["text", contact],
      ["text", sender.channel],
      ["text", sender.template],
      ["bigint", windows.now],
      ["bigint", windows.volume],
      ["bigint", windows.quality],
    );
    const { lastReceived, windowSince, lastDelivered, notBefore, stoppedSince, resumedSince } = known.contact ?? {};
    return {
      contact: {
        lastReceived: lastReceived ?? undefined,
        windowSince: windowSince ?? undefined,
        lastDelivered: lastDelivered ?? undefined,
        notBefore: notBefore ?? undefined,
        stoppedSince: stoppedSince ?? undefined,
        resumedSince: resumedSince ?? undefined,
      },
      reach: { count: known.count ?? 0, included: known.included },
      sender: { state: known.sender.state, counts: known.sender.counts },
      template: known.template ? { state: known.template.state, counts: known.template.counts } : undefined,
    };
  }

  async freeAt(channel: string, limit: number, { now, volume }: Windows): Promise<number | undefined> {
    const at = await this.database.call<number | null>(
      "free_at",
      ["text", channel],
      ["bigint", limit],
      ["bigint", now],
      ["bigint", volume],
    );
    return at ?? undefined;
  }

  async record(decision: Omit<DecisionRecord, "seq">, reservation?: Reservation): Promise<number | undefined> {
    const seq = await this.database.call<number | null>(
      "record",
      ["text", decision.contact],
      ["text", decision.channel],
      ["bigint", decision.at],
      ["json", JSON.stringify(decision)],
      ["bigint", reservation?.at],
      ["bigint", reservation?.window],
      ["bigint", reservation?.limit],
    );
    return seq ?? undefined;
  }

  async decisions(filter: { contact?: string | undefined; limit: number }): Promise<readonly DecisionRecord[]> {
    const most: Parameter = ["bigint", Number.isFinite(filter.limit) ? filter.limit : undefined];
    const found = await this.database.call<readonly (readonly [number, Omit<DecisionRecord, "seq">])[]>(
      "decisions",
      ["text", filter.contact],
      most,
    );
    return found.map(([seq, decision]) => ({ seq, ...decision }));
  }

  happened(occurrence: Occurrence, serviceWindow: number, windows: Windows, judge: Judge): Promise<number> {
    return this.#inTurn(async () => {
      for (;;) {
        const at = await this.#happened(occurrence, serviceWindow, windows, judge);
        if (at !== null) return at;
      }
    });
  }

  change(sender: Sender, change: (state: SenderState) => SenderState): Promise<void> {
    return this.#inTurn(async () => {
      while (!(await this.#changed(sender, change)));
    });
  }

  async setWish(contact: string, channel: string, wants: "stopped" | "resumed", at: number): Promise<void> {
    await this.database.call("set_wish", ["text", contact], ["text", channel], ["text", wants], ["bigint", at]);
  }

  async setQuestion(contact: string, channel: string, question: OptInQuestion): Promise<void> {
    await this.database.call("set_question", ["text", contact], ["text", channel], ["json", JSON.stringify(question)]);
  }

  async takeQuestion(contact: string, channel: string): Promise<OptInQuestion | undefined> {
    const taken = await this.database.call<OptInQuestion | null>("take_question", ["text", contact], ["text", channel]);
    return taken ?? undefined;
  }

  async erase(contact: string): Promise<void> {
    await this.database.call("erase_contact", ["text", contact]);
  }

  purge(before: number): Promise<number> {
    return this.database.call("purge_decisions", ["bigint", before]);
  }

  #inTurn<Result>(judge: () => Promise<Result>): Promise<Result> {
    return this.#judging.add(judge) as Promise<Result>;
  }

  async #happened(
    occurrence: Occurrence,
    serviceWindow: number,
    windows: Windows,
    judge: Judge,
  ): Promise<number | null> {
    const { kind, contact, channel, template, message, at, notBefore } = occurrence;
    const since = windows.now - windows.quality;
    const judged = kind === "received" || kind === "failed" ? [] : await this.#senders(channel, template, since);
    const verdicts = judged.map(({ state, counts }) => {
      const counted = (Math.floor(at / millisecondsInHour) + 1) * millisecondsInHour > since ? 1 : 0;
      const name = kind as keyof typeof counts;
      return judge({ state, counts: { ...counts, [name]: counts[name] + counted } });
    });
    const column = (values: readonly (string | number | boolean)[]) =>
      judged.length > 0 ? arrayOf(values) : undefined;
    return this.database.call(
      "happened",
      ["text", kind],
      ["text", contact],
      ["text", channel],
      ["text", template],
      ["text", message],
      ["bigint", at],
      ["bigint", notBefore],
      ["bigint", serviceWindow],
      ["bigint", since],
      ["bigint", toldSince(windows)],
      ["bigint[]", column(judged.map(({ version }) => version))],
      ["text[]", column(verdicts.map(({ state }) => JSON.stringify(state)))],
      ["boolean[]", column(verdicts.map(({ recount }) => recount))],
    );
  }

  async #changed({ channel, template = "" }: Sender, change: (state: SenderState) => SenderState): Promise<boolean> {
    const { state, version } = (await this.#senders(channel, template, 0)).at(-1)!;
    return this.database.call(
      "change_sender",
      ["text", channel],
      ["text", template],
      ["bigint", version],
      ["json", JSON.stringify(change(state))],
    );
  }

  /** The channel's, and the template's where there is one. */
  async #senders(channel: string, template = "", since: number): Promise<readonly ShownSender[]> {
    const found = await this.database.call<readonly (ShownSender | null)[]>(
      "sender",
      ["text", channel],
      ["text", template],
      ["bigint", since],
    );
    return found.filter((sender) => sender !== null);
  }
}
