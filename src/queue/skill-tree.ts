import { Lane } from "./lane.ts";
import { NOBODY, type Slots } from "./slots.ts";

/**
 * The lanes of one channel by the skills they require: a set-trie (Savnik, "Index data structure for fast subset and
 * superset queries", 2013). The path to a lane is its skills in sorted order, so an agent's lanes are found by
 * following the agent's own skills, and lanes that require any other are never looked at.
 *
 * Invariant: below the root, every branch leads to a lane with somebody in it.
 */
export class SkillTree {
  readonly #children = new Map<string, SkillTree>();
  /** The standard one and the promoted one. */
  readonly #lanes: [Lane | undefined, Lane | undefined] = [undefined, undefined];

  constructor(private readonly slots: Slots) {}

  /** The lane for tickets that require just these skills, made where there is none yet. */
  laneFor(skills: readonly string[], promoted: boolean): Lane {
    let node: SkillTree = this;
    for (const skill of skills) {
      let child = node.#children.get(skill);
      if (child === undefined) {
        child = new SkillTree(this.slots);
        node.#children.set(skill, child);
      }
      node = child;
    }
    const kind = Number(promoted);
    const lane = node.#lanes[kind] ?? new Lane(this.slots, promoted);
    node.#lanes[kind] = lane;
    return lane;
  }

  /** Drops an emptied lane, and the branch that led to nothing else. The lane without skills stays. */
  drop(skills: readonly string[], promoted: boolean): void {
    const path: SkillTree[] = [this];
    for (const skill of skills) {
      const child = path[path.length - 1].#children.get(skill);
      if (child === undefined) return;
      path.push(child);
    }
    path[path.length - 1].#lanes[Number(promoted)] = undefined;
    for (let depth = skills.length; depth > 0 && path[depth].#isBare(); depth--) {
      path[depth - 1].#children.delete(skills[depth - 1]);
    }
  }

  /**
   * The first by keys 3 to 5 of `best` and the lanes that an agent with these skills can serve, or NOBODY.
   *
   * @param skills the agent's, sorted or not; undefined stands for every skill there is.
   */
  first(promoted: boolean, skills: readonly string[] | undefined, best: number): number {
    const lane = this.#lanes[Number(promoted)];
    let first = best;
    if (lane !== undefined && lane.size > 0) {
      const slot = lane.first();
      if (first === NOBODY || this.slots.compare(slot, first) < 0) first = slot;
    }
    if (this.#children.size === 0) return first;
    if (skills === undefined) {
      for (const child of this.#children.values()) first = child.first(promoted, skills, first);
    } else {
      for (const skill of skills) {
        const child = this.#children.get(skill);
        if (child !== undefined) first = child.first(promoted, skills, first);
      }
    }
    return first;
  }

  /** The lanes with somebody in them that an agent with these skills can serve. */
  *lanes(promoted: boolean, skills?: readonly string[]): Iterable<Lane> {
    const lane = this.#lanes[Number(promoted)];
    if (lane !== undefined && lane.size > 0) yield lane;
    for (const [skill, child] of this.#children) {
      if (skills === undefined || skills.includes(skill)) yield* child.lanes(promoted, skills);
    }
  }

  #isBare(): boolean {
    return this.#children.size === 0 && this.#lanes.every((lane) => lane === undefined);
  }
}
