import type { ErlangCResult } from "proximo/simulation";
import { expect } from "vitest";

/** Each result given is the one expected, to 1e-9 of its value. */
export function expectAgreement(actual: ErlangCResult, expected: { readonly [result: string]: number | undefined }) {
  for (const [result, value] of Object.entries(expected)) {
    const found = actual[result as keyof ErlangCResult];
    if (value === undefined || found === undefined) expect(found, result).toBe(value);
    else expect(Math.abs(found - value), `${result}: ${found}, not ${value}`).toBeLessThanOrEqual(1e-9 * value);
  }
}
