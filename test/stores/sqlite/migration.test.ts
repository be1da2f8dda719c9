import { readFileSync } from "node:fs";
import { ProximoError } from "proximo";
import { sqliteStore } from "proximo/sqlite";
import { type ManualClock, manualClock } from "proximo/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { STEPS } from "../../../src/stores/sqlite/schema/steps.ts";
import type { Store } from "../../../src/stores/store.ts";
import { drivers, type Handle, libsql } from "./drivers.ts";
import { TemporaryFile } from "./temporary-file.ts";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const ROWS = readFileSync(new URL("version-1.sql", import.meta.url), "utf8");
const everybody = { id: "eva", skills: ["billing", "tech"] };
const ids = (tickets: readonly { id: string }[]) => tickets.map(({ id }) => id);

/** As the store of version 1 left it, two minutes after `NOW`. */
function fillAsVersion1(database: Handle): void {
  database.exec("PRAGMA journal_mode = WAL");
  database.exec(STEPS[0]!);
  database.exec(ROWS);
  database.exec(`PRAGMA application_id = ${0x50726f78}`);
  database.exec("PRAGMA user_version = 1");
}

describe.each(drivers)("a file of version 1, over $name", ({ open = libsql.open, missing }) => {
  if (missing !== undefined) {
    test.skip(missing, () => {});
    return;
  }

  let file: TemporaryFile;
  let clock: ManualClock;
  let store: Store;

  beforeEach(async () => {
    file = new TemporaryFile(open);
    fillAsVersion1(file.open());
    clock = manualClock(NOW + 2 * MINUTE);
    store = sqliteStore({ database: file.open() });
    await store.open({ clock, promotionLead: 5 * MINUTE });
  });
  afterEach(async () => {
    await store.close();
    file.remove();
  });

  test("has become one of this version, once", async () => {
    const database = file.open();
    expect(database.prepare("PRAGMA user_version").get()).toMatchObject({ user_version: STEPS.length });
    const again = sqliteStore({ database });
    await again.open({ clock, promotionLead: 5 * MINUTE });
    expect(await again.counts()).toEqual(await store.counts());
  });

  test("keeps its tickets, in their order and their states", async () => {
    expect(ids(await store.peek(9))).toEqual(["told", "untold", "plain", "skilled"]);
    expect(await store.counts()).toEqual({ waiting: 4, paused: 1, absolute: 0, promoted: 2, held: 2 });
    const data = { subject: "ação 🚀", lines: [1, null] };
    expect(await store.ticket("skilled")).toMatchObject({ arrival: 6, contact: "ana", data, state: "waiting" });
    expect(await store.ticket("gated")).toMatchObject({ state: "held", heldUntil: NOW + 60 * MINUTE });
    expect(await store.ticket("done")).toMatchObject({ state: "completed", closedAt: NOW });
    const entry = { fingerprint: "fingerprint of plain", ruleScore: 50, rulesVersion: 1 } as const;
    const ticket = {
      id: "plain",
      channel: "fax",
      direction: "inbound",
      skills: [],
      segments: [],
      attributes: {},
    } as const;
    expect(await store.enqueue({ ticket, ...entry })).toMatchObject({ created: false });
    expect(await store.enqueue({ ticket: { ...ticket, id: "new" }, ...entry })).toMatchObject({
      ticket: { arrival: 10 },
    });
  });

  test("keeps its channels, which have no limits, and its rules", async () => {
    const channels = new Map((await store.channels()).map((channel) => [channel.id, channel]));
    expect(channels.get("fax")).toMatchObject({ score: 7 });
    expect(channels.get("email")).toMatchObject({ score: 90, enabled: false });
    expect(channels.get("fax")).not.toMatchObject({ waitLimit: expect.anything() });
    expect(await store.rules()).toEqual({ version: 1, rules: [{ segment: "vip", score: 80 }] });
  });

  test("keeps the claims that stand, of tickets that are answered", async () => {
    const holding = { agent: "bia", state: "active", claimedAt: NOW };
    expect(await store.claim("token of bia")).toMatchObject({ ...holding, ticket: { id: "claimed", answeredAt: NOW } });
    expect(await store.claims({ agent: "bia" })).toHaveLength(1);
    expect(await store.assignment("claimed")).toBeUndefined();
    expect(await store.agents.set("bia", { presence: "available" })).toMatchObject({ load: { webchat: 1 } });
    expect(await store.claimNext("bia", "another")).toEqual({});
    expect(await store.settle("token of bia", { kind: "complete" })).toMatchObject({ ticket: { state: "completed" } });
    await expect(store.settle("token of done", { kind: "complete" })).rejects.toThrow(ProximoError);
    expect(await store.claimNext("bia", "another")).toMatchObject({ holding: { ticket: { id: "told" } } });
  });

  test("tells the promotions that it had not told yet, and those to come", async () => {
    const passed = async () => (await store.agenda()).passed.map(({ what, ticket }) => [what, ticket.id]);
    expect(await passed()).toEqual([["promoted", "untold"]]);
    expect(await store.agenda()).toMatchObject({ passed: [], nextChange: NOW + 25 * MINUTE, oldestClosed: NOW });
    clock.set(NOW + 60 * MINUTE);
    expect(await passed()).toEqual([["promoted", "later"]]);
    expect(ids(await store.peek(9))).toEqual(["told", "untold", "later", "gated", "plain", "skilled"]);
  });

  test("takes offers, preferences and limits from then on", async () => {
    await store.agents.set("eva", {
      presence: "available",
      skills: everybody.skills,
      capacity: { total: 9, byChannel: {} },
    });
    const grounds = { strategy: "test", candidates: 1, others: [] };
    await store.offer({ ticket: "plain", agent: "eva", token: "t", within: MINUTE, grounds });
    expect((await store.ticket("plain"))?.state).toBe("offered");
    await store.update("skilled", { preferredAgent: { id: "eva", until: NOW + 9 * MINUTE } });
    expect(ids(await store.peek(9, { ...everybody, id: "rui" }))).toEqual(["told", "untold"]);
    await store.setChannel("fax", { waitLimit: MINUTE });
    clock.advance(MINUTE);
    expect((await store.agenda()).passed).toMatchObject([
      { what: "promoted", ticket: { id: "untold" } },
      { what: "lapsed", ticket: { id: "plain", state: "waiting" }, claim: { agent: "eva" } },
      { what: "tooLong", ticket: { id: "plain" } },
    ]);
    expect(await store.agenda()).toMatchObject({ passed: [], nextChange: NOW + 9 * MINUTE });
  });
});
