import { type Awaitable, followed, isPromise } from "../../model/awaitable.ts";
import type { ChainEntry, Checkpoint, ErasureMeta } from "../../model/consent.ts";
import type { Addition, ConsentStore } from "../../stores/port/consent-store.ts";
import { linked } from "./chain.ts";
import { commitmentOf, type Sealed } from "./part.ts";

/** What is to be recorded, before it has a place. */
export interface Draft extends Pick<Addition, "erased" | "kept" | "suppressed"> {
  readonly kind: ChainEntry["kind"];
  readonly at: number;
  readonly meta?: ErasureMeta;
  readonly part?: Sealed;
}

const NO_META: ChainEntry["meta"] = {};

/**
 * Extends the chain, one entry after another. A head that another process has moved on is read anew and the entry linked
 * to it: every refusal means that somebody else's entry went in, so of all who try, one always gets on.
 */
export class Writer {
  readonly #store: ConsentStore;
  #head: Checkpoint | undefined;
  /** Settles when the last that was called is done; absent while nothing is under way. */
  #last: Promise<unknown> | undefined;

  constructor(store: ConsentStore) {
    this.#store = store;
  }

  /**
   * Entries of one writer stand in the chain in the order of these calls. What need not wait, for a store or for another
   * entry, is done at once.
   *
   * @param draft called when its turn has come, and again after each refusal, so that what it reads of the store is never
   * older than the head it extends. It may find that there is nothing to record, or throw.
   */
  append(draft: () => Awaitable<Draft | undefined>): Awaitable<ChainEntry | undefined> {
    const turn = this.#last === undefined ? this.#extend(draft) : this.#last.then(() => this.#extend(draft));
    if (!isPromise(turn)) return turn;
    const done = () => {
      if (this.#last === last) this.#last = undefined;
    };
    const last = Promise.resolve(turn).then(done, done);
    this.#last = last;
    return turn;
  }

  #extend(draft: () => Awaitable<Draft | undefined>): Awaitable<ChainEntry | undefined> {
    return followed(this.#head ?? this.#store.head(), (head) =>
      followed(draft(), (drafted) => {
        if (drafted === undefined) return undefined;
        const addition = placed(drafted, head);
        return followed(this.#store.append(addition), (answer) => {
          this.#head = answer.head;
          return answer.appended ? addition.link.entry : this.#extend(draft);
        });
      }),
    );
  }
}

/** The part is written out: it stays for long, and a spread object takes more room. */
function placed({ kind, at, meta, part: sealed, erased, kept, suppressed }: Draft, head: Checkpoint): Addition {
  if (sealed === undefined)
    return { link: linked({ kind, at, meta: meta ?? NO_META, commitment: null }, head), erased, kept, suppressed };
  const link = linked({ kind, at, meta: meta ?? NO_META, commitment: commitmentOf(sealed) }, head);
  const { contact, salt, record } = sealed;
  return { link, part: { seq: link.entry.seq, contact, salt, record } };
}
