import type { Agent } from "../../model/agent.ts";

/** Who can be given something, in the order in which they were registered: whoever changes is put right alone. */
export class AgentsWithRoom {
  readonly #agents: Agent[] = [];
  /** By place: the agent's number, ascending. */
  readonly #numbers: number[] = [];
  /** As it was last given out, while nobody has changed since. */
  #given: readonly Agent[] | undefined;

  list(): readonly Agent[] {
    this.#given ??= this.#agents.slice();
    return this.#given;
  }

  /** @param agent undefined where they have no room, or are gone. O(log agents), and a move of memory where one comes or goes. */
  put(number: number, agent: Agent | undefined): void {
    const place = this.#placeOf(number);
    const there = this.#numbers[place] === number ? 1 : 0;
    if (there === 1 || agent !== undefined) this.#given = undefined;
    if (agent === undefined) {
      this.#agents.splice(place, there);
      this.#numbers.splice(place, there);
    } else if (there === 1) this.#agents[place] = agent;
    else {
      this.#agents.splice(place, 0, agent);
      this.#numbers.splice(place, 0, number);
    }
  }

  #placeOf(number: number): number {
    let [from, to] = [0, this.#numbers.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#numbers[middle]! < number) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
