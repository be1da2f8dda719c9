import { ProximoError } from "../../../model/errors.ts";

/** A server's reply begins with a word in capitals; what a client says of its connection does not. */
const REPLY = /^-?([A-Z]+) /;

/** It did not run the script, and soon may: the server is loading, failing over, or in the middle of another script. */
const FOR_NOW = new Set(["LOADING", "BUSY", "CLUSTERDOWN", "MASTERDOWN", "TRYAGAIN", "UNKILLABLE"]);

export function replyCode(error: unknown): string | undefined {
  return error instanceof Error ? REPLY.exec(error.message)?.[1] : undefined;
}

/**
 * What the client threw, as the store's own.
 *
 * @param task what Redis was to do.
 */
export function storeError(error: unknown, task = "take a script"): ProximoError {
  const code = replyCode(error);
  const said = error instanceof Error ? error.message : String(error);
  if (code === undefined || FOR_NOW.has(code))
    return new ProximoError("STORE_UNAVAILABLE", `expected an answer from Redis, got: ${said}`, { cause: error });
  return new ProximoError("STORE_FAILED", `expected Redis to ${task}, got: ${said}`, { cause: error });
}
