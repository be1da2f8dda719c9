import fc from "fast-check";
import type { ConsentLedger } from "proximo";
import type { ManualClock } from "proximo/testing";
import type { PaperDefinition, PaperEvent, PaperLedger } from "./naive-consent.ts";

export const CONTACTS = ["maria", "joão"];
export const PURPOSES = ["offers", "news", "survey", "invoices"];
export const CHANNELS = ["whatsapp", "email"];
/** The clock starts here: early enough to try every moment, late enough to look back. */
export const START = 20;

type Step =
  | PaperDefinition
  | PaperEvent
  | { readonly type: "erase"; readonly contact: string }
  | { readonly type: "advance"; readonly by: number };

const contact = fc.constantFrom(...CONTACTS);
const some = (ids: readonly string[]) => fc.subarray([...ids], { minLength: 1 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.oneof(fc.constant(undefined), value);
const someOrAll = (ids: readonly string[]) => maybe(some(ids));
/** Before or after the moment at which the step is taken. */
const ago = fc.integer({ min: -15, max: 0 });
const around = fc.integer({ min: -15, max: 4 });

const basis = (purpose: string) =>
  purpose === "survey"
    ? fc.constantFrom("legitimate-interest" as const, "consent" as const)
    : fc.constant(purpose === "invoices" ? ("contract" as const) : ("consent" as const));

const define = fc.constantFrom(...PURPOSES).chain((purpose) =>
  fc.record({
    type: fc.constant("define" as const),
    purpose: fc.constant(purpose),
    basis: basis(purpose),
    text: fc.constantFrom("first", "second"),
    since: around,
  }),
);
const grant = fc.record({
  type: fc.constant("grant" as const),
  contact,
  purposes: fc.oneof({ weight: 3, arbitrary: some(PURPOSES.slice(0, 2)) }, some(PURPOSES.slice(0, 3))),
  channels: someOrAll(CHANNELS),
  at: ago,
  until: maybe(fc.integer({ min: 1, max: 20 })),
});
const change = fc.record({
  type: fc.constantFrom("revoke" as const, "resume" as const),
  contact,
  purposes: someOrAll(PURPOSES),
  channels: someOrAll(CHANNELS),
  at: around,
});
const inform = fc.record({
  type: fc.constant("inform" as const),
  contact,
  purposes: some(PURPOSES),
  channels: fc.constant(undefined),
  at: ago,
});
const erase = fc.record({ type: fc.constant("erase" as const), contact });
const advance = fc.record({ type: fc.constant("advance" as const), by: fc.integer({ min: -2, max: 8 }) });

/** Most histories begin with purposes in force: otherwise most grants are refused. */
const begun: Step[] = (
  [
    ["offers", "consent"],
    ["news", "consent"],
    ["survey", "legitimate-interest"],
    ["invoices", "contract"],
  ] as const
).map(([purpose, basis]) => ({ type: "define", purpose, basis, text: "first", since: -10 }));

/** Unbiased, since histories that are short tell little. */
const later: fc.Arbitrary<Step[]> = fc.noBias(
  fc.array(
    fc.oneof(
      { weight: 2, arbitrary: define },
      { weight: 6, arbitrary: grant },
      { weight: 4, arbitrary: change },
      { weight: 2, arbitrary: inform },
      { weight: 1, arbitrary: erase },
      { weight: 4, arbitrary: advance },
    ),
    { maxLength: 40, size: "max" },
  ),
);

export const steps: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 4, arbitrary: later.map((rest) => [...begun, ...rest]) },
  { weight: 1, arbitrary: later },
);

/** Takes one step in the ledger, and on paper if it was accepted; answers the code if it was refused. */
export async function take(step: Step, ledger: ConsentLedger, paper: PaperLedger, clock: ManualClock) {
  const now = clock.now();
  if (step.type === "advance") return clock.set(Math.max(START, now + step.by));
  if (step.type === "erase") {
    await ledger.erase({ contact: step.contact, reason: "art. 18 VI" });
    return paper.erase(step.contact);
  }
  if (step.type === "define") {
    const since = now + step.since;
    await ledger.definePurpose({ ...definitionOf(step), since });
    // Said again, it changes nothing, unless something else was said of the same moment in between.
    const same = paper.definitions.findLast((d) => d.purpose === step.purpose && d.since === since);
    if (same?.text !== step.text || same.basis !== step.basis)
      paper.definitions.push({ ...step, since, recorded: now });
    return undefined;
  }
  const at = now + step.at;
  const event = { ...step, at, until: step.until === undefined ? undefined : at + step.until, recorded: now };
  const refusal = expectedRefusal(event, paper);
  const came = await send(event, ledger).then(
    () => undefined,
    (error) => error.code,
  );
  if (came !== refusal) throw new Error(`expected ${refusal ?? "acceptance"} of ${JSON.stringify(event)}, got ${came}`);
  const texts = new Map(step.purposes?.map((purpose) => [purpose, paper.inForce(purpose, at)?.text]));
  if (refusal === undefined) paper.events.push({ ...event, texts });
  return refusal;
}

function expectedRefusal({ type, purposes = [], at }: PaperEvent, paper: PaperLedger): string | undefined {
  const known = (purpose: string) => paper.definitions.some((definition) => definition.purpose === purpose);
  if (!purposes.every(known)) return "UNKNOWN_PURPOSE";
  if (type !== "grant" && type !== "inform") return undefined;
  const definitions = [...purposes].sort().map((purpose) => paper.inForce(purpose, at));
  if (definitions.includes(undefined)) return "NOTICE_AFTER_GRANT";
  return type === "grant" && definitions.some((d) => d?.basis !== "consent") ? "BASIS_NOT_CONSENT" : undefined;
}

function send({ type, contact, purposes, channels, at, until }: PaperEvent, ledger: ConsentLedger) {
  switch (type) {
    case "grant":
      return ledger.grant({
        contact,
        controller: "Acme Ltda",
        purposes: purposes ?? [],
        channels: channels ?? "any",
        statement: "Quero receber",
        act: "checkbox",
        evidence: { form: "signup-7" },
        at,
        until,
      });
    case "inform":
      return ledger.inform({ contact, purposes: purposes ?? [], at });
    default:
      return ledger[type]({ contact, purposes, channels, at });
  }
}

function definitionOf({ purpose, basis, text }: PaperDefinition) {
  return {
    id: purpose,
    basis,
    description: `What ${purpose} are for`,
    notice: { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text },
  };
}
