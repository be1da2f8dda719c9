import type { BatchOptions } from "../batch.ts";

/** Calls that were made together go together: a batch starts once whoever is about to call in this turn has called. */
export function gathering(lanes: number, most: number): BatchOptions {
  return { lanes, most, soon: (start) => void Promise.resolve().then(start) };
}
