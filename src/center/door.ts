import { type Awaitable, isPromise } from "../model/awaitable.ts";
import { ProximoError } from "../model/errors.ts";
import type { Store } from "../stores/store.ts";
import type { Attendant } from "./attendant.ts";

/** Through which everything is asked and changed, for as long as the center is open. */
export class Door {
  #closed = false;

  constructor(
    private readonly store: Pick<Store, "shared">,
    private readonly attendant: Attendant,
  ) {}

  /** @throws ProximoError `CENTER_CLOSED` */
  readonly reading = async <Value>(read: () => Awaitable<Value>): Promise<Value> => {
    this.#checkOpen();
    return read();
  };

  /** What has changed is told before the caller goes on; over a store that is shared, soon after. */
  readonly changing = async <Value>(change: () => Awaitable<Value>): Promise<Value> => {
    this.#checkOpen();
    const changed = change();
    const value = isPromise(changed) ? await changed : changed;
    const told = this.attendant.attend();
    if (!this.store.shared && isPromise(told)) await told;
    return value;
  };

  /** False where it was closed already. */
  close(): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    return true;
  }

  #checkOpen(): void {
    if (this.#closed) throw new ProximoError("CENTER_CLOSED", "expected an open center, got one that was closed");
  }
}
