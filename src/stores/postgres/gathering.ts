import type { BatchOptions } from "../connection/batch.ts";

/**
 * Calls that were made together go together: a batch starts once whoever is about to call in this turn has called. The more
 * are under way, the more must wait for another: a call that waits for the next batch costs the server a fraction of what it
 * costs alone, where a transaction is paid for, and a sync.
 */
export function gathering(lanes: number, most: number): BatchOptions {
  return { lanes, most, worth: (underWay) => 2 ** underWay, soon: (start) => void Promise.resolve().then(start) };
}
