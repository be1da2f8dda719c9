import type * as FastCheck from "fast-check";
import type { AgentChange } from "../../../model/agent.ts";
import type { AgentDescription, CaseChange, PreferredAgent } from "../../../model/case.ts";
import type { ChannelChange } from "../../../model/channel.ts";
import type { Contact, ContactRule } from "../../../model/contact.ts";
import type { Claimant, Settlement } from "../../../stores/store.ts";
import { LEAD, MINUTE, START } from "../stage/stage.ts";

/** A ticket as a step puts it in. */
export interface Input {
  readonly id: string;
  readonly direction: "inbound" | "outbound";
  readonly channel: string;
  readonly contact?: Contact | undefined;
  readonly contactScore?: number | undefined;
  readonly receivedAt?: number | undefined;
  readonly scheduledFor?: number | undefined;
  readonly skills: readonly string[];
  readonly preferredAgent?: PreferredAgent | undefined;
}

/** What an agent does: changes or comes, or one of these. */
export interface Staffing {
  readonly id: string;
  readonly does: AgentChange | "heartbeat" | "ready" | "leave";
}

/** What the gate says from then on; `until`: so many milliseconds later, once it is asked. */
export type Mood = { allowed: true } | { final: true } | { until: number } | { until: undefined };

/** By its id, or by its place among those there are, counted round and round: most steps find something to do. */
export type Named = string | number;

/** All that can be done to a store. A claim is named by its place among all ever made, so stale ones are tried too. */
export type Step = { readonly there: boolean } & (
  | { kind: "enqueue"; input: Input }
  | { kind: "again"; which: number }
  | { kind: "claimNext"; agent: Claimant }
  | { kind: "claimTicket"; ticket: Named; agent: Claimant }
  | { kind: "offer"; ticket: Named; agent: string; within: number }
  | { kind: "accept"; which: number }
  | ({ kind: "staff" } & Staffing)
  | { kind: "settle"; which: number; settlement: Settlement }
  | { kind: "cancel"; ticket: Named }
  | { kind: "update"; ticket: Named; change: CaseChange }
  | { kind: "setChannel"; id: string; change: ChannelChange }
  | { kind: "setRules"; rules: readonly ContactRule[] }
  | { kind: "clock"; at: number }
  | { kind: "wait"; ms: number }
  | { kind: "mood"; contact: string; mood: Mood }
  | { kind: "withdraw"; contact: string; mood: Mood }
  | { kind: "reopen"; channel: string; contact?: string | undefined }
  | { kind: "forget"; contact: string }
  | { kind: "purge"; age: number }
  | { kind: "lanes" }
  | { kind: "peek"; count: number; agent: AgentDescription }
);

export type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

