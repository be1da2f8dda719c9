import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bank } from "../../../examples/day/bank.ts";
import type { Day, Source } from "../../../examples/day/source.ts";
import { fileOf } from "./temporary.ts";

const HEADER =
  "vru+line,call_id,customer_id,priority,type,date,vru_entry,vru_exit,vru_time,q_start,q_exit,q_time,outcome,ser_start,ser_exit,ser_time,server";
const ANSWERED = "L1,1,C7,2,PS,2010-08-01,8:00:00,8:00:10,10,8:00:10,8:01:40,90,AGENT,8:01:40,8:03:40,120,S1";
const STOCKS = "L1,2,0,0,NE,2010-08-01,8:05:00,8:05:06,6,0:00:00,0:00:00,0,AGENT,8:05:06,8:05:36,30,S1";
const HUNG_UP = "L1,3,0,1,PS,2010-08-01,8:10:00,8:10:05,5,8:10:05,8:11:00,55,HANG,0:00:00,0:00:00,0,NO_SERVER";
const NEXT_DAY = "L1,4,0,1,TT,2010-08-02,9:00:00,9:00:05,5,0:00:00,0:00:00,0,AGENT,9:00:05,9:00:15,10,S2";

async function read(...rows: string[]): Promise<{ source: Source; days: Day[] }> {
  const source = await bank(fileOf([HEADER, ...rows]));
  const days = [];
  for await (const day of source.days) days.push(day);
  return { source, days };
}

const at = (time: string) => Date.parse(`2010-08-01T${time}Z`);

