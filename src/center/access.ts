import { type Awaitable, isPromise } from "../model/awaitable.ts";
import { ProximoError } from "../model/errors.ts";
import type { Store } from "../stores/store.ts";
import type { Timekeeper } from "./timekeeper.ts";

/** Through which everything is asked and changed, for as long as the center is open. */
export class Access {
  #closing: Promise<void> | undefined;
  #underWay = 0;
  #idle = () => {};

  constructor(
    private readonly store: Pick<Store, "shared">,
    private readonly timekeeper: Timekeeper,
  ) {}

  /** @throws ProximoError `CENTER_CLOSED` */
  readonly reading = async <Value>(read: () => Awaitable<Value>): Promise<Value> => {
    this.checkOpen();
    return this.#counted(read);
  };

  /**
   * What has changed is told before the caller goes on; over a store that is shared, soon after. So is what a call had changed
   * before it failed: an offer made, a ticket that the gate holds or cancels.
   */
  readonly changing = async <Value>(change: () => Awaitable<Value>): Promise<Value> => {
    this.checkOpen();
    try {
      const changed = this.#counted(change);
      return isPromise(changed) ? await changed : changed;
    } finally {
      const told = this.timekeeper.catchUp();
      if (!this.store.shared && isPromise(told)) await told;
    }
  };

  /**
   * Ends it once: whoever closes it again waits for the same end. `end` runs in a later microtask, so that its listeners
   * already find the center closed, and not before what was asked has ended.
   */
  close(end: () => Promise<void>): Promise<void> {
    this.#closing ??= new Promise<void>((resolve) => {
      this.#idle = resolve;
      if (this.#underWay === 0) resolve();
    }).then(end);
    return this.#closing;
  }

  /** Only what is promised can be under way when somebody closes. */
  #counted<Value>(ask: () => Awaitable<Value>): Awaitable<Value> {
    const asked = ask();
    if (!isPromise(asked)) return asked;
    this.#underWay += 1;
    asked.then(this.#ended, this.#ended);
    return asked;
  }

  readonly #ended = (): void => {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#idle();
  };

  /** @throws ProximoError `CENTER_CLOSED` */
  checkOpen(): void {
    if (this.#closing !== undefined)
      throw new ProximoError("CENTER_CLOSED", "expected an open center, got one that was closed");
  }
}
