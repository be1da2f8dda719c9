import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { excesses, parts, sizesOf } from "../../bench/size.ts";

const readme = await readFile(join(inject("root"), "README.md"), "utf8");

/** The README rounds to kB, and need not follow every byte: builds of zlib differ by a few. */
const TOLERANCE = 1_000;

describe.each(parts)("the size of $name", (part) => {
  const measuring = sizesOf(part);

  test("is within its budget", async () => expect(excesses(part, await measuring)).toEqual([]));

  test("is what the README says", async () => {
    const row = new RegExp(`^\\| ${part.name}.* \\| (\\d+) kB \\| (\\d+) kB \\|$`, "m");
    const [, alone, whole] = readme.match(row) ?? [];
    const measured = await measuring;
    expect(Math.abs(Number(alone) * 1000 - measured.alone), `${alone} kB, not ${measured.alone}`).toBeLessThan(
      TOLERANCE,
    );
    expect(Math.abs(Number(whole) * 1000 - measured.whole), `${whole} kB, not ${measured.whole}`).toBeLessThan(
      TOLERANCE,
    );
  });
});

test("a budget that is exceeded is told", () => {
  const sizes = { alone: parts[0]!.budget.alone + 1, whole: parts[0]!.budget.whole };
  expect(excesses(parts[0]!, sizes)).toEqual([
    "everything, without dependencies: 63,501 bytes, of 63,500 in its budget",
  ]);
});
