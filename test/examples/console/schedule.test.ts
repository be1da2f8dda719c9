import { join } from "node:path";
import { expect, test } from "vitest";
import { Records } from "../../../examples/console/records.ts";
import type { Schedule } from "../../../examples/console/schedule.ts";
import { MINUTE, NOON, newFolder, opened } from "./rooms.ts";

const names = (schedule: Schedule) => schedule.list().map(({ data }) => data?.name);
const call = (name: string, minutes: number) => ({
  ...{ channel: "voice", contact: name, data: { name, topic: "" } },
  scheduledFor: NOON + minutes * MINUTE,
});

test("it lists what is held, in order of time, until it joins the line or is cancelled", async () => {
  const { room, pass } = await opened(newFolder());
  const { schedule, center } = room;
  await schedule.enqueue(call("late", 30));
  await schedule.enqueue(call("soon", 10));
  const gone = await schedule.enqueue(call("gone", 20));
  expect(names(schedule)).toEqual(["soon", "gone", "late"]);
  await center.cancel(gone.id);
  expect(names(schedule)).toEqual(["soon", "late"]);
  await pass(5 * MINUTE);
  expect(names(schedule)).toEqual(["late"]);

  const claim = await center.next({ id: "ana" });
  await schedule.release(claim!, NOON + 60 * MINUTE);
  expect(names(schedule)).toEqual(["late", "soon"]);
  await room.close();
});

test("after a restart it lists the same, less what was promoted meanwhile, and notes of what never was are dropped", async () => {
  const folder = newFolder();
  const before = await opened(folder);
  await before.room.schedule.enqueue(call("soon", 10));
  await before.room.schedule.enqueue(call("late", 30));
  await before.room.close();
  // As a crash leaves it between the note and the ticket.
  const records = new Records(join(folder, "records.db"));
  records.schedule("never-enqueued");
  records.close();

  const after = await opened(folder, { now: NOON + 6 * MINUTE });
  expect(names(after.room.schedule)).toEqual(["late"]);
  await after.room.close();
  const left = new Records(join(folder, "records.db"));
  expect(left.scheduled()).toHaveLength(1);
  left.close();
});
