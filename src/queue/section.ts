/** Who waits on one channel, all promoted or none of them: tickets that share keys 1 and 2. */
export class Section {
  /** How many there are. */
  waiting = 0;

  constructor(
    readonly channel: string,
    readonly promoted: boolean,
  ) {}
}
