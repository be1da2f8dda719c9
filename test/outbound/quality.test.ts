import { describe, expect, test } from "vitest";
import { DAY, HOUR, stage, whatsapp } from "./stage.ts";

const channel = "whatsapp";
const billing = { purpose: "billing" };

/** A stage whose deliveries and complaints can be had by the dozen, each of another contact. */
async function sending(limit: number | "unlimited" = "unlimited") {
  const staged = await stage(whatsapp(limit));
  let contacts = 0;
  const many = async (kind: "delivered" | "blocked" | "reported", count: number, template?: string) => {
    for (let index = 0; index < count; index++)
      await staged.center.outbound[kind]({ contact: `contact-${contacts++}`, channel, template });
  };
  return { ...staged, many };
}

test("is not estimated from a handful", async () => {
  const { authorize, many } = await sending();
  await many("delivered", 9);
  await many("blocked", 9);
  expect(await authorize("a", billing)).toMatchObject({ allowed: true });
});

test("red pauses the sender for 3 hours, then 6, then until a person resumes it", async () => {
  const { center, clock, authorize, many } = await sending();
  const turnRed = async () => {
    await many("delivered", 19);
    await many("reported", 1);
    return clock.now();
  };
  const first = await turnRed();
  expect(await authorize("a", billing)).toMatchObject({
    reasons: ["quality"],
    final: false,
    retryAt: first + 3 * HOUR,
  });
  clock.set(first + 3 * HOUR);
  expect(await authorize("a", billing)).toMatchObject({ allowed: true });

  const second = await turnRed();
  expect(await authorize("a", billing)).toMatchObject({ reasons: ["quality"], retryAt: second + 6 * HOUR });
  clock.set(second + 6 * HOUR);

  await turnRed();
  clock.advance(5 * DAY);
  const third = await authorize("a", billing);
  expect(third).toMatchObject({ reasons: ["quality"], final: false });
  expect(third).not.toHaveProperty("retryAt");
  await center.outbound.resume({ channel });
  expect(await authorize("a", billing)).toMatchObject({ allowed: true });
});

test("a week without a pause begins the ladder anew", async () => {
  const { clock, authorize, many } = await sending();
  for (let round = 0; round < 3; round++) {
    await many("delivered", 19);
    await many("blocked", 1);
    expect(await authorize("a", billing)).toMatchObject({ retryAt: clock.now() + 3 * HOUR });
    clock.advance(7 * DAY + 1);
  }
});

test("red on one template pauses that one", async () => {
  const { authorize, many } = await sending();
  await many("delivered", 80, "receipt");
  await many("delivered", 18, "promo");
  await many("blocked", 2, "promo");
  expect(await authorize("a", { ...billing, template: "promo" })).toMatchObject({ reasons: ["template"] });
  expect(await authorize("a", { ...billing, template: "receipt" })).toMatchObject({ allowed: true });
});

test("yellow for a day halves the volume, green gives it back", async () => {
  const { clock, authorize, many } = await sending(100);
  await many("delivered", 97);
  await many("blocked", 3);
  clock.advance(DAY - 1);
  await many("delivered", 1);
  clock.advance(1);
  await Promise.all(Array.from({ length: 49 }, (_, index) => authorize(`other-${index}`, billing)));
  expect(await authorize("one-more", billing)).toMatchObject({ allowed: false, reasons: ["volume"] });
  await many("delivered", 60);
  expect(await authorize("one-more", billing)).toMatchObject({ reasons: ["volume"] });
  clock.advance(DAY);
  await Promise.all(Array.from({ length: 99 }, (_, index) => authorize(`later-${index}`, billing)));
  expect(await authorize("the-hundredth", billing)).toMatchObject({ allowed: true });
});

test("complaints are forgotten with the window", async () => {
  const { clock, authorize, many } = await sending();
  await many("blocked", 5);
  clock.advance(7 * DAY + HOUR);
  await many("delivered", 20);
  expect(await authorize("a", billing)).toMatchObject({ allowed: true });
});

test("a rating that the platform reports stands in place of the estimate", async () => {
  const { center, clock, authorize, many } = await sending();
  await center.outbound.report({ kind: "quality", channel, rating: "green" });
  await many("delivered", 10);
  await many("blocked", 10);
  expect(await authorize("a", billing)).toMatchObject({ allowed: true });
  await center.outbound.report({ kind: "quality", channel, rating: "red" });
  expect(await authorize("a", billing)).toMatchObject({ reasons: ["quality"], retryAt: clock.now() + 3 * HOUR });
  await center.outbound.report({ kind: "quality", channel, rating: "yellow" });
  expect(await authorize("a", billing)).toMatchObject({ allowed: true });
});

test("a template that the platform pauses stays so until the platform ends it", async () => {
  const { center, clock, authorize } = await stage();
  const promo = { ...billing, template: "promo" };
  await center.outbound.report({ kind: "template", channel, template: "promo", status: "paused" });
  const answer = await authorize("a", promo);
  expect(answer).toMatchObject({ reasons: ["template"], final: false });
  expect(answer).not.toHaveProperty("retryAt");
  await center.outbound.resume({ channel, template: "promo" });
  expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"] });
  await center.outbound.report({ kind: "template", channel, template: "promo", status: "active" });
  expect(await authorize("a", promo)).toMatchObject({ allowed: true });
  const until = clock.now() + 3 * HOUR;
  await center.outbound.report({ kind: "template", channel, template: "promo", status: "paused", until });
  expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"], retryAt: until });
  clock.set(until);
  expect(await authorize("a", promo)).toMatchObject({ allowed: true });
});

