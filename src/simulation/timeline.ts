import TinyQueue from "tinyqueue";
import type { Awaitable } from "../model/awaitable.ts";
import type { Clock } from "../model/clock.ts";
import { manualClock } from "../testing/manual-clock.ts";

/** What happens at a moment. @returns false where nothing has changed. */
export type Act = () => Awaitable<boolean>;

/** That it will; called off, it does not. */
export interface Plan {
  readonly at: number;
  /** Of the same millisecond, what was planned first happens first. */
  readonly order: number;
  act: Act | undefined;
}

/**
 * A manual clock that moves from one thing that happens to the next: what is planned, and what the center itself wants to be
 * woken for. It stands still while a thing happens, however long that takes.
 */
export class Timeline implements Clock {
  readonly #clock;
  readonly #plans = new TinyQueue<Plan>([], byTime);
  #order = 0;

  constructor(start: number) {
    this.#clock = manualClock(start);
  }

  now(): number {
    return this.#clock.now();
  }

  plan(at: number, act: Act): Plan {
    const plan: Plan = { at: Math.max(at, this.now()), order: this.#order++, act };
    this.#plans.push(plan);
    return plan;
  }

  wake(at: number, callback: () => void): () => void {
    const plan = this.plan(at, () => {
      callback();
      return true;
    });
    return () => callOff(plan);
  }

  /** Moves the clock to the next thing, and gives it; undefined where nothing is planned until then. */
  next(until: number): Act | undefined {
    for (let plan = this.#plans.pop(); plan !== undefined && plan.at <= until; plan = this.#plans.pop()) {
      if (plan.act === undefined) continue;
      this.#clock.set(plan.at);
      return plan.act;
    }
    return undefined;
  }
}

export function callOff(plan: Plan | undefined): void {
  if (plan !== undefined) plan.act = undefined;
}

function byTime(a: Plan, b: Plan): number {
  return a.at - b.at || a.order - b.order;
}
