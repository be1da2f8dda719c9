/**
 * The log of one bank's call center: Technion "Anonymous Bank" (Guedj and Mandelbaum, 1999), one row a call.
 *
 * | column                   | here                                                                                       |
 * | ------------------------ | ------------------------------------------------------------------------------------------ |
 * | date, q_start, vru_exit  | the call joins the line at `q_start`; where it never queued, on leaving the menu            |
 * | outcome                  | AGENT: asked for an agent. HANG: gave up, where it had queued. PHANTOM: left out            |
 * | type                     | TT (the bank calls back) on the channel `callback`, score 30; all others on `voice`, 50.    |
 * |                          | NE requires the skill `stocks`, IN `internet`, PE `english`; PS and NW none                 |
 * | priority                 | 2: the segment `priority`, and 90 s of waiting credited on entry, which was the bank's rule |
 * | q_time                   | of a HANG: the caller's patience. The patience of who was answered is not known: they stay  |
 * | ser_time                 | the handling time; of a HANG, the mean of the day's answered calls of that type             |
 * | server                   | the agent: on duty from the first to the last of the day's services, with breaks wherever   |
 * |                          | three minutes passed between two; skills are the types served that day                      |
 * | customer_id              | the contact, where it is not 0                                                             |
 */
import * as z from "zod";
import { type Line, Log } from "./log.ts";
import type { Arrival, Day, Shift, Source } from "./source.ts";

const DAY = 24 * 60 * 60_000;
/** Of 3, 5, 7 and 10 minutes the one whose waits come nearest the log's own (mean 1:40, p95 5:56, 29 % within 20 s). */
const BREAK = 3 * 60_000;
const CREDIT = 90_000;

const SKILLS: Partial<Record<Call["type"], string>> = { NE: "stocks", IN: "internet", PE: "english" };
const LABELS = { PS: "regular", NW: "prospects", NE: "stocks", IN: "internet", PE: "english", TT: "callback" };

/** h:mm:ss, as milliseconds since midnight. */
const timeOfDay = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d:[0-5]\d$/, "expected h:mm:ss")
  .transform((text) => {
    const [hours, minutes, seconds] = text.split(":").map(Number) as [number, number, number];
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  });

/** Whole seconds, as milliseconds. */
const duration = z
  .string()
  .regex(/^-?\d+$/, "expected whole seconds")
  .transform((text) => Number(text) * 1_000)
  .refine((ms) => ms >= 0, "is negative")
  .refine((ms) => ms <= DAY, "is more than a day");

const name = z.string().min(1, "is empty").max(100, "is longer than 100 characters");

const columns = {
  call_id: name,
  customer_id: name,
  priority: z.enum(["0", "1", "2"]),
  type: z.enum(["PS", "NW", "NE", "IN", "PE", "TT"]),
  date: z.iso.date("expected yyyy-mm-dd").refine((date) => date > "1970-01-01", "is before 1970-01-02"),
  vru_entry: timeOfDay,
  vru_exit: timeOfDay,
  vru_time: duration,
  q_start: timeOfDay,
  q_time: duration,
  outcome: z.enum(["AGENT", "HANG", "PHANTOM"]),
  ser_start: timeOfDay,
  ser_time: duration,
  server: name,
};
const call = z.object(columns).superRefine(({ outcome, server, ser_start }, context) => {
  if (outcome !== "AGENT") return;
  if (server === "NO_SERVER") context.addIssue({ code: "custom", message: "outcome AGENT, but server NO_SERVER" });
  else if (ser_start === 0) context.addIssue({ code: "custom", message: "outcome AGENT, but no service began" });
});
type Call = z.infer<typeof call>;

