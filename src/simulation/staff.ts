import type { Center } from "../center/center.ts";
import { type Agent, wrapUpOn } from "../model/agent.ts";
import { checked } from "./durations.ts";
import { Occupancy } from "./occupancy.ts";
import type { Setting } from "./parse.ts";
import type { Shift, SimulatedAgent } from "./simulation.ts";
import type { Timeline } from "./timeline.ts";

/** An agent at work. */
export interface Worker {
  readonly agent: Agent;
  readonly speed: SimulatedAgent["speed"];
  readonly time: Occupancy;
  shifts: number;
}

/** Who serves, when they are there, and how long they are busy. */
export class Staff {
  readonly #workers = new Map<string, Worker>();

  private constructor(
    private readonly center: Center,
    private readonly timeline: Timeline,
    private readonly cycle: number,
  ) {}

  /** @param window in which occupancy is measured. */
  static async register(
    center: Center,
    timeline: Timeline,
    { agents, cycle }: Setting,
    window: { readonly from: number; readonly to: number },
  ): Promise<Staff> {
    const staff = new Staff(center, timeline, cycle);
    for (const [name, { count, speed, shifts, ...input }] of Object.entries(agents)) {
      const ids = count === undefined ? [name] : Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
      for (const id of ids) {
        const present = shifts?.filter((shift) => isOn(shift, cycle)).length ?? 1;
        const agent = await center.agents.set(id, { ...input, presence: present > 0 ? "available" : "offline" });
        const time = new Occupancy(agent.capacity.total, window);
        time.setPresent(present > 0, timeline.now());
        const worker = { agent, speed, time, shifts: present };
        staff.#workers.set(id, worker);
        for (const shift of shifts ?? []) staff.#plan(worker, shift);
      }
    }
    return staff;
  }

  /** A ticket is theirs. @returns how long they have it, in milliseconds. */
  begin(id: string, channel: string, handlingTime: (agent: string) => number): number {
    const { speed = 1, time } = this.#known(id);
    time.take(1, this.timeline.now());
    return checked(handlingTime(id)) / (typeof speed === "number" ? speed : (speed[channel] ?? 1));
  }

  /** It is served. */
  end(id: string, channel: string): void {
    const { agent, time } = this.#known(id);
    const wrapUp = wrapUpOn(channel, agent);
    const over = () => {
      time.take(-1, this.timeline.now());
      return false;
    };
    if (wrapUp === 0) over();
    else this.timeline.plan(this.timeline.now() + wrapUp, over);
  }

  /** Time has passed until then. */
  pass(now: number): void {
    for (const { time } of this.#workers.values()) time.pass(now);
  }

  times(): ReadonlyMap<string, Occupancy> {
    return new Map([...this.#workers].map(([id, { time }]) => [id, time]));
  }

  #plan(worker: Worker, { from, to }: Shift): void {
    const start = this.timeline.now();
    this.#repeat(start + from, worker, 1);
    this.#repeat(start + (to > this.cycle ? to - this.cycle : to), worker, -1);
  }

  /** Once every cycle a shift begins, or ends. */
  #repeat(at: number, worker: Worker, change: 1 | -1): void {
    this.timeline.plan(at, async () => {
      this.#repeat(at + this.cycle, worker, change);
      const before = worker.shifts > 0;
      worker.shifts += change;
      const present = worker.shifts > 0;
      if (present === before) return false;
      worker.time.setPresent(present, this.timeline.now());
      await this.center.agents.set(worker.agent.id, { presence: present ? "available" : "offline" });
      return true;
    });
  }

  #known(id: string): Worker {
    return this.#workers.get(id) as Worker;
  }
}

/** Whether a shift of the last cycle goes on when the first begins; one that begins with it is planned. */
function isOn({ to }: Shift, cycle: number): boolean {
  return to > cycle;
}
