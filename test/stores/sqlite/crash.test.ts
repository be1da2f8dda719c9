import { createCenter } from "proximo";
import { expect, test } from "vitest";
import { audit, sabotage } from "../crash/audit.ts";
import { crash } from "../crash/crashes.ts";
import { openStore } from "../crash/open-store.ts";
import { TemporaryFile } from "./temporary-file.ts";

const OPERATIONS = process.env.PROXIMO_LONG ? 20_000 : 2_500;

test(`what was acknowledged survives kill -9 (${OPERATIONS} operations, two processes)`, { timeout: 0 }, async () => {
  const file = new TemporaryFile();
  const store = `sqlite:${file.path}`;
  const { log, kills } = await crash({ store, operations: OPERATIONS, workers: 2, flows: 8 });
  console.log(`${log.acknowledged} operations acknowledged, ${kills} kills, ${log.unknown} calls without an answer`);
  const center = await createCenter({ store: await openStore(store) });
  expect(await audit(center, log)).toEqual([]);
  const amiss = await sabotage(center, log);
  expect(amiss).not.toEqual([]);
  expect(await audit(center, log)).toEqual(expect.arrayContaining(amiss));
  await center.close();
  file.remove();
});
