/**
 * Service requests to the city of Boston, 2011 (data.boston.gov, ODC PDDL), one row a request: an intake desk on many
 * channels, and the calls it owes the people whose request is not done by its due date.
 *
 * | column          | here                                                                                                |
 * | --------------- | --------------------------------------------------------------------------------------------------- |
 * | open_dt         | the request reaches the desk                                                                        |
 * | source          | the channel: Constituent Call `voice` (70), Self Service `form` (40), and channels of the            |
 * |                 | application's own: Citizens Connect App `app` (50), Twitter `twitter` (50), Employee Generated       |
 * |                 | `employee` (30), Maximo Integration `maximo` (20)                                                   |
 * | department      | a skill, required of the agent, where the department is one of the six large ones                    |
 * | type            | Emergencies and make-safe work are scored by the contact rules: the segment `urgent`, 90             |
 * | target_dt       | a second ticket, scheduled for then on `voice`: tell the person that it is late                      |
 * | closed_dt       | calls that second ticket off, where it has not been served by then                                   |
 * | neighborhood    | with the case id, nothing more is known of the person: the contact is the case                       |
 *
 * The log tells neither how long a clerk is busy with a request nor who the clerks are. Both are assumed: see `HANDLING`
 * and `DESK`. Nobody gives up: whoever did is not in the log.
 */
import * as z from "zod";
import { type Line, Log } from "./log.ts";
import { Random } from "./random.ts";
import type { Arrival, Day, Shift, Source } from "./source.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const CHANNELS = {
  "Constituent Call": "voice",
  "Self Service": "form",
  "Citizens Connect App": "app",
  Twitter: "twitter",
  "Employee Generated": "employee",
  "Maximo Integration": "maximo",
} as const;

/** Minutes an agent is busy, on average: our assumption, spread lognormally with a standard deviation equal to the mean. */
const HANDLING: Record<string, number> = { voice: 6, form: 4, app: 4, twitter: 4, employee: 3, maximo: 2 };
const FOLLOW_UP = 3;

const DEPARTMENTS = ["PWDx", "ISD", "BTDT", "PARK", "INFO", "PROP"];

/** The clerks: our assumption, few enough for a line to build up on a weekday morning. Hours of the day; 24 is midnight. */
const DESK: readonly { id: string; channels?: string[]; skills: string[]; from: number; to: number; weekend?: true }[] =
  [
    { id: "night", skills: DEPARTMENTS, from: 0, to: 8, weekend: true },
    { id: "day", skills: DEPARTMENTS, from: 8, to: 16, weekend: true },
    { id: "evening", skills: DEPARTMENTS, from: 16, to: 24, weekend: true },
    { id: "phone-1", channels: ["voice"], skills: ["PWDx", "BTDT", "INFO", "PROP"], from: 8, to: 17 },
    { id: "phone-2", channels: ["voice"], skills: ["PWDx", "ISD", "PARK"], from: 9, to: 18 },
    { id: "written-1", channels: ["form", "app", "twitter"], skills: DEPARTMENTS, from: 9, to: 17 },
    { id: "written-2", channels: ["employee", "maximo", "form"], skills: ["PWDx", "PARK", "BTDT"], from: 7, to: 15 },
  ];

const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, { error: "expected yyyy-mm-dd hh:mm:ss", abort: true })
  // Read as UTC: the log is a wall clock's, and no clock was changed within it.
  .transform((text) => Date.parse(`${text.replace(" ", "T")}Z`))
  .refine((at) => !Number.isNaN(at), { error: "is no moment of the calendar", abort: true })
  .refine((at) => at >= 0, { error: "is before 1970", abort: true });
const sometimes = z.union(
  [z.literal("").transform(() => undefined), moment],
  "expected yyyy-mm-dd hh:mm:ss, or nothing",
);

