import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCenter, memoryStore, type Store } from "proximo";
import { expect, test } from "vitest";
import { somebody } from "./a-person.ts";
import { stage, whatsapp } from "./stage.ts";

/** Runs `picture.ts` and answers which of the person's values the memory of that process still holds. */
function remembered(what: "keep" | "erase") {
  const folder = mkdtempSync(join(tmpdir(), "proximo-"));
  try {
    const person = somebody();
    const snapshot = join(folder, "memory.heapsnapshot");
    const script = fileURLToPath(new URL("./picture.ts", import.meta.url));
    const args = ["--expose-gc", "--import", "tsx", script, what, snapshot];
    const child = spawnSync(process.execPath, args, { input: JSON.stringify(person), encoding: "utf8" });
    expect(child.stderr).toBe("");
    const memory = readFileSync(snapshot, "utf8");
    const names = Object.entries(person).filter(([, value]) => memory.includes(value));
    return {
      names: names.map(([name]) => name),
      answer: JSON.parse(child.stdout) as unknown,
      all: Object.keys(person),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("after an erasure nothing that was put in for the person is left in memory", () => {
  const kept = remembered("keep");
  expect(kept.names).toEqual(kept.all);
  const erased = remembered("erase");
  expect(erased.names).toEqual([]);
  expect(erased.answer).toMatchObject({ verified: true, counts: { waiting: 0, held: 0 } });
});

test("an erasure reaches tickets in every state, claims, the decision log and the counters", async () => {
  const { center, clock, ticket, grant, authorize } = await stage(whatsapp(1));
  const erased: unknown[] = [];
  center.on("erased", (event) => erased.push(event));
  await grant("maria");
  await ticket("active", "maria");
  await ticket("scheduled", "maria", { scheduledFor: clock.now() + 86_400_000 });
  await center.enqueue({ id: "inbound", channel: "webchat", contact: "maria" });
  await center.enqueue({ id: "other", channel: "webchat", contact: "ana" });
  const claim = await center.take("active", { id: "agent-7" });
  await center.outbound.delivered({ contact: "maria", channel: "whatsapp" });
  await center.consent.erase({ contact: "maria" });

  expect(erased).toEqual([{ contact: "maria", tickets: 3 }]);
  for (const id of ["active", "scheduled", "inbound"]) expect(await center.get(id)).toBeUndefined();
  expect(await center.get("other")).toMatchObject({ state: "waiting" });
  expect(await center.claims()).toEqual([]);
  await expect(claim?.complete()).rejects.toMatchObject({ code: "STALE_CLAIM" });
  expect(await center.outbound.decisions()).toEqual([]);
  expect(await authorize("maria")).toMatchObject({ reasons: ["no-consent", "volume"] });
  expect(await center.consent.verify()).toMatchObject({ ok: true });
});

test("whoever was reached stays counted, without a name", async () => {
  const { center, authorize } = await stage(whatsapp(2));
  for (const contact of ["maria", "ana"]) {
    await authorize(contact, { purpose: "billing" });
    await center.outbound.delivered({ contact, channel: "whatsapp" });
  }
  await center.consent.erase({ contact: "maria" });
  expect(await authorize("rui", { purpose: "billing" })).toMatchObject({ reasons: ["volume"] });
});

/** A center whose store fails as often as it is told to when it comes to this member. */
async function failing(member: keyof Store) {
  const failures = { left: 0 };
  const store: Store = new Proxy(memoryStore(), {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === member && failures.left-- > 0) throw new Error("the connection was lost");
        return Reflect.apply(value, target, args);
      };
    },
  });
  const center = await createCenter({ store });
  await center.enqueue({ id: "t", channel: "webchat", contact: "maria" });
  return { center, failures };
}

test("an erasure whose tickets the store does not erase is tried again, and fails where it fails again", async () => {
  const { center, failures } = await failing("forget");
  failures.left = 2;
  await expect(center.consent.erase({ contact: "maria" })).rejects.toThrow("the connection was lost");
  expect(await center.get("t")).toMatchObject({ contact: "maria" });
  failures.left = 1;
  await center.consent.erase({ contact: "maria" });
  expect(await center.get("t")).toBeUndefined();
});

test("a revocation holds though the store fails when it comes to the tickets, which is told of", async () => {
  const { center, failures } = await failing("inquiries");
  const errors: unknown[] = [];
  center.on("error", ({ error }) => errors.push(error));
  failures.left = 1;
  await center.consent.revoke({ contact: "maria", act: "reply", evidence: { message: "SAIR" } });
  expect(errors).toEqual([new Error("the connection was lost")]);
});