describe("the bank's log", () => {
  it("gives a call that queued, with the 90 s of a priority-2 caller", async () => {
    const { days } = await read(ANSWERED);
    expect(days[0]!.arrivals).toEqual([
      {
        at: at("08:00:10"),
        label: "voice, regular",
        ticket: {
          id: "call-1-line-2",
          channel: "voice",
          receivedAt: at("07:58:40"),
          contact: { id: "C7", segments: ["priority"] },
        },
        handling: 120_000,
      },
    ]);
  });

  it("lets who hung up leave when they did, with the mean handling time of their type", async () => {
    const { days } = await read(ANSWERED, STOCKS, HUNG_UP);
    const hungUp = days[0]!.arrivals.at(-1)!;
    expect(hungUp.leaves).toEqual({ at: at("08:11:00"), how: "gave up" });
    expect(hungUp.handling).toBe(120_000);
  });

  it("puts callbacks on a channel of their own, requires skills, and ends a day at its date", async () => {
    const { days } = await read(ANSWERED, STOCKS, NEXT_DAY);
    expect(days.map(({ arrivals }) => arrivals.length)).toEqual([2, 1]);
    expect(days[0]!.arrivals[1]!.ticket.skills).toEqual(["stocks"]);
    expect(days[1]!.arrivals[0]!.ticket.channel).toBe("callback");
  });

  it("keeps agents on duty while they serve, away where three minutes pass, with the skills they showed", async () => {
    const late = STOCKS.replace("8:05:06,8:05:36,30", "8:30:00,8:30:30,30").replace(",2,0,0,NE", ",9,0,0,NE");
    const { days } = await read(ANSWERED, STOCKS, late);
    const agent = { id: "S1", skills: ["stocks"] };
    expect(days[0]!.shifts).toEqual([
      { agent, from: at("08:01:40"), to: at("08:05:36") },
      { agent, from: at("08:30:00"), to: at("08:30:30") },
    ]);
  });

  it("takes a call that asks for an agent after midnight to the next day", async () => {
    const { days } = await read(
      "L1,5,0,1,PS,2010-08-01,23:59:50,0:00:10,20,0:00:10,0:01:00,50,HANG,0:00:00,0:00:00,0,NO_SERVER",
    );
    expect(days[0]!.arrivals[0]!.at).toBe(Date.parse("2010-08-02T00:00:10Z"));
  });

  it("leaves out phantoms and callers who hung up in the menu, and says how many", async () => {
    const { source, days } = await read(
      ANSWERED,
      HUNG_UP.replace("8:10:05,8:11:00,55", "0:00:00,0:00:00,0"),
      HUNG_UP.replace("HANG", "PHANTOM"),
    );
    expect(days[0]!.arrivals).toHaveLength(1);
    expect(Object.fromEntries(source.leftOut!)).toEqual({ "callers who hung up in the menu": 1, "phantom calls": 1 });
    expect(source.bad!.count).toBe(0);
  });

  it("reports each bad row with its line and reason, at no other cost", async () => {
    const { source, days } = await read(
      ANSWERED.replace(",10,8:00:10", ",-87,8:00:10"),
      ANSWERED.replace("S1", "NO_SERVER"),
      ANSWERED.replace("8:01:40,8:03:40", "0:00:00,8:03:40"),
      "half,a,row",
      `"${ANSWERED.replace("8:00:00", "25:00:00")}`,
      NEXT_DAY,
      NEXT_DAY.replace("L1,4", "L1,5"),
      ANSWERED,
      NEXT_DAY.replace("L1,4", "L1,6").replace("TT", "XX"),
    );
    expect(days.flatMap(({ arrivals }) => arrivals.map(({ ticket }) => ticket.id))).toEqual([
      "call-4-line-7",
      "call-5-line-8",
    ]);
    expect(source.bad!.count).toBe(7);
    expect(source.bad!.first).toHaveLength(5);
    expect(source.bad!.first.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    const [negative, server, service, half, hour] = source.bad!.first.map(({ reason }) => reason);
    expect(negative).toBe("vru_time is negative");
    expect(server).toBe("outcome AGENT, but server NO_SERVER");
    expect(service).toBe("outcome AGENT, but no service began");
    expect(half).toContain("columns length is 17, got 3");
    expect(hour).toBe("vru_entry expected h:mm:ss");
  });

  it("loses one row, not the rest of the log, to a date that lies ahead", async () => {
    const slip = ANSWERED.replace("2010-08-01", "2910-08-01");
    const { source, days } = await read(slip, ANSWERED, STOCKS, slip, HUNG_UP, NEXT_DAY);
    expect(days.map(({ arrivals }) => arrivals.length)).toEqual([3, 1]);
    expect(source.bad!.first).toEqual([
      { line: 2, reason: "dated 2910-08-01, before a row of 2010-08-01" },
      { line: 5, reason: "dated 2910-08-01, before a row of 2010-08-01" },
    ]);
  });

  it("accounts for every row, whatever one finds in its fields", async () => {
    const sound = [ANSWERED, STOCKS, HUNG_UP, NEXT_DAY];
    const slip = fc.constantFrom(
      "",
      "0",
      "-1",
      "99:99:99",
      "2010-13-40",
      "1010-08-01",
      '"',
      "é\u0000",
      "9".repeat(400),
      ",",
    );
    const row = fc.tuple(fc.constantFrom(...sound), fc.option(fc.tuple(fc.nat(16), slip))).map(([row, change]) =>
      change === null
        ? row
        : row
            .split(",")
            .with(...change)
            .join(","),
    );
    const property = fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const { source, days } = await read(...rows);
      const calls = days.flatMap(({ arrivals }) => arrivals);
      const leftOut = [...source.leftOut!.values()].reduce((sum, rows) => sum + rows, 0);
      expect(calls.length + leftOut + source.bad!.count).toBe(rows.length);
      for (const { at, handling, ticket } of calls) {
        for (const moment of [at, handling, ticket.receivedAt!])
          expect(Number.isInteger(moment) && moment >= 0).toBe(true);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("refuses a file that is not there, and one that is no such log", async () => {
    await expect(bank("nowhere.csv")).rejects.toThrow("ENOENT");
    const other = await bank(fileOf(["a,b,c", "1,2,3"]));
    await expect(other.days[Symbol.asyncIterator]().next()).rejects.toThrow(
      "expected a header with the columns call_id",
    );
  });
});

const LOG = "../shared/data/anonymous-bank-1999-08.csv";
const missing = !existsSync(LOG);
if (missing) console.log(`The bank's own log is not at ${LOG}: its rows are not counted.`);

it.skipIf(missing)("accounts for every row of the real log", async () => {
  const source = await bank(LOG);
  let calls = 0;
  let days = 0;
  for await (const day of source.days) {
    days += 1;
    calls += day.arrivals.length;
  }
  const leftOut = [...source.leftOut!.values()].reduce((sum, rows) => sum + rows, 0);
  expect(days).toBe(18);
  expect(calls + leftOut + source.bad!.count).toBe(27_969);
  expect(source.bad!.count).toBeLessThan(280);
  expect(source.progress!()).toBe(1);
});
