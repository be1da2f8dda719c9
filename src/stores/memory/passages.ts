import type { Case } from "../../model/case.ts";
import type { EndedClaim, Passage } from "../store.ts";
import type { Folder } from "./cabinet.ts";

const NOTHING: readonly Passage[] = [];

/** What time has brought (promotions, lapses, limits) and the agenda has not told yet, in the order in which it happened. */
export class MemoryPassages {
  #untold: Untold[] = [];

  /** @param claim that has ended by it. */
  add(what: Passage["what"], folder: Folder, claim?: EndedClaim): void {
    this.#untold.push({ what, folder, claim });
  }

  /** All of them: they are told once. */
  take(seen: (folder: Folder) => Case): readonly Passage[] {
    if (this.#untold.length === 0) return NOTHING;
    const untold = this.#untold;
    this.#untold = [];
    return untold.map(({ what, folder, claim }) => {
      const ticket = seen(folder);
      return claim === undefined ? { what, ticket } : { what, ticket, claim };
    });
  }

  /** Nothing that has become of these is told. */
  erase(isGone: (folder: Folder) => boolean): void {
    if (this.#untold.length > 0) this.#untold = this.#untold.filter(({ folder }) => !isGone(folder));
  }
}

interface Untold extends Omit<Passage, "ticket"> {
  readonly folder: Folder;
}
