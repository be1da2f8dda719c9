import { type Agent, type AgentProfile, type WrappingUp, wrapUpOn } from "../../model/agent.ts";
import type { Happening } from "../../statistics/happening.ts";

const nameOf = ({ channel, until }: WrappingUp) => `${until} ${channel}`;

/** The wrap-ups that agents are in while something about them changes, the lengths of wrap-ups among it. */
export class WrapUps {
  /** Of agents who have changed meanwhile: how long each was to last, in milliseconds. */
  readonly #lengths = new Map<string, ReadonlyMap<string, number>>();

  /** @returns those that were ended before they were over. */
  changed(before: Agent | undefined, agent: Agent, at: number): readonly Happening[] {
    const { id } = agent;
    const known = this.#lengths.get(id);
    this.#lengths.delete(id);
    if (before === undefined || before.wrappingUp.length === 0) return [];
    const lengthOf = (one: WrappingUp) => known?.get(nameOf(one)) ?? wrapUpOn(one.channel, before);
    if (agent.wrappingUp.length > 0) {
      this.#lengths.set(id, new Map(before.wrappingUp.map((one) => [nameOf(one), lengthOf(one)])));
      return [];
    }
    return before.wrappingUp
      .filter(({ until }) => until > at)
      .map((one) => ({
        ...{ what: "ready", at, agent: id, channel: one.channel },
        ...{ since: one.until - lengthOf(one), until: one.until },
      }));
  }

  /** Another center has changed an agent, and has counted: the wrap-ups that they are in began as they were seen here before. */
  changedElsewhere(before: AgentProfile | undefined, agent: Agent | undefined, at: number): void {
    if (before !== undefined && agent !== undefined) this.changed({ ...agent, wrapUp: before.wrapUp }, agent, at);
  }

  departed(id: string): void {
    this.#lengths.delete(id);
  }
}
