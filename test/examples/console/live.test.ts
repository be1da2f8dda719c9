import type { ServerResponse } from "node:http";
import { PassThrough } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Live } from "../../../examples/console/view/live.ts";
import { newFolder, opened } from "./rooms.ts";

async function stage() {
  const { room, failures } = await opened(newFolder());
  onTestFinished(() => room.close());
  const live = new Live(room, (error) => failures.push(error));
  const drawn = async () => {
    for (let turn = 0; turn < 8; turn++) await setImmediate();
    await room.center.counts();
  };
  const page = Object.assign(new PassThrough({ highWaterMark: 1 }), { writeHead: () => page });
  /** The score of e-mail in each picture that comes, once it is read. */
  const read = async () => {
    let sent = "";
    for (let chunk = page.read(); chunk !== null; chunk = page.read()) {
      sent += chunk;
      await drawn();
    }
    return [...sent.matchAll(/"id":"email","score":(\d+)/g)].map(([, score]) => Number(score));
  };
  return { room, live, failures, page, drawn, read, response: page as unknown as ServerResponse };
}

test("a page that takes nothing for a while is sent one picture then, the last", async () => {
  const { room, live, failures, drawn, read, response } = await stage();
  live.open(response, undefined);
  for (let score = 1; score <= 20; score++) {
    await room.center.channels.set("email", { score });
    await drawn();
  }
  expect(await read()).toEqual([20]);
  expect(failures).toEqual([]);
});

test("a page that was closed is sent nothing, though something had changed", async () => {
  const { live, failures, page, drawn, read, response } = await stage();
  page.on("error", (error) => failures.push(error));
  live.open(response, undefined);
  live.close();
  await drawn();
  await read();
  expect(failures).toEqual([]);
});
