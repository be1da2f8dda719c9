import type { Figures } from "proximo";
import { type ConsoleCenter, MINUTE } from "../opening.ts";

/** Of the charts. */
const MINUTES = 30;

/** One minute of the charts. */
export interface Minute {
  /** Its beginning, in epoch milliseconds. */
  readonly from: number;
  /** How long those who were served had waited on average, in milliseconds; undefined where nobody was. */
  readonly wait?: number | undefined;
  /** Undefined where nobody was served or gave up. */
  readonly serviceLevel?: number | undefined;
}

/** The last half hour as the center's statistics tell it, this minute included. */
export interface HalfHour {
  readonly minutes: readonly Minute[];
  readonly served: number;
  readonly gaveUp: number;
  readonly serviceLevel?: number | undefined;
}

export async function halfHourOf({ statistics }: ConsoleCenter, now: number): Promise<HalfHour> {
  const first = (Math.floor(now / MINUTE) - (MINUTES - 1)) * MINUTE;
  const [told, { total }] = await Promise.all([
    statistics.byInterval({ from: first }),
    statistics.report({ from: first }),
  ]);
  const figures = new Map(told.map((minute) => [minute.at, minute.total]));
  const minutes = Array.from({ length: MINUTES }, (_, index) => first + index * MINUTE);
  return {
    minutes: minutes.map((from) => minuteOf(from, figures.get(from))),
    served: total.answered,
    gaveUp: total.abandoned,
    serviceLevel: total.serviceLevel,
  };
}

function minuteOf(from: number, figures: Figures | undefined): Minute {
  return { from, wait: figures?.wait.mean, serviceLevel: figures?.serviceLevel };
}
