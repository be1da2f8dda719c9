import { createRequire } from "node:module";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Peer } from "./line.ts";

// CommonJS that declares a default export: only `require` sees it the way its types say.
const { default: BTree }: typeof import("sorted-btree") = createRequire(import.meta.url)("sorted-btree");

export const sortedBtree: Peer = {
  name: "sorted-btree",
  open(channels) {
    const reception = new Reception(channels);
    const tree = new BTree<Entry, undefined>(undefined, compareEntries);
    return {
      push: (ticket) => void tree.set(reception.receive(ticket), undefined),
      pop() {
        const first = tree.minKey();
        if (first) tree.delete(first);
        return first?.ticket;
      },
    };
  },
};
