import type { BatchOptions } from "../connection/batch.ts";

/**
 * Calls that are made in one turn of the event loop, or while others are under way, go together in one script. Redis runs
 * nothing else meanwhile, so that a script must be short; with two under way, one is read or written while the other runs.
 */
export const TOGETHER: BatchOptions = { most: 64, lanes: 2, soon: queueMicrotask };
