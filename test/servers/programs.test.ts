import { expect, test, vi } from "vitest";
import { freePort } from "./programs.ts";

test.runIf(process.platform === "linux")("a port is given once, though nothing serves on it yet", async () => {
  const drawn = vi.spyOn(Math, "random");
  const first = await freePort();
  drawn.mockReturnValueOnce((first - 12_000 + 0.5) / 10_000);
  const second = await freePort();
  expect(drawn.mock.calls.length).toBeGreaterThanOrEqual(3);
  expect(second).not.toBe(first);
});
