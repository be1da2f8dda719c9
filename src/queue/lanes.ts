import { Blocks } from "./blocks.ts";
import { Lane, type LaneOwner } from "./lane.ts";
import type { Slots } from "./slots.ts";

/** The lanes of one line by number, so that a slot can name its lane. Number 0 is no lane. */
export class Lanes {
  readonly #lanes: (Lane | undefined)[] = [undefined];
  readonly #free: number[] = [];

  readonly #blocks: Blocks;

  constructor(readonly slots: Slots) {
    this.#blocks = new Blocks(slots);
  }

  get(number: number): Lane | undefined {
    return this.#lanes[number];
  }

  open(section: LaneOwner, skills: readonly string[]): Lane {
    const number = this.#free.pop() ?? this.#lanes.length;
    const lane = new Lane(this.slots, this.#blocks, number, section, skills);
    this.#lanes[number] = lane;
    return lane;
  }

  close({ number }: Lane): void {
    this.#lanes[number] = undefined;
    this.#free.push(number);
  }
}
