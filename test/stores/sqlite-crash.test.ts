import { createCenter } from "proximo";
import { expect, test } from "vitest";
import { audit } from "./crash/audit.ts";
import { crash } from "./crash/crashes.ts";
import { openStore } from "./crash/open-store.ts";
import { TemporaryFile } from "./sqlite/file.ts";

const OPERATIONS = process.env.PROXIMO_LONG ? 20_000 : 2_500;

test(`what was acknowledged survives kill -9 (${OPERATIONS} operations, two processes)`, { timeout: 0 }, async () => {
  const file = new TemporaryFile();
  const store = `sqlite:${file.path}`;
  const { log, kills } = await crash({ store, operations: OPERATIONS, workers: 2, flows: 8 });
  console.log(`${log.acknowledged} operations acknowledged, ${kills} kills, ${log.unknown} calls without an answer`);
  const center = await createCenter({ store: await openStore(store) });
  expect(await audit(center, log)).toEqual([]);
  // The audit is no audit unless it finds what is amiss.
  const [gone, released] = await Promise.all([center.peek(1), center.claims()]);
  await center.cancel(gone[0]!.id);
  await released[0]?.release();
  expect(await audit(center, log)).toEqual(
    expect.arrayContaining([`${gone[0]!.id}: cancelled by nobody`, `${released[0]?.ticket.id}: claim lost`]),
  );
  await center.close();
  file.remove();
});
