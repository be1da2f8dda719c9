import { createRequire } from "node:module";
import type { Work } from "../harness/traffic.ts";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Line, Peer, Served } from "./line.ts";

// CommonJS that declares a default export: only `require` sees it the way its types say.
const { default: BTree }: typeof import("sorted-btree") = createRequire(import.meta.url)("sorted-btree");

export const sortedBtree: Peer = {
  name: "sorted-btree",
  open: (channels) => new SortedBtree(new Reception(channels)),
};

class SortedBtree implements Line {
  private readonly tree = new BTree<Entry, undefined>(undefined, compareEntries);

  constructor(private readonly reception: Reception) {}

  push(ticket: Work): void {
    this.tree.set(this.reception.receive(ticket), undefined);
  }

  pop(): Served {
    const first = this.tree.minKey();
    if (first) this.tree.delete(first);
    return first?.ticket;
  }
}
