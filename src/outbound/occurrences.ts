import type { Occurrence, Sender } from "../model/outbound.ts";
import type { OutboundStore } from "../stores/port/outbound-store.ts";
import type { Gate } from "./gate.ts";
import { judged } from "./policy/quality.ts";

/** A message as it is told of, checked. */
export interface Message extends Sender {
  readonly contact: string;
  readonly id?: string | undefined;
  readonly at?: number | undefined;
}

/** Keeps what happened to messages, and judges the quality by it. */
export class Occurrences {
  constructor(
    private readonly store: OutboundStore,
    private readonly gate: Gate,
  ) {}

  /** @returns when it happened: as it was told first, and what lies ahead counts as now. */
  async keep(
    kind: Occurrence["kind"],
    { contact, channel, id, template, at }: Message,
    notBefore?: number,
  ): Promise<number> {
    const windows = this.gate.windows(channel);
    const { serviceWindow, quality } = this.gate.policyOf(channel);
    const moment = this.moment(channel, at);
    const occurrence = { kind, contact, channel, message: id, template, at: moment, notBefore };
    return this.store.happened(occurrence, serviceWindow?.length ?? 0, windows, (standing) =>
      quality === undefined ? { state: standing.state, recount: false } : judged(standing, quality, windows.now),
    );
  }

  moment(channel: string, at: number | undefined): number {
    const { now } = this.gate.windows(channel);
    return Math.min(at ?? now, now);
  }
}
