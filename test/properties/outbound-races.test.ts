import fc from "fast-check";
import { type Center, createCenter, memoryStore, type RefusedTicket, type Store } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { consented, type NaiveEvent } from "./naive-outbound.ts";
import { CHANNELS, CONTACTS, PURPOSES } from "./outbound-steps.ts";

const RUNS = process.env.PROXIMO_LONG ? 50_000 : 1_000;
const START = 1_000_000;
const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
const shown = { controller: "Acme", statement: "Yes", act: "checkbox", evidence: { form: 1 } } as const;

const contact = fc.constantFrom(...CONTACTS);
const channel = fc.constantFrom(...CHANNELS);
const purpose = fc.constantFrom(...PURPOSES);
const some = <Value>(one: fc.Arbitrary<Value>) => fc.option(fc.uniqueArray(one, { minLength: 1 }), { nil: undefined });
const kind = <Kind extends string>(name: Kind) => fc.constant(name);

const act = fc.oneof(
  fc.record({
    kind: kind("grant"),
    contact,
    purposes: fc.uniqueArray(purpose, { minLength: 1 }),
    channels: some(channel),
  }),
  fc.record({ kind: kind("revoke"), contact, purposes: some(purpose), channels: some(channel) }),
  fc.record({ kind: kind("enqueue"), contact, purpose, channel }),
  fc.record({ kind: kind("next"), after: fc.constantFrom("keep", "release", "transfer"), channel }),
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * A store that carries its calls out in whatever order the scheduler likes, each at one stroke, and answers whenever the
 * scheduler likes. It watches every ticket that is let in or handed out against what the chain held at that very stroke.
 */
function raced(scheduler: fc.Scheduler) {
  const real = memoryStore();
  const events: NaiveEvent[] = [];
  const handedOut: { readonly ticket: string; readonly consented: boolean }[] = [];

  const watch = (result: unknown) => {
    const { holding, ticket: entered } = (result ?? {}) as {
      holding?: { ticket: object };
      ticket?: object;
      refused?: RefusedTicket[];
    };
    const ticket = (holding?.ticket ?? entered) as
      | { id: string; contact: string; purpose: string; channel: string; state: string }
      | undefined;
    if (ticket === undefined || ticket.state === "cancelled") return;
    handedOut.push({
      ticket: ticket.id,
      consented: consented(events, ticket.contact, ticket.purpose, ticket.channel, START),
    });
  };

  const append: Store["consent"]["append"] = async (addition) => {
    await scheduler.schedule(Promise.resolve(), "append");
    const appended = await real.consent.append(addition);
    const { part, link } = addition;
    if (appended.appended && typeof part?.contact === "string") {
      const { purposes, channels, at } = JSON.parse(part.record) as {
        purposes?: (string | { id: string })[];
        channels?: "any" | string[];
        at: number;
      };
      events.push({
        kind: link.entry.kind === "grant" ? "grant" : "revocation",
        contact: part.contact,
        purposes: purposes?.map((one) => (typeof one === "string" ? one : one.id)),
        channels: channels === "any" ? undefined : channels,
        at,
      });
    }
    await scheduler.schedule(Promise.resolve(), "appended");
    return appended;
  };

  const consent = new Proxy(real.consent, {
    get: (target, name) => (name === "append" ? append : Reflect.get(target, name)),
  });
  const store = new Proxy(real, {
    get(target, name) {
      if (name === "consent") return consent;
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), String(name));
        const result: unknown = Reflect.apply(member, target, args);
        if (name === "claimNext" || name === "enqueue") watch(result);
        await scheduler.schedule(Promise.resolve(), `${String(name)} answered`);
        return result;
      };
    },
  });
  return { store, handedOut };
}

async function perform(center: Center, step: Act, index: number): Promise<void> {
  if (step.kind === "grant") {
    const { contact, purposes, channels = "any" } = step;
    await center.consent.grant({ contact, purposes, channels, ...shown });
  } else if (step.kind === "revoke") {
    const { contact, purposes, channels } = step;
    await center.consent.revoke({ contact, purposes, channels });
  } else if (step.kind === "enqueue") {
    const { contact, purpose, channel } = step;
    await center.enqueue({ id: `t${index}`, direction: "outbound", contact, purpose, channel });
  } else {
    const claim = await center.next({ id: `agent-${index}` });
    if (step.after === "release") await claim?.release();
    if (step.after === "transfer") await claim?.release({ channel: step.channel });
  }
}

test(`grants, revocations and claims at once: nothing goes out without a basis (${RUNS} schedules)`, {
  timeout: 0,
}, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(act, { minLength: 2, maxLength: 12 }), async (scheduler, acts) => {
      const { store, handedOut } = raced(scheduler);
      const clock = manualClock(START);
      const center = await scheduler.waitFor(createCenter({ store, clock, outbound: { policies: {} } }));
      for (const id of PURPOSES)
        await scheduler.waitFor(center.consent.definePurpose({ id, description: id, basis: "consent", notice }));
      for (const contact of CONTACTS)
        await scheduler.waitFor(center.consent.grant({ contact, purposes: PURPOSES, channels: "any", ...shown }));
      for (const [index, contact] of CONTACTS.entries())
        await scheduler.waitFor(
          perform(center, { kind: "enqueue", contact, purpose: "offers", channel: "sms" }, -1 - index),
        );

      const done = acts.map((step, index) =>
        perform(center, step, index).catch((error: unknown) =>
          expect(error).toMatchObject({ code: "CONSENT_REQUIRED" }),
        ),
      );
      await scheduler.waitFor(Promise.all(done));
      expect(handedOut.filter(({ consented }) => !consented)).toEqual([]);

      // Every revocation has been answered: what it closed no longer waits.
      for (const ticket of await scheduler.waitFor(center.peek(99))) {
        const { contact = "", purpose = "", channel } = ticket;
        expect(await center.consent.check({ contact, purpose, channel })).toMatchObject({ allowed: true });
      }
    }),
    { numRuns: RUNS },
  );
});
