import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { crash } from "../crash/crashes.ts";
import { auditOffers } from "../crash/offer-audit.ts";
import { openStore } from "../crash/open-store.ts";
import { TemporaryFile } from "./temporary-file.ts";

const OPERATIONS = process.env.PROXIMO_LONG ? 20_000 : 2_000;
const HOUR = 3_600_000;

test(`no offer is stuck after kill -9, and nobody has more than they can (${OPERATIONS} operations, two processes)`, {
  timeout: 0,
}, async () => {
  const file = new TemporaryFile();
  const specification = `sqlite:${file.path}`;
  const options = {
    store: specification,
    worker: "offering.ts",
    operations: OPERATIONS,
    workers: 2,
    flows: 6,
  } as const;
  const { log, kills } = await crash(options);
  console.log(`${log.acknowledged} operations acknowledged, ${kills} kills, ${log.unknown} calls without an answer`);
  for (const kind of ["offer", "accept", "return"] as const)
    expect(log.of(kind).some(({ done }) => done?.ticket !== undefined)).toBe(true);
  expect(log.of("accept", "return").some(({ refused }) => refused === "STALE_CLAIM")).toBe(true);

  const store = await openStore(specification);
  await store.open({ clock: manualClock(Date.now() + HOUR), promotionLead: 0 });
  expect(await auditOffers(store, log)).toEqual([]);
  // The audit is no audit unless it finds what is amiss.
  const begun = new Set(log.of("settle").map(({ deed }) => deed.token));
  const told = new Set(log.of("accept", "next").map(({ done }) => done?.token));
  const claim = (await store.claims({})).find(({ token }) => told.has(token) && !begun.has(token))!;
  await store.settle(claim.token, { kind: "release", change: {} });
  expect(await auditOffers(store, log)).toContain(`${claim.ticket.id}: claim lost`);
  await store.close();
  file.remove();
});
