import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fileOf } from "./temporary.ts";

/** The main job as `npm start` runs it, its output in a pipe. */
function start(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", "examples/day/main.ts", ...args]);
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

const withoutMachineTime = (out: string) => out.replace(/^In .* of the machine's time\.$/m, "");

describe("npm start", () => {
  it("runs a day in plain lines, a table and a verdict, to the digit the same for the same seed", async () => {
    const [one, other] = await Promise.all([start("--seed", "11"), start("--seed", "11")]);
    expect(one.err).toBe("");
    expect(one.code).toBe(0);
    expect(one.out).toContain("Every answer was the right one.");
    expect(one.out).toMatch(/^Mon 2026-03-02 12:00 {2}arrived /m);
    expect(one.out).not.toContain("\u001b[");
    for (const channel of ["webchat", "whatsapp", "voice", "video"])
      expect(one.out).toMatch(new RegExp(`^│ ${channel} +│`, "m"));
    expect(withoutMachineTime(other.out)).toBe(withoutMachineTime(one.out));
  });

  it("says in --help what it does, and where its figures come from", async () => {
    const { code, out } = await start("--help");
    expect(code).toBe(0);
    for (const word of ["--seed", "--from FILE --format bank", "--format boston", "JASA 100, 2005", "our assumption"]) {
      expect(out).toContain(word);
    }
  });

  it("replays a log and reports its bad rows", async () => {
    const file = fileOf([
      "case_enquiry_id,open_dt,target_dt,closed_dt,type,department,source",
      "1,2011-07-01 09:00:00,,,Zoning,ISD,Twitter",
      "2,never,,,Zoning,ISD,Twitter",
    ]);
    const { code, out } = await start("--from", file, "--format", "boston");
    expect(code).toBe(0);
    expect(out).toMatch(/^│ twitter │ +1 │ +1 │/m);
    expect(out).toContain("Bad rows: 1\n  line 3: open_dt expected yyyy-mm-dd hh:mm:ss\n");
  });

  it("says why no row of a log could be used", async () => {
    const file = fileOf([
      "case_enquiry_id,open_dt,target_dt,closed_dt,type,department,source",
      "1,never,,,Z,ISD,Twitter",
    ]);
    const { code, err } = await start("--from", file, "--format", "boston");
    expect(code).toBe(2);
    expect(err).toContain("no row that could be used\nBad rows: 1\n  line 2: open_dt expected yyyy-mm-dd hh:mm:ss\n");
  });

  it("tells a file that is no log by its beginning, in letters, and opens no store for it", async () => {
    const file = fileOf([`\u001b[2J\u009b${"x".repeat(10_000)}`]);
    const { code, out, err } = await start("--from", file, "--format", "bank", "--store", `sqlite:${file}.db`);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("got '\\x1B[2J\\x9Bxxx");
    expect(err.length).toBeLessThan(500);
    expect(existsSync(`${file}.db`)).toBe(false);
  });

  it.each([
    [["--seed", "x"], "--seed: expected an integer"],
    [["--from", "x"], "go together"],
    [["--from", "nowhere.csv", "--format", "bank"], "nowhere.csv"],
    [["--from", "package.json", "--format", "boston"], "expected a header with the columns case_enquiry_id"],
    [["--from", "package.json", "--format", "london"], "expected bank or boston, got london"],
    [["--store", "redis://127.0.0.1:1"], "ECONNREFUSED 127.0.0.1:1"],
    [["--store", "postgres://127.0.0.1:1/day"], "ECONNREFUSED 127.0.0.1:1"],
    [["--store", "redis:4242"], "redis://host:port"],
    [["--zeal"], "--zeal"],
  ])("cannot use %j: exit code 2, and says why", async (args, why) => {
    const { code, err } = await start(...args);
    expect(code).toBe(2);
    expect(err).toContain(why);
    expect(err.trim().split("\n")).toHaveLength(3);
  });
});
