/** What makes a store a store: the contract, whole, under `node:test`. It runs under vitest and Jest as well. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { memoryStore } from "proximo";
import { storeContract } from "proximo/testing";
import { type AuditEntry, audited } from "./audited.ts";

storeContract({ describe, test }, "audited", () => ({ store: audited(memoryStore(), () => {}) }), { runs: 50 });

test("what is refused is in the log too", async () => {
  const log: AuditEntry[] = [];
  const store = audited(memoryStore(), (entry) => log.push(entry));
  await store.open({ promotionLead: 300_000 });
  assert.throws(() => store.cancel("nobody"), { code: "UNKNOWN_TICKET" });
  await store.setChannel("email", { score: 60 });
  await store.channels();
  assert.deepEqual(
    log.map(({ member, done }) => [member, done]),
    [
      ["cancel", false],
      ["setChannel", true],
    ],
  );
});