describe("a pause of the platform's that has an end", () => {
  const promo = { ...billing, template: "promo" };
  const paused = async () => {
    const staged = await stage();
    const until = staged.clock.now() + 3 * HOUR;
    const report = { kind: "template", channel, template: "promo", status: "paused" } as const;
    await staged.center.outbound.report({ ...report, until });
    return { ...staged, until };
  };

  test("is ended by no person, no rating and no failure", async () => {
    const { center, clock, authorize, until } = await paused();
    await center.outbound.resume({ channel, template: "promo" });
    expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"], retryAt: until });
    await center.outbound.report({ kind: "quality", channel, template: "promo", rating: "yellow" });
    expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"], retryAt: until });
    await center.outbound.failed({ contact: "b", channel, code: 132015, template: "promo" });
    expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"], retryAt: until });
    clock.set(until);
    expect(await authorize("a", promo)).toMatchObject({ allowed: true });
    await center.outbound.failed({ contact: "b", channel, code: 132015, template: "promo" });
    expect(await authorize("a", promo)).not.toHaveProperty("retryAt");
  });

  test("is ended by the platform", async () => {
    const { center, authorize } = await paused();
    await center.outbound.report({ kind: "template", channel, template: "promo", status: "active" });
    expect(await authorize("a", promo)).toMatchObject({ allowed: true });
  });
});

test("of a template's pauses and ends at the platform the latest stands, however late or often each is told", async () => {
  const { center, clock, authorize } = await stage();
  const promo = { ...billing, template: "promo" };
  const failure = { contact: "b", channel, code: 132015, template: "promo", id: "wamid.1", at: clock.now() };
  await center.outbound.failed(failure);
  expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"] });
  clock.advance(HOUR);
  const report = { kind: "template", channel, template: "promo" } as const;
  await center.outbound.report({ ...report, status: "active" });
  await center.outbound.failed(failure);
  expect(await authorize("a", promo)).toMatchObject({ allowed: true });
  clock.advance(HOUR);
  await center.outbound.failed({ ...failure, id: "wamid.2", at: clock.now() });
  expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"] });
  await center.outbound.report({ ...report, status: "active", at: clock.now() - 1 });
  expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"] });
  // One that lies ahead counts as now.
  await center.outbound.report({ ...report, status: "active", at: clock.now() + HOUR });
  clock.advance(1);
  await center.outbound.failed({ ...failure, id: "wamid.3", at: clock.now() });
  expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"] });
});

test("a pause that waits for a person goes on waiting, whatever the platform pauses and ends meanwhile", async () => {
  const { quality = undefined } = whatsapp("unlimited").policies?.whatsapp ?? {};
  const { center, clock, authorize } = await stage(whatsapp(9, { quality: { ...quality!, pauses: [null] } }));
  const promo = { ...billing, template: "promo" };
  await center.outbound.report({ kind: "quality", channel, template: "promo", rating: "red" });
  const report = { kind: "template", channel, template: "promo" } as const;
  await center.outbound.report({ ...report, status: "paused", until: clock.now() + HOUR });
  clock.advance(HOUR);
  expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"] });
  await center.outbound.report({ ...report, status: "paused" });
  await center.outbound.report({ ...report, status: "active" });
  expect(await authorize("a", promo)).toMatchObject({ reasons: ["template"] });
  await center.outbound.resume({ channel, template: "promo" });
  expect(await authorize("a", promo)).toMatchObject({ allowed: true });
});

test("the platform's error codes are minded", async () => {
  const { center, clock, authorize, grant } = await stage();
  const now = clock.now();
  const fail = (contact: string, code: number | string, template?: string) =>
    center.outbound.failed({ contact, channel, code, template });
  await fail("pair", 131056);
  expect(await authorize("pair", billing)).toMatchObject({ reasons: ["pair-rate"], retryAt: now + 6_000 });
  await fail("healthy", "131049");
  expect(await authorize("healthy", billing)).toMatchObject({ reasons: ["pair-rate"], retryAt: now + DAY });
  await grant("stopper");
  await fail("stopper", 131050);
  expect(await authorize("stopper")).toMatchObject({ reasons: ["stopped"], final: true });
  await fail("a", 132015, "promo");
  expect(await authorize("b", { ...billing, template: "promo" })).toMatchObject({ reasons: ["template"] });
  await fail("unknown", "constructor");
  expect(await authorize("unknown", billing)).toMatchObject({ allowed: true });
});

test("a failure that asks for less, or is told again late, lets nobody be written to earlier", async () => {
  const { center, clock, authorize } = await stage();
  const start = clock.now();
  const fail = (code: number) => center.outbound.failed({ contact: "a", channel, code, at: start });
  await fail(131049);
  await fail(131056);
  clock.advance(7_000);
  expect(await authorize("a", billing)).toMatchObject({ reasons: ["pair-rate"], retryAt: start + DAY });
});
