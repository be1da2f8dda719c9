import { datastructuresJs } from "./datastructures-js.ts";
import { fastpriorityqueue } from "./fastpriorityqueue.ts";
import { flatqueue } from "./flatqueue.ts";
import { heapJs } from "./heap-js.ts";
import type { Peer } from "./line.ts";
import { sortedBtree } from "./sorted-btree.ts";
import { ableTinyqueue } from "./tinyqueue-able.ts";
import { bareTinyqueue } from "./tinyqueue-bare.ts";

export const peers: readonly Peer[] = [
  ableTinyqueue,
  bareTinyqueue,
  flatqueue,
  heapJs,
  fastpriorityqueue,
  datastructuresJs,
  sortedBtree,
];
