import { milliseconds } from "date-fns";
import type { Clock } from "../../model/clock.ts";
import type { Emitter } from "../../model/emitter.ts";
import { DEFAULT_LEAD } from "../../queue/promotion.ts";
import { DEFAULT_RULES, type TallyRules } from "../../statistics/tallies.ts";
import type { Lane, Store } from "../../stores/store.ts";
import type { CenterEvents } from "../events/events.ts";
import type { CenterOptions, StatisticsRules } from "../options.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { Experience } from "./experience.ts";
import { Shifts } from "./shifts.ts";
import { TallyRecorder } from "./tally-recorder.ts";

const DEFAULT_RETENTION = milliseconds({ days: 90 });

/** What is counted and learned. */
export interface StatisticsParts {
  readonly rules: TallyRules;
  readonly recorder: TallyRecorder;
  readonly shifts: Shifts;
  readonly experience: Experience;
  /** In seconds. */
  readonly handlingTime: (agent: string, lane: Lane) => number;
}

/** Reads what was learned and who is there, and counts from then on, unless the center is not to. */
export async function openStatistics(
  store: Store,
  clock: Clock,
  events: Emitter<CenterEvents>,
  timekeeper: Timekeeper,
  { statistics, promotionLead = DEFAULT_LEAD }: Pick<CenterOptions, "statistics" | "promotionLead">,
): Promise<StatisticsParts> {
  const rules = rulesOf(statistics || {}, promotionLead);
  const [shifts, experience] = [new Shifts(store.agents), new Experience(store.tallies, clock)];
  const recorder = new TallyRecorder(store.tallies, clock, rules, shifts, experience);
  await shifts.begin();
  await experience.look();
  if (statistics !== false) {
    recorder.listenTo(events, (error) => events.emit("error", { error }));
    timekeeper.follow(async () => {
      await recorder.tellInTime();
      if (store.shared && experience.isOutdated) {
        await recorder.tell();
        await experience.look();
      }
      return false;
    });
  }
  const handlingTime = (agent: string, { channel, skills }: Lane) =>
    experience.predictor.handlingTime(agent, channel, skills);
  return { rules, recorder, shifts, experience, handlingTime };
}

function rulesOf(
  {
    interval = DEFAULT_RULES.interval,
    target = DEFAULT_RULES.target,
    targetByChannel = DEFAULT_RULES.targetByChannel,
    shortAbandon = DEFAULT_RULES.shortAbandon,
    retention = DEFAULT_RETENTION,
  }: StatisticsRules,
  promotionLead: number,
): TallyRules & { readonly retention: number } {
  return { interval, target, targetByChannel, shortAbandon, retention, promotionLead };
}
