import fc from "fast-check";
import type { AgentDescription, AgentInput, CaseInput, CaseUpdate } from "proximo";

const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const INTERVAL = 5 * MINUTE;
/** Some minutes before an interval ends. */
export const START = 1_700_000_100_000 - (1_700_000_100_000 % INTERVAL) + 3 * MINUTE;

export type Ending = "accept" | "refuse" | "withdraw" | "complete" | "release" | "cancel";

/** What happens in a contact center, from the first ticket to the end of a wrap-up. Tickets and claims are named by place. */
export type Step =
  | { kind: "enqueue"; ticket: CaseInput; ago: number; later: number | undefined }
  | { kind: "next"; agent: string | AgentDescription }
  | { kind: "take"; which: number; agent: string | AgentDescription }
  | { kind: "distribute"; within: number }
  /** Of those that are offered, or of all. */
  | {
      kind: "settle";
      of: "offers" | "claims";
      which: number;
      how: Ending;
      change: CaseUpdate;
      later: number | undefined;
    }
  | { kind: "cancel"; which: number }
  | { kind: "update"; which: number; change: CaseUpdate; later: number | null | undefined }
  | { kind: "agent"; who: string; given: AgentInput }
  | { kind: "ready" | "heartbeat" | "remove"; who: string }
  | { kind: "channel"; id: string; enabled: boolean }
  | { kind: "clock"; by: number }
  | { kind: "border"; off: number }
  | { kind: "anew" }
  | { kind: "look" };

/** Which of two centers over one store does it. */
export type Played = Step & { readonly there: boolean };

const SKILLS = ["billing", "tech"];
export const CHANNELS = ["voice", "email", "webchat", "sms"];
export const REGISTERED = ["ana", "bia", "caio"];

const often = <Value>(weight: number, value: Value, other: fc.Arbitrary<Value>) =>
  fc.oneof({ weight, arbitrary: fc.constant(value) }, other);
const channel = fc.constantFrom(...CHANNELS);
const skills = often<string[]>(2, [], fc.subarray(SKILLS, { minLength: 1 }));
const who = fc.constantFrom(...REGISTERED);
const claimant = fc.oneof(
  { weight: 4, arbitrary: who },
  // One whom nobody has registered, and one who is and is described all the same.
  fc.constantFrom("dan", "ana").map((id) => ({ id, skills: SKILLS })),
);

/** A ticket's time: so much from now. It joins the line five minutes before, in the past or to come. */
const later = fc.constantFrom(...[0, 5, 6, 12].map((minutes) => minutes * MINUTE));
const ticket: fc.Arbitrary<CaseInput> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ channel, skills }) },
  fc.record({
    ...{ channel: fc.constant("email"), direction: fc.constant("outbound" as const), skills },
    ...{ contact: fc.constant("maria"), purpose: fc.constant("billing") },
  }),
);
const change: fc.Arbitrary<CaseUpdate> = often<CaseUpdate>(
  2,
  {},
  fc.record({ channel: fc.constantFrom("voice", "email"), skills }, { requiredKeys: [] }),
);

const given: fc.Arbitrary<AgentInput> = fc.record(
  {
    presence: often<"available" | "away" | "offline">(3, "available", fc.constantFrom("away", "offline")),
    capacity: fc.constantFrom(1, 2, 3, 6),
    skills: often(3, SKILLS, skills),
    wrapUp: fc.oneof(
      fc.constantFrom(0, SECOND, 30 * SECOND, 7 * MINUTE),
      fc.constant({ voice: MINUTE, otherwise: SECOND }),
    ),
    heartbeat: fc.constantFrom(null, null, null, 90 * SECOND, 4 * MINUTE),
    releaseAfter: fc.constantFrom(null, 0, MINUTE),
  },
  { requiredKeys: ["presence"] },
);

const which = fc.nat({ max: 7 });
const step = <Kind extends Step["kind"], Fields>(
  weight: number,
  kind: Kind,
  fields: { [key in keyof Fields]: fc.Arbitrary<Fields[key]> },
) => ({ weight, arbitrary: fc.record({ kind: fc.constant(kind), there: fc.boolean(), ...fields }) });

const happenings = fc.array(
  fc.oneof(
    step(16, "enqueue", {
      ticket,
      ago: often(3, 0, fc.constantFrom(3 * SECOND, 25 * SECOND, 4 * MINUTE)),
      later: often<number | undefined>(4, undefined, later),
    }),
    step(5, "next", { agent: claimant }),
    step(3, "take", { which, agent: claimant }),
    step(12, "distribute", { within: fc.constantFrom(SECOND, MINUTE, 10 * MINUTE, 10 * MINUTE) }),
    step(16, "settle", {
      of: fc.constant("offers"),
      which,
      how: fc.constantFrom<Ending>("accept", "accept", "refuse", "refuse", "withdraw", "complete", "cancel"),
      change: fc.constant({}),
      later: fc.constant(undefined),
    }),
    step(12, "settle", {
      of: fc.constant("claims"),
      which,
      how: fc.constantFrom<Ending>("accept", "complete", "complete", "complete", "release", "release", "cancel"),
      change,
      later: often<number | undefined>(4, undefined, later),
    }),
    step(4, "cancel", { which }),
    step(2, "update", {
      which,
      change,
      later: often<number | null | undefined>(3, undefined, often<number | null>(1, null, later)),
    }),
    step(4, "agent", { who, given }),
    step(2, "ready", { who }),
    step(2, "heartbeat", { who }),
    step(1, "remove", { who }),
    step(1, "channel", { id: channel, enabled: fc.boolean() }),
    step(10, "clock", { by: fc.constantFrom(1, 3 * SECOND, 5 * SECOND, 5_001, 20 * SECOND, 20_001) }),
    step(4, "clock", { by: fc.constantFrom(MINUTE, 100 * SECOND, 4 * MINUTE, 17 * MINUTE) }),
    step(2, "border", { off: fc.constantFrom(-1, 0, 1) }),
    step(1, "anew", {}),
    step(1, "look", {}),
  ) as fc.Arbitrary<Played>,
  { minLength: 30, maxLength: 70, size: "max" },
);

/** All begin with two who serve; unbiased, since histories that are short tell little. */
export const histories = (): fc.Arbitrary<Played[]> => {
  const comes = (id: string) =>
    given.map((more): Played => ({ kind: "agent", who: id, given: { ...more, presence: "available" }, there: false }));
  return fc.noBias(fc.tuple(fc.tuple(comes("ana"), comes("bia")), happenings).map((both) => both.flat()));
};
