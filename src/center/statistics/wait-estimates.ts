import { allowedOn } from "../../channels/directions.ts";
import { channelIn } from "../../channels/known.ts";
import { followed } from "../../model/awaitable.ts";
import type { Clock } from "../../model/clock.ts";
import type { Standing } from "../../model/standing.ts";
import { unknownTicket } from "../../model/store-errors.ts";
import { NEVER } from "../../model/time.ts";
import { promotionMoment, waitingSince } from "../../queue/promotion.ts";
import { tierOf } from "../../queue/ranking.ts";
import { aheadOf } from "../../statistics/estimate/ahead.ts";
import { DEPTH, estimateWait, type WaitEstimate, type WaitQuestion } from "../../statistics/estimate/estimate.ts";
import type { Store } from "../../stores/store.ts";
import { arrivalOf } from "../entering/arrival.ts";
import { checkComplete } from "../outbound/gatekeeper.ts";
import type { parseTicket } from "../parse.ts";
import type { Rulebook } from "../rulebook.ts";
import type { StatisticsParts } from "./open.ts";

/** How long it will take until somebody has time. */
export class WaitEstimates {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly rulebook: Rulebook,
    private readonly parts: StatisticsParts,
  ) {}

  /** Undefined for a ticket that does not wait, or that nobody who is available could serve. */
  async ofTicket(id: string): Promise<WaitEstimate | undefined> {
    const [ticket, position] = await Promise.all([this.store.ticket(id), this.store.position(id)]);
    if (ticket === undefined) throw unknownTicket(id);
    if (position === undefined) return undefined;
    const ahead = await this.store.peek(Math.min(position - 1, DEPTH));
    return this.#estimate({ ticket, ahead, aheadInAll: position - 1 });
  }

  /**
   * Undefined where it would not wait, or nobody who is available could serve it.
   *
   * @throws ProximoError `UNKNOWN_CHANNEL`, `INBOUND_NOT_ALLOWED`, `OUTBOUND_NOT_ALLOWED`, `INVALID_CONTACT`, `NO_PURPOSE`
   */
  async ofArrival(input: ReturnType<typeof parseTicket>): Promise<WaitEstimate | undefined> {
    const { ticket, contact } = arrivalOf(input);
    const channel = channelIn(await this.store.channels(), ticket.channel);
    allowedOn(channel, channel.id, ticket.direction);
    if (ticket.direction === "outbound") checkComplete(ticket);
    const now = this.clock.now();
    const { promotionLead } = this.parts.rules;
    const entering = { ...ticket, receivedAt: ticket.receivedAt ?? now };
    const promotedAt = promotionMoment(entering, promotionLead);
    const since = waitingSince(entering, promotionLead);
    const promoted = promotedAt !== undefined || since + (channel.escalateAfter ?? NEVER) <= now;
    if (!channel.enabled || (promotedAt ?? now) > now) return undefined;
    // Another center may have changed them since, and nothing that is asked here would tell.
    this.rulebook.forget();
    const standing: Standing = {
      tier: tierOf(channel, promoted),
      channelScore: channel.score,
      contactScore: ticket.contactScore ?? (await this.rulebook.scores()).of(contact),
      waitingSince: since,
      arrival: Number.MAX_SAFE_INTEGER,
    };
    // Not awaited, where the store answers at once: heads may be read only until the store changes.
    const before = await followed(
      this.store.lanes(() => DEPTH),
      (heads) => aheadOf(standing, heads),
    );
    return this.#estimate({ ticket, ...before });
  }

  async #estimate(about: Pick<WaitQuestion, "ticket" | "ahead" | "aheadInAll">): Promise<WaitEstimate | undefined> {
    const [agents, claims] = await Promise.all([this.store.agents.list(), this.store.claims({})]);
    const { predictor } = this.parts.experience;
    return estimateWait({
      ...{ ...about, agents, claims, variation: predictor.variation, now: this.clock.now() },
      handlingTime: (agent, channel, skills) => predictor.handlingTime(agent, channel, skills),
    });
  }
}