const columns = {
  case_enquiry_id: z.string().regex(/^\d{1,20}$/, "expected 1 to 20 digits"),
  open_dt: moment,
  target_dt: sometimes,
  closed_dt: sometimes,
  type: z.string(),
  department: z.string(),
  source: z.enum(Object.keys(CHANNELS) as (keyof typeof CHANNELS)[]),
};
const request = z
  .object(columns)
  .refine(({ open_dt, closed_dt }) => closed_dt === undefined || closed_dt >= open_dt, "closed before it was opened");
type Request = z.infer<typeof request>;

/** @throws where there is no such file; a file that is no such log is found out when its first day is read. */
export async function boston(file: string, seed: number): Promise<Source> {
  const date = ({ open_dt }: Request) => new Date(open_dt).toISOString().slice(0, 10);
  const log = await Log.open(file, { schema: request, columns: Object.keys(columns), date });
  return {
    title: `Boston's service requests, ${file}, seed ${seed}`,
    notes: [
      "City of Boston, 311 service requests of 2011 (data.boston.gov). Arrivals, channels, departments,",
      "due and closing dates are the log's. Ours: the clerks, and how long each request keeps one busy",
      "(2 to 6 minutes on average by channel, drawn from the seed). Nobody gives up. A request still",
      "open at its due date becomes a scheduled call, called off when the city closes it first.",
    ],
    channels: [
      { id: "voice", score: 70 },
      { id: "app", score: 50 },
      { id: "twitter", score: 50 },
      { id: "form", score: 40 },
      { id: "employee", score: 30 },
      { id: "maximo", score: 20 },
    ],
    rules: [{ segment: "urgent", score: 90 }],
    ...log.account,
    days: days(log, new Random(seed)),
  };
}

async function* days(log: Log<Request>, random: Random): AsyncGenerator<Day> {
  const seen = new Map<string, number>();
  for await (const { date, lines } of log.days()) {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const requests = lines.filter(({ line, row: { case_enquiry_id } }) => {
      const before = seen.get(case_enquiry_id);
      if (before === undefined) seen.set(case_enquiry_id, line);
      else log.bad.add(line, `case_enquiry_id came before, on line ${before}`);
      return before === undefined;
    });
    const arrivals = requests.flatMap((line) => [intake(line, random), ...followUp(line, random)]);
    yield {
      from: midnight,
      to: midnight + DAY,
      arrivals: arrivals.sort((a, b) => a.at - b.at),
      shifts: shifts(midnight),
      interventions: [],
    };
  }
}

function intake({ row }: Line<Request>, random: Random): Arrival {
  const channel = CHANNELS[row.source];
  return {
    at: row.open_dt,
    label: channel,
    ticket: { id: row.case_enquiry_id, channel, receivedAt: row.open_dt, ...about(row) },
    handling: Math.round(random.lognormal(HANDLING[channel]! * MINUTE, 1)),
  };
}

function followUp({ row }: Line<Request>, random: Random): Arrival[] {
  if (row.target_dt === undefined) return [];
  return [
    {
      at: row.open_dt,
      label: "voice, overdue",
      ticket: {
        id: `${row.case_enquiry_id}-overdue`,
        channel: "voice",
        receivedAt: row.open_dt,
        scheduledFor: row.target_dt,
        ...about(row),
      },
      handling: Math.round(random.lognormal(FOLLOW_UP * MINUTE, 1)),
      ...(row.closed_dt !== undefined && { leaves: { at: row.closed_dt, how: "called off" as const } }),
    },
  ];
}

function about({ case_enquiry_id, type, department }: Request) {
  const urgent = /Emergencies|Make Safe|Knock Downs|Unsafe Dangerous|Carbon Monoxide/.test(type);
  return {
    contact: { id: `case-${case_enquiry_id}`, ...(urgent && { segments: ["urgent"] }) },
    ...(DEPARTMENTS.includes(department) && { skills: [department] }),
  };
}

function shifts(midnight: number): Shift[] {
  const weekday = new Date(midnight).getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  return DESK.filter((clerk) => !weekend || clerk.weekend).map(({ id, channels, skills, from, to }) => ({
    agent: { id, skills, ...(channels && { channels }) },
    from: midnight + from * HOUR,
    to: midnight + to * HOUR,
  }));
}
