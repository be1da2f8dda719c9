import fc from "fast-check";
import { type Center, createCenter, whatsappPolicy } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";

const RUNS = process.env.PROXIMO_LONG ? 50_000 : 1_500;
const START = 1_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const channel = "whatsapp";
const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };

const contact = fc.constantFrom("a", "b", "c", "d", "e", "f");
const kind = <Kind extends string>(name: Kind) => fc.constant(name);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: kind("authorize"), contact }) },
  { weight: 4, arbitrary: fc.record({ kind: kind("delivered"), contact, ago: fc.constantFrom(0, 0, 1, 3 * HOUR) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("failed"), contact }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("received"), contact }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("limit"), limit: fc.nat(4) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: kind("advance"), by: fc.constantFrom(1, HOUR, 5 * HOUR, 12 * HOUR, DAY - 1) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Who was reached, on paper: the moments reserved and delivered of each contact, looked through anew each time. */
class NaiveVolume {
  limit = 3;
  now = START;
  readonly reserved = new Map<string, number>();
  readonly delivered = new Map<string, number>();
  /** The service window that each has open, or had last: from the first message, as each next one came while it was open. */
  readonly windows = new Map<string, { since: number; last: number }>();

  inWindow(contact: string, at = this.now): boolean {
    const window = this.windows.get(contact);
    return window !== undefined && window.since <= at && at < window.last + DAY;
  }

  moments(): number[] {
    const contacts = new Set([...this.reserved.keys(), ...this.delivered.keys()]);
    const latest = [...contacts].map((contact) => this.#latest(contact));
    return latest.filter((at) => at > this.now - DAY).sort((a, b) => a - b);
  }

  /** Undefined: there is room. Otherwise when there will be, which is never for a limit of 0. */
  fullUntil(contact: string): number | undefined {
    const moments = this.moments();
    if (this.inWindow(contact) || this.#latest(contact) > this.now - DAY || moments.length < this.limit)
      return undefined;
    const leaving = moments[moments.length - this.limit];
    return leaving === undefined ? Number.POSITIVE_INFINITY : leaving + DAY;
  }

  run(step: Step): void {
    if (step.kind === "authorize") {
      if (this.fullUntil(step.contact) === undefined && !this.inWindow(step.contact))
        this.reserved.set(step.contact, this.now);
    } else if (step.kind === "delivered") {
      const at = this.now - step.ago;
      const { contact } = step;
      if (this.inWindow(contact, at)) this.reserved.delete(contact);
      else this.delivered.set(contact, Math.max(at, this.delivered.get(contact) ?? 0));
    } else if (step.kind === "failed") this.reserved.delete(step.contact);
    else if (step.kind === "received") {
      const { since, last } = this.windows.get(step.contact) ?? { since: this.now, last: this.now };
      this.windows.set(step.contact, { since: this.now > last + DAY ? this.now : since, last: this.now });
    } else if (step.kind === "limit") this.limit = step.limit;
    else this.now += step.by;
  }

  #latest(contact: string): number {
    return Math.max(this.reserved.get(contact) ?? 0, this.delivered.get(contact) ?? 0);
  }
}

async function open() {
  const clock = manualClock(START - 1);
  const policy = { ...whatsappPolicy, pairRate: undefined, quality: undefined };
  const center = await createCenter({ clock, outbound: { policies: { whatsapp: policy } } });
  await center.consent.definePurpose({ id: "billing", description: "Bills", basis: "contract", notice });
  await center.outbound.report({ kind: "limit", channel, limit: 3 });
  clock.set(START);
  return { center, clock };
}

const tell = async ({ outbound }: Center, step: Exclude<Step, { kind: "authorize" | "advance" }>, now: number) => {
  if (step.kind === "delivered") await outbound.delivered({ contact: step.contact, channel, at: now - step.ago });
  else if (step.kind === "failed") await outbound.failed({ contact: step.contact, channel, code: 131026 });
  else if (step.kind === "received") await outbound.received({ contact: step.contact, channel });
  else await outbound.report({ kind: "limit", channel, limit: step.limit });
};

test(`the moving volume agrees with one on paper, and so does its retryAt (${RUNS} histories)`, {
  timeout: 0,
}, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
      const { center, clock } = await open();
      const naive = new NaiveVolume();
      for (const step of steps) {
        if (step.kind === "authorize") {
          const until = naive.fullUntil(step.contact);
          const answer = await center.outbound.authorize({ contact: step.contact, channel, purpose: "billing" });
          const retryAt = until === Number.POSITIVE_INFINITY ? undefined : until;
          expect(answer.allowed ? undefined : [answer.reasons, answer.retryAt]).toEqual(
            until === undefined ? undefined : [["volume"], retryAt],
          );
        } else if (step.kind === "advance") clock.advance(step.by);
        else await tell(center, step, naive.now);
        naive.run(step);
      }
    }),
    { numRuns: RUNS },
  );
});