/** @throws where there is no such file; a file that is no such log is found out when its first day is read. */
export async function bank(file: string): Promise<Source> {
  const log = await Log.open(file, { schema: call, columns: Object.keys(columns), date: ({ date }) => date });
  return {
    title: `the Anonymous Bank log, ${file}`,
    notes: [
      'Technion "Anonymous Bank" (Guedj and Mandelbaum), August 1999; its date column says 2010.',
      "Arrivals, handling times, agents and who gave up are the log's. Ours: answered callers never",
      "give up; a caller who hung up there and is taken sooner here lasts the mean of that type and",
      "day; an agent is away when three minutes pass between two services. Priority-2 callers are",
      "credited 90 s, as at the bank.",
    ],
    channels: [
      { id: "voice", score: 50 },
      { id: "callback", score: 30 },
    ],
    rules: [],
    ...log.account,
    days: days(log),
  };
}

async function* days(log: Log<Call>): AsyncGenerator<Day> {
  for await (const { date, lines } of log.days()) {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const wanted = lines.filter(({ row }) => {
      const reason = leftOut(row);
      if (reason !== undefined) log.leaveOut(reason);
      return reason === undefined;
    });
    const means = meanHandling(wanted);
    const arrivals = wanted.map((line) => arrival(line, midnight, means)).sort((a, b) => a.at - b.at);
    yield { from: midnight, to: midnight + DAY, arrivals, shifts: shifts(wanted, midnight), interventions: [] };
  }
}

function leftOut({ outcome, q_start }: Call): string | undefined {
  if (outcome === "PHANTOM") return "phantom calls";
  return outcome === "HANG" && q_start === 0 ? "callers who hung up in the menu" : undefined;
}

function arrival({ line, row }: Line<Call>, midnight: number, means: ReadonlyMap<string, number>): Arrival {
  const channel = row.type === "TT" ? "callback" : "voice";
  const asked = row.q_start === 0 ? row.vru_exit : row.q_start;
  const at = midnight + asked + (asked < row.vru_entry ? DAY : 0);
  const skill = SKILLS[row.type];
  const hungUp = row.outcome === "HANG";
  return {
    at,
    label: row.type === "TT" ? channel : `${channel}, ${LABELS[row.type]}`,
    ticket: {
      // A call id is used again after a while; the line of the file is not.
      id: `call-${row.call_id}-line-${line}`,
      channel,
      receivedAt: row.priority === "2" ? at - CREDIT : at,
      ...(skill !== undefined && { skills: [skill] }),
      ...(row.customer_id !== "0" && {
        contact: { id: row.customer_id, ...(row.priority === "2" && { segments: ["priority"] }) },
      }),
    },
    handling: hungUp ? (means.get(row.type) ?? 0) : row.ser_time,
    ...(hungUp && { leaves: { at: at + row.q_time, how: "gave up" as const } }),
  };
}

/** By type of call, over the calls answered this day. */
function meanHandling(lines: readonly Line<Call>[]): Map<string, number> {
  return new Map(
    [...grouped(answered(lines), ({ type }) => type)].map(([type, calls]) => [
      type,
      Math.round(calls.reduce((sum, { ser_time }) => sum + ser_time, 0) / calls.length),
    ]),
  );
}

/** Who was seen at work, and when. */
function shifts(lines: readonly Line<Call>[], midnight: number): Shift[] {
  return [...grouped(answered(lines), ({ server }) => server)].flatMap(([id, calls]) => {
    const skills = [...new Set(calls.map(({ type }) => SKILLS[type]).filter((skill) => skill !== undefined))];
    const stretches: { from: number; to: number }[] = [];
    for (const { ser_start, ser_time } of calls.sort((a, b) => a.ser_start - b.ser_start)) {
      const from = midnight + ser_start;
      const last = stretches.at(-1);
      if (last !== undefined && from - last.to < BREAK) last.to = Math.max(last.to, from + ser_time);
      else stretches.push({ from, to: from + ser_time });
    }
    return stretches.map((stretch) => ({ agent: { id, skills }, ...stretch }));
  });
}

function answered(lines: readonly Line<Call>[]): Call[] {
  return lines.map(({ row }) => row).filter(({ outcome }) => outcome === "AGENT");
}

function grouped(calls: readonly Call[], key: (call: Call) => string): Map<string, Call[]> {
  const groups = new Map<string, Call[]>();
  for (const call of calls) groups.set(key(call), [...(groups.get(key(call)) ?? []), call]);
  return groups;
}
