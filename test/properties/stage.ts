import type fc from "fast-check";
import { type AgentDescription, type AgentStore, type Center, createCenter, type LaneHead, memoryStore } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { START } from "./steps.ts";

/** A claim that was asked for: of the first for an agent, or of one ticket. */
export interface Attempt {
  readonly id?: string;
  readonly agent: AgentDescription;
  readonly token: string;
}

/** Two centers over one store, which carries its calls out in whatever order the scheduler likes. */
export interface Stage {
  readonly here: Center;
  readonly there: Center;
  readonly clock: ManualClock;
  /** In the order in which the store came to them. */
  readonly attempts: readonly Attempt[];
}

export async function stage(scheduler: fc.Scheduler): Promise<Stage> {
  const attempts: Attempt[] = [];
  const clock = manualClock(START);
  const store = scheduled(memoryStore(), scheduler, attempts);
  const open = () => scheduler.waitFor(createCenter({ store, clock }));
  return { here: await open(), there: await open(), clock, attempts };
}

function scheduled<Of extends object>(store: Of, scheduler: fc.Scheduler, attempts: Attempt[]): Of {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (name === "agents") return scheduled(member as AgentStore, scheduler, attempts);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), String(name));
        if (name === "claimNext") {
          const [agent, token] = args as [AgentDescription, string];
          attempts.push({ agent, token });
        } else if (name === "claimTicket") {
          const [id, agent, token] = args as [string, AgentDescription, string];
          attempts.push({ id, agent, token });
        }
        const answer: unknown = Reflect.apply(member, target, args);
        // Heads may be read until the store changes, which it may do before they have arrived.
        return name === "lanes" ? (answer as LaneHead[]).map((head) => ({ ...head, first: [...head.first] })) : answer;
      };
    },
  });
}
