import type { Lane, LaneOwner } from "./lane.ts";
import { LaneHeads } from "./lane-heads.ts";
import type { Lanes } from "./lanes.ts";
import { NOBODY } from "./slots.ts";

/** What all nodes share that lead no further, since a map takes more room than a node. Nothing is ever put in it. */
const NONE = new Map<string, LaneTree>();

/**
 * The lanes of one section by the skills they require: a set-trie (Savnik, "Index data structure for fast subset and superset queries",
 * 2013). The path to a lane is its skills in sorted order, so an agent's lanes are found by following the agent's own
 * skills, and lanes that require any other are never looked at.
 *
 * Invariant: below the root, every branch leads to a lane with somebody in it.
 */
export class LaneTree {
  #lane: Lane | undefined;
  #children = NONE;

  constructor(
    private readonly lanes: Lanes,
    private readonly section: LaneOwner,
    /** Of all lanes below the root. */
    private readonly heads = new LaneHeads(lanes.slots),
  ) {}

  /** Puts a ticket in the lane of those that require just these skills. */
  add(slot: number, skills: readonly string[]): Lane {
    // Most require nothing, and V8 is slow to iterate over a frozen array, be it empty.
    const node = skills.length === 0 ? this : this.#nodeFor(skills);
    node.#lane ??= this.lanes.open(this.section, skills);
    node.#lane.add(slot);
    if (node !== this) this.heads.joined(node.#lane, slot);
    return node.#lane;
  }

  /** Drops an emptied lane, and the branch that led to nothing else. */
  drop(lane: Lane): void {
    const { skills } = lane;
    const path: LaneTree[] = [this];
    for (const skill of skills) {
      const child = path[path.length - 1].#children.get(skill);
      if (child === undefined) return;
      path.push(child);
    }
    path[path.length - 1].#lane = undefined;
    this.heads.emptied(lane);
    this.lanes.close(lane);
    for (let depth = skills.length; depth > 0 && path[depth].#isBare(); depth--) {
      path[depth - 1].#children.delete(skills[depth - 1]);
    }
  }

  /** Whether any lane requires more than this one. */
  get branches(): boolean {
    return this.#children.size > 0;
  }

  /** The first of all by keys 3 to 5, or NOBODY. Asked of the root. */
  first(): number {
    return this.lanes.slots.better(this.heads.first(), this.#own());
  }

  /** The first by keys 3 to 5 that an agent with these skills, sorted or not, can serve, or NOBODY. */
  firstFor(skills: readonly string[]): number {
    let first = this.#own();
    if (this.#children.size === 0) return first;
    for (const skill of skills) {
      const child = this.#children.get(skill);
      if (child !== undefined) first = this.lanes.slots.better(first, child.firstFor(skills));
    }
    return first;
  }

  /** The lanes with somebody in them that an agent with these skills can serve; all of them when undefined. */
  servable(skills?: readonly string[], found: Lane[] = []): Lane[] {
    if (this.#lane !== undefined && this.#lane.size > 0) found.push(this.#lane);
    if (this.#children.size > 0)
      for (const [skill, child] of this.#children)
        if (skills === undefined || skills.includes(skill)) child.servable(skills, found);
    return found;
  }

  #nodeFor(skills: readonly string[]): LaneTree {
    let node: LaneTree = this;
    for (const skill of skills) {
      let child = node.#children.get(skill);
      if (child === undefined) {
        child = new LaneTree(this.lanes, this.section, this.heads);
        if (node.#children === NONE) node.#children = new Map();
        node.#children.set(skill, child);
      }
      node = child;
    }
    return node;
  }

  /** The first of this very lane, or NOBODY. */
  #own(): number {
    return this.#lane?.first() ?? NOBODY;
  }

  #isBare(): boolean {
    return this.#children.size === 0 && this.#lane === undefined;
  }
}
