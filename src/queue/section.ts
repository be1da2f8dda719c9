import { NOBODY } from "./slots.ts";

/** What `Section.first` holds since a ticket joined or the first left, until it is looked up again. */
export const UNKNOWN = -1;

/** Who waits on one channel, all promoted or none of them: tickets that share keys 1 and 2. */
export class Section {
  /** How many there are. */
  waiting = 0;
  /** The first by keys 3 to 5, NOBODY or UNKNOWN: remembered, as Next asks every section that keys 1 and 2 rank alike. */
  first = NOBODY;

  constructor(
    readonly channel: string,
    readonly promoted: boolean,
  ) {}

  joined(): void {
    this.waiting += 1;
    this.first = UNKNOWN;
  }

  left(slot: number): void {
    this.waiting -= 1;
    if (this.first === slot) this.first = UNKNOWN;
  }
}
