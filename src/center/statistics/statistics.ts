import type { AccuracyReport } from "../../agents/prediction/accuracy.ts";
import { followed } from "../../model/awaitable.ts";
import type { Clock } from "../../model/clock.ts";
import { LAST_MOMENT, type Time } from "../../model/time.ts";
import {
  type IntervalStatistics,
  type Statistics,
  type StatisticsOptions,
  statisticsByInterval,
  statisticsFrom,
} from "../../statistics/report.ts";
import { talliesOf } from "../../statistics/tallies.ts";
import { type WaitingNow, waitingNow } from "../../statistics/waiting.ts";
import type { Tally } from "../../stores/port/tally-store.ts";
import type { Store } from "../../stores/store.ts";
import type { Access } from "../access.ts";
import type { StatisticsParts } from "./open.ts";
import { parseIntervals, parseSpan } from "./parse.ts";

/**
 * What to tell of; by default all that is kept.
 *
 * @example
 * const today: SpanInput = { from: startOfToday(), target: 30_000 };
 * (await center.statistics.report(today)).total.serviceLevel;
 */
export interface SpanInput extends StatisticsOptions {
  /** An interval is told of where it begins at this moment or later. */
  readonly from?: Time | undefined;
  /** And before this one. */
  readonly to?: Time | undefined;
}

/**
 * What to tell of, interval by interval; by default all that is kept.
 *
 * @example
 * const byHour: IntervalsInput = { from: startOfToday(), interval: 3_600_000 };
 * (await center.statistics.byInterval(byHour)).map(({ at, total }) => [new Date(at), total.arrived]);
 */
export interface IntervalsInput extends SpanInput {
  /** In milliseconds: a multiple of the interval that is counted by, which it is when omitted. */
  readonly interval?: number | undefined;
}

/**
 * What happened, what is waiting, and how well handling times are predicted.
 *
 * @example
 * (await center.statistics.waiting()).total.longest; // 42_000: milliseconds
 * (await center.statistics.report()).total.serviceLevel; // 0.86
 */
export class CenterStatistics {
  /** @internal Use `createCenter`. */
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly parts: StatisticsParts,
    private readonly access: Access,
  ) {}

  /**
   * By channel, agent, skill and in total. Counts are exact, quantiles within 1 %. What a process has not told the store
   * yet (within seconds) is not in what others are told.
   *
   * @throws ProximoError `INVALID_TIME`, `INVALID_OPTION`
   * @example
   * const { channels, agents } = await center.statistics.report({ from: startOfToday() });
   * channels.webchat?.serviceLevel; // 0.86: answered within 20 seconds
   * agents.ana?.occupancy;
   */
  report(span: SpanInput = {}): Promise<Statistics> {
    return this.access.reading(async () => {
      const { from, to, target } = parseSpan(span);
      return statisticsFrom(await this.#tallies(from, to), { target });
    });
  }

  /** The same by interval, in order; one in which nothing happened is left out. @throws as `report` */
  byInterval(intervals: IntervalsInput = {}): Promise<readonly IntervalStatistics[]> {
    return this.access.reading(async () => {
      const {
        from,
        to,
        target,
        interval = this.parts.rules.interval,
      } = parseIntervals(intervals, this.parts.rules.interval);
      return statisticsByInterval(await this.#tallies(from, to), interval, { target });
    });
  }

  /** How many wait, and for how long they have. O(tickets waiting) */
  waiting(): Promise<WaitingNow> {
    return this.access.reading(() =>
      // Not awaited, where the store answers at once: heads may be read only until the store changes.
      followed(
        this.store.lanes(({ waiting }) => waiting),
        (heads) => waitingNow(heads, this.clock.now()),
      ),
    );
  }

  /** How good the built-in predictor's handling times were, against what the tickets took. */
  predictions(): Promise<AccuracyReport> {
    return this.access.reading(async () => {
      await this.parts.recorder.tell();
      await this.parts.experience.look();
      return this.parts.experience.predictor.accuracy();
    });
  }

  async #tallies(from = 1, to = LAST_MOMENT): Promise<readonly Tally[]> {
    await this.parts.recorder.tell();
    const running = this.parts.shifts
      .running(this.clock.now())
      .flatMap((happening) => talliesOf(happening, this.parts.rules));
    const within = ({ at }: Tally) => from <= at && at < to;
    return [...(await this.store.tallies.sums(Math.max(1, from), to)), ...running.filter(within)];
  }
}
