import { type RequestOptions, request } from "node:http";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { newFolder } from "../examples/console/rooms.ts";
import { run } from "../run.ts";
import { NOON, startConsole } from "./console.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function console(options = {}) {
  const started = await startConsole(options);
  onTestFinished(started.stop);
  return started;
}

test("bad requests are refused with a code, and change nothing", async () => {
  const { ask, post } = await console();
  const code = async (answer: Promise<{ status: number; text: string }>) => {
    const { status, text } = await answer;
    return `${status} ${JSON.parse(text).code}`;
  };
  expect(await code(post("/api/channels/email", { score: 101 }))).toBe("400 INVALID_REQUEST");
  expect(await code(post("/api/channels/pigeon", { score: 10 }))).toBe("404 UNKNOWN_CHANNEL");
  expect(await code(post("/api/tickets", { name: "Ana", channel: "pigeon" }))).toBe("400 UNKNOWN_CHANNEL");
  expect(await code(post("/api/tickets", { name: " ", channel: "email" }))).toBe("400 INVALID_REQUEST");
  expect(await code(post("/api/agents/nobody/next", {}))).toBe("404 UNKNOWN_AGENT");
  expect(await code(post("/api/agents/elisa/next", {}))).toBe("404 UNKNOWN_AGENT");
  expect(await code(post("/api/claims/no-such-token/complete", {}))).toBe("409 STALE_CLAIM");
  expect(await code(post("/api/agents/ana/take", { ticket: "no-such-ticket" }))).toBe("400 UNKNOWN_TICKET");
  expect(await code(ask("/api/nothing"))).toBe("404 NOT_FOUND");
  expect(await code(ask("/web/..%2Fmain.ts"))).toBe("404 NOT_FOUND");
  expect(await code(ask("/web/parts/..%2F..%2Fmain.ts"))).toBe("404 NOT_FOUND");
  expect(await code(ask("/web/parts/%zz"))).toBe("400 INVALID_REQUEST");
  expect(await code(ask("/api/pace", { method: "POST", body: "{}" }))).toBe("415 NOT_JSON");
  expect(await code(post("/api/tickets", { name: "Ana", channel: "email", more: "x".repeat(100_000) }))).toBe(
    "413 TOO_LARGE",
  );
  const text = { method: "POST", headers: { "content-type": "text/plain; x=application/json" }, body: "{}" };
  expect(await code(ask("/api/pace", text))).toBe("415 NOT_JSON");
  const broken = { method: "POST", headers: { "content-type": "application/json" }, body: "{" };
  expect(await code(ask("/api/pace", broken))).toBe("400 NOT_JSON");
});

test("JSON is read whatever the charset is called", async () => {
  const { ask } = await console();
  for (const type of ["application/json; charset=utf-8", "Application/JSON;charset=UTF-8"]) {
    const body = JSON.stringify({ name: "Ana", channel: "email" });
    const { status } = await ask("/api/tickets", { method: "POST", headers: { "content-type": type }, body });
    expect(status).toBeLessThan(300);
  }
});

function statusOf(url: string, options: RequestOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, options, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
}

test("a foreign name that resolves to this machine is refused", async () => {
  const { supervisor } = await console();
  expect(await statusOf(supervisor, { headers: { host: "console.example" } })).toBe(403);
});

test("what is no address of a page is a bad request", async () => {
  const { supervisor } = await console();
  expect(await statusOf(supervisor, { path: "//" })).toBe(400);
});

test("the clock can be set by hand only where that was asked for", async () => {
  const asked = await console();
  await asked.setClock(NOON + 1);
  const simulated = await console({ simulated: true });
  expect((await simulated.post("/test/clock", { now: NOON })).status).toBe(404);
});

test("arguments that say nothing are told, with exit code 2, and so is a port that is taken", async () => {
  const { operator } = await console();
  const { port } = new URL(operator("ana"));
  const started = (...args: string[]) =>
    run(process.execPath, ["--import", "tsx", "examples/console/main.ts", "--data", newFolder(), ...args], root);
  await expect(started("--port", "http")).rejects.toThrow(
    /failed \(2\)\n--port: expected a number from 0 to 65535, got http/,
  );
  await expect(started("--manual-clock", "noon")).rejects.toThrow(/--manual-clock: expected/);
  await expect(started("--pace", "-1")).rejects.toThrow(/pace/);
  await expect(started("--port", port)).rejects.toThrow(
    `failed (2)\n--port: expected a free one, got ${port}, where something listens`,
  );
  expect(await started("--help")).toContain("npm run console");
});
