import { memoryStore, type Store } from "proximo";

/** A store with a fault, and a promise of each kind that it breaks. */
export interface Fault {
  readonly breaks: readonly string[];
  /** The members that go wrong, over a store that is right. */
  readonly members: (real: Store) => Partial<Store>;
}

export function faulty({ members }: Fault): Store {
  const real = memoryStore();
  const wrong = members(real);
  return new Proxy(real, {
    get(target, name) {
      const owner = Object.hasOwn(wrong, name) ? wrong : target;
      const member: unknown = Reflect.get(owner, name);
      return typeof member === "function" ? member.bind(owner) : member;
    },
  });
}

/** A part of a store, some of whose members go wrong. */
export const over = <Part extends object>(part: Part, members: Partial<Part>): Part =>
  new Proxy(part, {
    get: (target, name) => {
      const member: unknown = Reflect.get(Object.hasOwn(members, name) ? members : target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
