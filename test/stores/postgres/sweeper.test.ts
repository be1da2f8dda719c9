import { expect, test } from "vitest";
import { Database } from "../../../src/stores/postgres/database.ts";
import { Sweeper } from "../../../src/stores/postgres/sweeper.ts";

/** What is said to a server that has so many rows of the line, after so many claims. */
async function said(claims: number, dead: number, alive: number): Promise<string[]> {
  const texts: string[] = [];
  const query = async (text: string) => {
    texts.push(text.trim().split(/\s/)[0]!);
    return { rows: [{ dead: String(dead), alive: String(alive) }] };
  };
  const sweeper = new Sweeper(new Database({ query }, "proximo"));
  sweeper.claimed(claims);
  await sweeper.idle();
  return texts;
}

test("the line is swept once enough of it is dead, and more is put up with where more wait", async () => {
  expect(await said(999, 1_000_000, 0)).toEqual([]);
  expect(await said(1_000, 3_999, 0)).toEqual(["SELECT"]);
  expect(await said(1_000, 4_000, 10_000)).toEqual(["SELECT", "VACUUM"]);
  expect(await said(1_000, 15_999, 1_000_000)).toEqual(["SELECT"]);
  expect(await said(1_000, 16_000, 1_000_000)).toEqual(["SELECT", "VACUUM"]);
});
