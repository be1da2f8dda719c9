import { expect, test } from "vitest";
import { lineOf } from "../../../examples/console/view/line.ts";
import { MINUTE, newFolder, type Opened, opened, SECOND } from "./rooms.ts";

test("half an hour of simulated people: a line that lives, red now and then, and nobody is served twice at once", async () => {
  const { room, failures, pass } = await opened(newFolder(), { simulated: true });
  const { center } = room;
  const seen = { longest: 0, urgent: 0, calm: 0, outbound: 0, scheduled: 0 };
  let completed = 0;
  center.on("completed", () => {
    completed += 1;
  });
  for (let step = 0; step < 180; step++) {
    await pass(10 * SECOND);
    const [line, { waiting }, { urgent }, claims] = await Promise.all([
      lineOf(center),
      center.counts(),
      center.urgency(),
      center.claims(),
    ]);
    seen.longest = Math.max(seen.longest, waiting);
    seen[urgent ? "urgent" : "calm"] += 1;
    seen.outbound += line.filter(({ direction }) => direction === "outbound").length;
    seen.scheduled += (await center.peekHeld(Number.POSITIVE_INFINITY)).length;
    const agents = claims.map(({ agent }) => agent);
    expect(new Set(agents).size).toBe(agents.length);
  }
  expect(failures).toEqual([]);
  expect(completed).toBeGreaterThan(150);
  expect(seen.longest).toBeLessThan(60);
  expect(Math.min(seen.urgent, seen.calm, seen.outbound, seen.scheduled)).toBeGreaterThan(20);
  expect((await center.statistics.report()).total.abandoned).toBeGreaterThan(0);
  await room.close();
});

test("after a restart the colleagues go on with what they were serving", async () => {
  const folder = newFolder();
  const before = await opened(folder, { simulated: true });
  await before.pass(MINUTE);
  const tokens = async ({ room }: Opened) => (await room.center.claims()).map(({ token }) => token).sort();
  const held = await tokens(before);
  expect(held.length).toBeGreaterThan(0);
  await before.room.close();

  const after = await opened(folder, { now: before.clock.now(), simulated: true, seed: 2 });
  expect(await tokens(after)).toEqual(held);
  await after.pass(10 * MINUTE);
  const standing = await tokens(after);
  expect(held.filter((token) => standing.includes(token))).toEqual([]);
  expect(after.failures).toEqual([]);
  await after.room.close();
});
