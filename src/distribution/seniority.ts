import type { FreeAgent } from "./round.ts";

/** Sorting all agents is worth it from so many questions on. */
const FEW = 4;

/** Of equal agents: whoever has been idle longest is first, then the smaller id, by UTF-16 code units. */
export class Seniority {
  readonly #ranks: Int32Array | undefined;

  /** @param questions how many times the first of many will be looked for. */
  constructor(
    private readonly agents: readonly FreeAgent[],
    questions: number,
  ) {
    if (questions < FEW) return;
    const sorted = Array.from(agents, (_, place) => place).sort((a, b) =>
      compareSeniority(this.agents[a], this.agents[b]),
    );
    this.#ranks = new Int32Array(agents.length);
    for (let rank = 0; rank < sorted.length; rank++) this.#ranks[sorted[rank]] = rank;
  }

  /** Of two agents, by their places. */
  isBefore(a: number, b: number): boolean {
    if (this.#ranks !== undefined) return this.#ranks[a] < this.#ranks[b];
    return compareSeniority(this.agents[a], this.agents[b]) < 0;
  }
}

type Ranked = Pick<FreeAgent, "id" | "idleSince">;

/** Negative where the first is before the other. */
export function compareSeniority(a: Ranked, b: Ranked): number {
  const { idleSince: sinceA = Number.POSITIVE_INFINITY, id: idA } = a;
  const { idleSince: sinceB = Number.POSITIVE_INFINITY, id: idB } = b;
  if (sinceA !== sinceB) return sinceA < sinceB ? -1 : 1;
  if (idA === idB) return 0;
  return idA < idB ? -1 : 1;
}
