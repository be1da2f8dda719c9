import { ProximoError } from "proximo";
import { expect, test } from "vitest";
import { show } from "../model/bad-values.ts";

const noNumbers = ["1", null, Number.NaN, Number.POSITIVE_INFINITY, -1, {}, [5], true, 5n, Symbol("5"), new Date(5)];
const badRates = [...noNumbers, undefined, 0, Number.MIN_VALUE, 1e51];
const badShares = [...noNumbers, 0, 1, 80];

const bad: { readonly [field: string]: readonly unknown[] } = {
  arrivalRate: [...noNumbers, undefined, 1e51],
  serviceRate: badRates,
  patienceRate: badRates.filter((rate) => rate !== undefined),
  agents: [...noNumbers, undefined, 0, 1.5, 1_000_001],
  target: [...noNumbers, 1e51],
  serviceLevel: [...badShares, undefined],
  maxAbandonProbability: badShares,
  maxOccupancy: badShares,
};

/** Tests that a helper takes a good input, and refuses it with any one field made bad. */
export function refuses<Input extends object>(name: string, ask: (input: Input) => unknown, good: Input) {
  const refused = (input: unknown) => {
    try {
      ask(input as Input);
    } catch (error) {
      if (error instanceof ProximoError) return `${error.code} ${error.message}`;
    }
    return "was not refused";
  };

  test("refuses what is no center", () => {
    ask(good);
    for (const input of [undefined, null, 5, "center", [], () => good])
      expect(refused(input), show(input)).toMatch(RegExp(`^INVALID_OPTION ${name}: .*, got `));
    expect(refused({ ...good, servers: 5 })).toMatch(RegExp(`^INVALID_OPTION ${name}: .*"servers"`));
  });

  test.each(Object.keys(good))("refuses a bad %s", (field) => {
    expect(bad[field]).toBeDefined();
    for (const value of bad[field] ?? [])
      expect(refused({ ...good, [field]: value }), show(value)).toMatch(
        RegExp(`^INVALID_OPTION ${name}\\.${field}: expected .*, got `),
      );
  });
}
