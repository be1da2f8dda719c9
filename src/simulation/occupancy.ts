/** How long an agent was there, and how much of it they had something to do; places count, where they can have several at once. */
export class Occupancy {
  /** Milliseconds in which a place was taken, by a ticket or its wrap-up. */
  busy = 0;
  /** Milliseconds of all places while the agent was there, or at least brought to its end what they had begun. */
  staffed = 0;
  #there = false;
  #has = 0;
  #since: number;

  constructor(
    private readonly places: number,
    private readonly window: { readonly from: number; readonly to: number },
  ) {
    this.#since = window.from;
  }

  setPresent(there: boolean, now: number): void {
    this.pass(now);
    this.#there = there;
  }

  take(tickets: number, now: number): void {
    this.pass(now);
    this.#has += tickets;
  }

  /** Reckons up to now what is within the window. */
  pass(now: number): void {
    const until = Math.min(now, this.window.to);
    if (until <= this.#since) return;
    const passed = until - this.#since;
    this.busy += passed * this.#has;
    this.staffed += passed * (this.#there ? Math.max(this.places, this.#has) : this.#has);
    this.#since = until;
  }
}