/** Histories, in which ids, times and scores are few, so that they meet. */
export function steps(fc: typeof FastCheck): FastCheck.Arbitrary<Step[]> {
  // Plain objects, as those that a center passes on.
  const record = ((fields: { [key: string]: FastCheck.Arbitrary<unknown> }, constraints?: object) =>
    fc.record(fields, { ...constraints, noNullPrototype: true })) as typeof fc.record;
  const optional = <Value>(one: FastCheck.Arbitrary<Value>) => fc.option(one, { nil: undefined });
  const id = fc.nat({ max: 15 }).map((n) => `t${n}`);
  const named = fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 7 }) }, { weight: 1, arbitrary: id });
  const channel = fc.constantFrom("webchat", "whatsapp", "email", "voice");
  // Nothing goes out on the first, unless the channel is changed.
  const outgoing = fc.constantFrom("webchat", ..."whatsapp email voice whatsapp email voice".split(" "));
  const score = fc.constantFrom(1, 49, 50, 51, 100);
  const skills = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(["billing", "english", "tech"]));
  const person = fc.constantFrom("maria", "rui", "ana");
  const segment = fc.constantFrom("vip", "new");
  const time = fc.oneof(
    fc.integer({ min: -3, max: 3 }).map((n) => START + n),
    fc.integer({ min: -12, max: 12 }).map((n) => START + n * MINUTE),
    fc.constantFrom(START + LEAD - 1, START + LEAD, START + LEAD + 1, START + 1_440 * MINUTE, START - 1_440 * MINUTE),
  );
  const span = fc.constantFrom(1, 2, MINUTE, 3 * MINUTE);
  const contact = record({
    id: person,
    segments: fc.uniqueArray(segment),
    attributes: record({ age: fc.constantFrom(30, 70), city: fc.constant("Recife") }, { requiredKeys: [] }),
  });
  const until = fc.oneof(time, fc.constantFrom(START + MINUTE, START + 5 * MINUTE, START + 1_440 * MINUTE));
  const preferredAgent = record({ id: fc.constantFrom("ana", "bia", "bia", "caio"), until });
  const preferred = fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, preferredAgent);
  const keys = {
    channel,
    skills,
    preferredAgent: preferred,
    contactScore: optional(score),
    receivedAt: optional(time),
  };
  const scheduled = { scheduledFor: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, time) };
  const input = fc.oneof(
    record({ id, direction: fc.constant("inbound" as const), contact: optional(contact), ...keys, ...scheduled }),
    record({ id, direction: fc.constant("outbound" as const), contact, ...keys, channel: outgoing, ...scheduled }),
  );
  const registered = fc.constantFrom("bia", "caio");
  const agent = record(
    {
      id: registered,
      channels: fc.subarray(["webchat", "whatsapp", "email", "voice", "sms"]),
      skills: fc.constantFrom([], ["tech"], ["tech", "billing"], ["english", "tech", "billing", "tech"]),
    },
    { requiredKeys: ["id"] },
  );
  const claimant = fc.oneof(agent, registered);
  const change = record(
    {
      ...{ channel, skills, contactScore: fc.option(score, { nil: null }) },
      preferredAgent: fc.option(preferredAgent, { nil: null }),
      scheduledFor: fc.option(time, { nil: null }),
    },
    { requiredKeys: [] },
  );
  const settlement: FastCheck.Arbitrary<Settlement> = fc.oneof(
    fc.constantFrom<Settlement>({ kind: "complete" }, { kind: "cancel" }),
    { weight: 2, arbitrary: record({ kind: fc.constant("release" as const), change }) },
    { weight: 2, arbitrary: record({ kind: fc.constant("return" as const), refusedFor: optional(span) }) },
  );
  const flag = fc.boolean();
  const byChannel = fc.constantFrom({}, {}, {}, {}, { email: 1 }, { email: 2, webchat: 0 });
  const profile = {
    channels: fc.option(fc.subarray(["webchat", "whatsapp", "email", "voice"], { minLength: 1 }), { nil: null }),
    skills: fc.constantFrom(...[1, 2, 3].map(() => ["billing", "english", "tech"]), ["tech"]),
    capacity: record({ total: fc.constantFrom(0, 1, 2, 3, 4, 4, undefined), byChannel }),
    wrapUp: record({ otherwise: fc.constantFrom(0, 1, MINUTE), byChannel }),
    heartbeat: fc.constantFrom(null, null, null, null, 1, MINUTE, 3 * MINUTE),
    releaseAfter: fc.option(fc.oneof(fc.constant(0), span), { nil: null }),
  };
  const presence = fc.constantFrom("available" as const, "away" as const, "offline" as const);
  const here = { ...profile, presence: fc.constant("available" as const) };
  const present = record(here, { requiredKeys: ["presence", "skills", "capacity"] });
  const does = fc.oneof(
    { weight: 3, arbitrary: present },
    { weight: 2, arbitrary: record({ ...profile, presence }, { requiredKeys: [] }) },
    { weight: 3, arbitrary: fc.constantFrom("heartbeat" as const, "ready" as const) },
    { weight: 1, arbitrary: fc.constant("leave" as const) },
  );
  const rule = fc.oneof(
    record({ contact: person, score }),
    record({ segment, score }),
    record({ attribute: fc.constantFrom("age", "city"), value: fc.constantFrom(30, 70, "Recife"), score }),
  );
  const mood = fc.constantFrom<Mood>(
    { allowed: true },
    { final: true },
    { until: 1 },
    { until: MINUTE },
    { until: undefined },
  );
  const switched = record({ score, absolute: flag, enabled: flag }, { requiredKeys: [] });
  const patience = record(
    { escalateAfter: fc.option(span, { nil: null }), waitLimit: fc.option(span, { nil: null }) },
    { requiredKeys: [] },
  );
  const directed = record({ inbound: flag, outbound: flag }, { requiredKeys: [] });

  const step = <Kind extends Step["kind"], Fields>(
    weight: number,
    kind: Kind,
    fields: { [key in keyof Fields]: FastCheck.Arbitrary<Fields[key]> },
  ) => ({ weight, arbitrary: record({ kind: fc.constant(kind), there: flag, ...fields }) });
  const which = fc.nat({ max: 5 });
  // Unbiased, since histories that are short tell little.
  const happenings = fc.noBias(
    fc.array(
      fc.oneof(
        step(18, "enqueue", { input }),
        step(5, "claimNext", { agent: claimant }),
        step(8, "settle", { which, settlement }),
        step(4, "staff", { id: registered, does }),
        step(10, "offer", { ticket: named, agent: registered, within: span }),
        step(4, "accept", { which }),
        step(2, "clock", { at: time }),
        step(4, "wait", { ms: span }),
        step(4, "update", { ticket: named, change }),
        step(4, "setChannel", {
          id: channel,
          change: fc.oneof({ weight: 2, arbitrary: switched }, { weight: 2, arbitrary: patience }, directed),
        }),
        step(2, "mood", { contact: person, mood }),
        step(1, "again", { which }),
        step(2, "claimTicket", { ticket: named, agent: claimant }),
        step(1, "cancel", { ticket: named }),
        step(1, "setRules", { rules: fc.array(rule, { maxLength: 4 }) }),
        step(3, "withdraw", { contact: person, mood: fc.oneof(fc.constant({ final: true as const }), mood) }),
        step(1, "reopen", { channel, contact: optional(person) }),
        step(1, "forget", { contact: person }),
        step(1, "purge", { age: fc.constantFrom(0, 0, 1, 3, 12).map((n) => n * MINUTE) }),
        step(1, "lanes", {}),
        step(1, "peek", { count: fc.nat({ max: 8 }), agent }),
      ) as FastCheck.Arbitrary<Step>,
      { maxLength: 60, size: "max" },
    ),
  );
  // All begin with two who serve.
  const serves = (who: string) => step(1, "staff", { id: fc.constant(who), does: present }).arbitrary;
  const first = fc.tuple(serves("bia"), serves("caio")) as FastCheck.Arbitrary<Step[]>;
  return fc.tuple(first, happenings).map((both) => both.flat());
}
