import type { Store } from "proximo";

/** What was asked of a store, and whether it was done. */
export interface AuditEntry {
  readonly member: string;
  readonly arguments: readonly unknown[];
  readonly done: boolean;
}

/** What changes nothing, and is not worth an entry. Whatever else a store has, or will have, is written down. */
const reading: ReadonlySet<PropertyKey> = new Set<keyof Store>([
  ...(["open", "close", "channels", "rules", "claim", "claims", "inquiries", "ticket", "ticketsOf"] as const),
  ...(["peek", "peekHeld", "position", "counts", "refusedBy", "agenda", "broadcast", "listen"] as const),
]);

/**
 * Any store, with an audit log of every change that was asked of it.
 *
 * A member may answer at once or later, and refuse either way. The answer is passed on as it came: when it comes, and what
 * it says, are the store's promises and not ours.
 */
export function audited(store: Store, write: (entry: AuditEntry) => void): Store {
  return new Proxy(store, {
    get(_, name) {
      const member: unknown = Reflect.get(store, name, store);
      if (typeof member !== "function") return member;
      if (reading.has(name)) return member.bind(store);
      return (...given: unknown[]) => {
        const note = (done: boolean) => write({ member: String(name), arguments: given, done });
        try {
          const answer: unknown = member.apply(store, given);
          Promise.resolve(answer).then(
            () => note(true),
            () => note(false),
          );
          return answer;
        } catch (error) {
          note(false);
          throw error;
        }
      };
    },
  });
}
