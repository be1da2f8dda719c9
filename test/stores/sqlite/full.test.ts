import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { type Center, createCenter } from "proximo";
import { sqliteStore } from "proximo/sqlite";
import { afterAll, expect, test } from "vitest";
import { drivers } from "./drivers.ts";
import { TemporaryFile } from "./temporary-file.ts";

const data = "x".repeat(500);

/** Puts tickets in, 16 at a time, until the disk is full; those that were acknowledged, in order. */
async function fill(center: Center): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let round = 0; ; round++) {
    const batch = Array.from({ length: 16 }, (_, number) => `${round}-${number}`);
    const entered = await Promise.allSettled(batch.map((id) => center.enqueue({ id, channel: "email", data })));
    const refused = entered.filter((outcome) => outcome.status === "rejected");
    acknowledged.push(...entered.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : [])));
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: "STORE_FAILED", message: expect.stringMatching(/FULL|full|IOERR/) });
    if (refused.length > 0) return acknowledged;
  }
}

async function stands(center: Center, acknowledged: readonly string[]): Promise<void> {
  const line = await center.peek(Number.POSITIVE_INFINITY);
  expect(line.map(({ id }) => id)).toEqual(acknowledged);
  expect(await center.counts()).toMatchObject({ waiting: acknowledged.length });
}

for (const { name, open, missing } of drivers)
  test.skipIf(open === undefined)(
    `a full file refuses, keeps what it acknowledged, and goes on, over ${missing ?? name}`,
    async () => {
      const file = new TemporaryFile(open);
      const database = file.open();
      const center = await createCenter({ store: sqliteStore({ database }) });
      database.exec("PRAGMA max_page_count = 200");
      const acknowledged = await fill(center);
      expect(acknowledged.length).toBeGreaterThan(100);
      await stands(center, acknowledged);
      database.exec("PRAGMA max_page_count = 4000");
      await center.enqueue({ id: "after", channel: "email" });
      await stands(center, [...acknowledged, "after"]);
      await center.close();
      await stands(await createCenter({ store: sqliteStore({ database: file.open() }) }), [...acknowledged, "after"]);
      file.remove();
    },
  );

const folder = mkdtempSync(join(tmpdir(), "proximo-full-"));
const mounted = mount();

function mount(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const reason = mounted ? "" : " (left out: nobody here may mount one)";

test.skipIf(!mounted)(
  `a full disk refuses, keeps what it acknowledged, and goes on once there is room${reason}`,
  async () => {
    // Something else takes up room, and gives it back.
    const ballast = join(folder, "ballast");
    writeFileSync(ballast, Buffer.alloc(700_000));
    const database = new Database(join(folder, "center.db"));
    const center = await createCenter({ store: sqliteStore({ database }) });
    const acknowledged = await fill(center);
    expect(acknowledged.length).toBeGreaterThan(16);
    await stands(center, acknowledged);
    rmSync(ballast);
    await center.enqueue({ id: "after", channel: "email" });
    await stands(center, [...acknowledged, "after"]);
    await center.close();
    database.close();
  },
);

afterAll(() => {
  // Lazily: libsql lets go of the file once its statements are collected.
  if (mounted) execFileSync("umount", ["--lazy", folder]);
  rmSync(folder, { recursive: true });
});
