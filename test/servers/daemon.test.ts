import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { Daemon } from "./daemon.ts";
import { describeWithOwn } from "./index.ts";

/** Runs the forgetful program, with the servers in the folder. @returns their URLs, once they serve. */
async function forget(how: "ends" | "waits", folder: string) {
  const program = fileURLToPath(new URL("forgetful.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program, how], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [urls] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, ended, urls: JSON.parse(urls) as string[] };
}

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}

describeWithOwn("postgres", "servers that are not stopped", () => {
  test.each(["ends", "waits"] as const)(
    "go, with their folders, when the process that started them %s",
    async (how) => {
      const folder = await mkdtemp(join(tmpdir(), "proximo-forgetful-"));
      await chmod(folder, 0o755); // Root's PostgreSQL is another user.
      const left = async () => (await readdir(folder)).filter((name) => name.startsWith("proximo-"));
      const { child, ended, urls } = await forget(how, folder);
      if (how === "waits") {
        for (const url of urls) expect(await answers(url)).toBe(true);
        expect(await left()).toHaveLength(urls.length);
        child.kill("SIGKILL");
      }
      expect(await ended).toEqual(how === "waits" ? [null, "SIGKILL"] : [0, null]);
      await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: 30_000 });
      for (const url of urls) expect(await answers(url)).toBe(false);
      await rm(folder, { recursive: true });
    },
  );
});

test("a program that ends before it is ready says why", async () => {
  const daemon = await Daemon.open("KILL");
  await expect(daemon.start("sh", ["-c", "echo no such luck; exit 3"])).rejects.toThrow("no such luck");
  await expect(daemon.start("/nowhere/at/all", [])).rejects.toThrow("ENOENT");
  await daemon.stop();
  await daemon.stop();
  await expect(readdir(daemon.folder)).rejects.toThrow("ENOENT");
});
