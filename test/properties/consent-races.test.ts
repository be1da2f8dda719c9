import fc from "fast-check";
import { type Awaitable, ConsentLedger, type ConsentStore, type Decision, memoryConsentStore } from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expect, it } from "vitest";
import { maria, NOON, offers } from "../consent/acme.ts";

/** A store as far away as the scheduler likes: a call takes its time to get there and back; there, it is one step. */
function distant(store: ConsentStore, scheduler: fc.Scheduler): ConsentStore {
  const later =
    <Arguments extends unknown[], Answer>(member: (...args: Arguments) => Awaitable<Answer>) =>
    async (...args: Arguments): Promise<Answer> => {
      await scheduler.schedule(Promise.resolve());
      return scheduler.schedule(Promise.resolve(member(...args)));
    };
  return {
    head: later(store.head),
    append: later(store.append),
    file: later(store.file),
    links: later(store.links),
    parts: later(store.parts),
    lapsed: later(store.lapsed),
    suppressedSince: later(store.suppressedSince),
  };
}

interface Call {
  readonly does: "grant" | "revoke" | "check" | "erase";
  readonly ledger: number;
}

const call: fc.Arbitrary<Call> = fc.record({
  does: fc.constantFrom("grant" as const, "revoke" as const, "check" as const, "erase" as const),
  ledger: fc.nat({ max: 1 }),
});

/** Two processes on one store, all calls about one person at one moment, answered in any order. */
async function race(calls: readonly Call[], scheduler: fc.Scheduler) {
  const store = memoryConsentStore();
  const clock = manualClock(NOON);
  await new ConsentLedger({ store, clock }).definePurpose(offers);
  const ledgers = [0, 1].map(() => new ConsentLedger({ store: distant(store, scheduler), clock }));
  const recorded: { readonly does: Call["does"]; readonly seq: number; readonly ledger: number }[] = [];
  const checks: { readonly answer: Decision; readonly before: number }[] = [];
  const grant = { ...maria, at: NOON };
  const running = calls.map(async ({ does, ledger: which }) => {
    const ledger = ledgers[which]!;
    if (does === "check") {
      const before = Math.max(0, ...recorded.map(({ seq }) => seq));
      const answer = await ledger.check({ contact: "maria", channel: "email", purpose: "offers" });
      checks.push({ answer, before });
      return;
    }
    const { seq } = await (does === "grant"
      ? ledger.grant(grant)
      : does === "revoke"
        ? ledger.revoke({ contact: "maria" })
        : ledger.erase({ contact: "maria" }));
    recorded.push({ does, seq, ledger: which });
  });
  await scheduler.waitFor(Promise.all(running));
  return { ledger: new ConsentLedger({ store, clock }), recorded, checks };
}

describe("two ledgers on one store", () => {
  it("never fork the chain, lose an entry or exchange two of one ledger", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), fc.scheduler(), async (calls, scheduler) => {
        const { ledger, recorded } = await race(calls, scheduler);
        const writes = calls.filter(({ does }) => does !== "check");
        expect(await ledger.verify()).toMatchObject({ ok: true, size: 1 + writes.length });
        const inOrder = recorded.toSorted((a, b) => a.seq - b.seq);
        expect(inOrder.map(({ seq }) => seq)).toEqual(writes.map((_, index) => index + 2));
        for (const own of [0, 1]) {
          const called = writes.filter(({ ledger }) => ledger === own).map(({ does }) => does);
          expect(inOrder.filter(({ ledger }) => ledger === own).map(({ does }) => does)).toEqual(called);
        }
        const erased = inOrder.findLast(({ does }) => does === "erase")?.seq ?? 0;
        const left = inOrder.filter(({ seq }) => seq > erased);
        expect((await ledger.history("maria")).map(({ seq }) => seq)).toEqual(left.map(({ seq }) => seq));
      }),
      { numRuns: 300 },
    );
  });

  it("answer a check with what held at some moment between question and answer", async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), fc.scheduler(), async (calls, scheduler) => {
        const { recorded, checks } = await race(calls, scheduler);
        const doneAt = new Map(recorded.map(({ seq, does }) => [seq, does]));
        for (const { answer, before } of checks) {
          // The chain after each entry from `before` on is a state that the check may have seen.
          const last = Math.max(before, ...doneAt.keys());
          const possible = new Set<string>();
          for (let seq = before; seq <= last; seq++) {
            const does = doneAt.get(seq);
            possible.add(
              does === "grant" ? `allowed by ${seq}` : does === "revoke" ? `revoked by ${seq}` : "no-consent",
            );
          }
          const said = answer.allowed ? `allowed by ${answer.decidedBy}` : answer.reasons.join();
          expect([...possible]).toContain(said === "revoked" ? `revoked by ${answer.decidedBy}` : said);
          answered++;
        }
      }),
      { numRuns: 300 },
    );
    expect(answered).toBeGreaterThan(100);
  });

  it("verify a chain that grows and is erased from meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 3, maxLength: 12 }), fc.scheduler(), async (calls, scheduler) => {
        const store = memoryConsentStore();
        const clock = manualClock(NOON);
        const ledger = new ConsentLedger({ store, clock });
        await ledger.definePurpose(offers);
        await ledger.grant(maria);
        const checkpoint = await ledger.checkpoint();
        const far = new ConsentLedger({ store: distant(store, scheduler), clock });
        const writing = calls.map(({ does }) =>
          does === "erase"
            ? far.erase({ contact: "maria", keep: { inciso: "I", until: NOON + 1 } })
            : does === "grant"
              ? far.grant(maria)
              : far.revoke({ contact: "maria" }),
        );
        const verified = [far.verify(), far.verify(checkpoint)];
        await scheduler.waitFor(Promise.all([...writing, ...verified]));
        for (const answer of await Promise.all(verified)) expect(answer).toMatchObject({ ok: true });
      }),
      { numRuns: 200 },
    );
  });
});
