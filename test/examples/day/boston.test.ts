import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { boston } from "../../../examples/day/boston.ts";
import type { Day, Source } from "../../../examples/day/source.ts";
import { fileOf } from "./temporary.ts";

const HEADER =
  "case_enquiry_id,open_dt,target_dt,closed_dt,ontime,case_status,subject,reason,type,queue,department,neighborhood,source";

function row(change: Record<string, string> = {}): string {
  const fields: Record<string, string> = {
    case_enquiry_id: "1",
    open_dt: "2011-07-01 09:00:00",
    target_dt: "2011-07-02 08:30:00",
    closed_dt: "2011-07-03 10:00:00",
    type: "Tree Emergencies",
    department: "PARK",
    source: "Self Service",
    ...change,
  };
  return HEADER.split(",")
    .map((column) => fields[column] ?? "")
    .join(",");
}

async function read(rows: string[], seed = 1): Promise<{ source: Source; days: Day[] }> {
  const source = await boston(fileOf([HEADER, ...rows]), seed);
  const days = [];
  for await (const day of source.days) days.push(day);
  return { source, days };
}

describe("Boston's log", () => {
  it("gives a request at the desk, and a call for when it is due", async () => {
    const { days } = await read([row()]);
    const about = { contact: { id: "case-1", segments: ["urgent"] }, skills: ["PARK"] };
    const received = Date.parse("2011-07-01T09:00:00Z");
    expect(days[0]!.arrivals).toEqual([
      {
        at: received,
        label: "form",
        ticket: { id: "1", channel: "form", receivedAt: received, ...about },
        handling: expect.any(Number),
      },
      {
        at: received,
        label: "voice, overdue",
        ticket: {
          id: "1-overdue",
          channel: "voice",
          receivedAt: received,
          scheduledFor: Date.parse("2011-07-02T08:30:00Z"),
          ...about,
        },
        handling: expect.any(Number),
        leaves: { at: Date.parse("2011-07-03T10:00:00Z"), how: "called off" },
      },
    ]);
  });

  it("owes no call without a due date, and never calls off what is not closed", async () => {
    const { days } = await read([row({ target_dt: "" }), row({ case_enquiry_id: "2", closed_dt: "" })]);
    const [request, other, call] = days[0]!.arrivals;
    expect(days[0]!.arrivals).toHaveLength(3);
    expect([request!.ticket.id, other!.ticket.id, call!.ticket.id]).toEqual(["1", "2", "2-overdue"]);
    expect(call!.leaves).toBeUndefined();
  });

  it("gives every source its channel", async () => {
    const sources = [
      "Constituent Call",
      "Self Service",
      "Citizens Connect App",
      "Twitter",
      "Employee Generated",
      "Maximo Integration",
    ];
    const { days } = await read(
      sources.map((source, index) => row({ source, target_dt: "", case_enquiry_id: String(index) })),
    );
    expect(days[0]!.arrivals.map(({ ticket }) => ticket.channel)).toEqual(
      "voice form app twitter employee maximo".split(" "),
    );
  });

  it("draws the same handling times from the same seed", async () => {
    const rows = Array.from({ length: 20 }, (_, index) => row({ case_enquiry_id: String(index) }));
    const handling = async (seed: number) =>
      (await read(rows, seed)).days[0]!.arrivals.map((arrival) => arrival.handling);
    expect(await handling(5)).toEqual(await handling(5));
    expect(await handling(5)).not.toEqual(await handling(6));
  });

  it("has fewer clerks at the weekend", async () => {
    const { days } = await read([row(), row({ case_enquiry_id: "2", open_dt: "2011-07-02 09:00:00" })]);
    expect(days[0]!.shifts.length).toBeGreaterThan(days[1]!.shifts.length);
  });

  it("reports each bad row with its line and reason, at no other cost", async () => {
    const { source, days } = await read([
      row({ open_dt: "yesterday" }),
      row({ source: "Pigeon" }),
      row({ closed_dt: "2011-06-30 00:00:00" }),
      row({ open_dt: "2011-13-01 09:00:00" }),
      row({ case_enquiry_id: "9", target_dt: "" }),
      row({ case_enquiry_id: "9", target_dt: "" }),
    ]);
    expect(days.flatMap(({ arrivals }) => arrivals.map(({ ticket }) => ticket.id))).toEqual(["9"]);
    expect(source.bad!.first.map(({ line }) => line)).toEqual([2, 3, 4, 5, 7]);
    const [moment, pigeon, closed, calendar, again] = source.bad!.first.map(({ reason }) => reason);
    expect(moment).toBe("open_dt expected yyyy-mm-dd hh:mm:ss");
    expect(pigeon).toContain("source");
    expect(closed).toBe("closed before it was opened");
    expect(again).toBe("case_enquiry_id came before, on line 6");
    expect(calendar).toBe("open_dt is no moment of the calendar");
  });
});

const LOG = "../shared/data/boston-311-2011.csv";
const missing = !existsSync(LOG);
if (missing) console.log(`Boston's own log is not at ${LOG}: its rows are not counted.`);

it.skipIf(missing)("accounts for every row of the real log", async () => {
  const source = await boston(LOG, 1);
  let requests = 0;
  let days = 0;
  for await (const day of source.days) {
    days += 1;
    requests += day.arrivals.filter(({ label }) => label !== "voice, overdue").length;
  }
  expect(days).toBe(42);
  expect(requests + source.bad!.count).toBe(13_566);
});
