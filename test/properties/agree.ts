import { isDeepStrictEqual } from "node:util";
import { type ErrorCode, ProximoError } from "proximo";
import { expect } from "vitest";

export async function refused(promise: Promise<unknown>, code: ErrorCode): Promise<undefined> {
  const error = await promise.catch((reason: unknown) => reason);
  agree(error instanceof ProximoError && error.code, code);
}

/** `expect`, spared where there is nothing to report: it would take most of the time. */
export function agree(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
