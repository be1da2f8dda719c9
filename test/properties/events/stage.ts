import { brazilianTelemarketingHours, type Center, type Clock, createCenter } from "proximo";
import { manualClock } from "proximo/testing";
import { START } from "./steps.ts";

const notice = { controller: "Acme", contact: "dpo@acme.example", language: "pt", text: "…" };
export const quiet = async () => {
  for (let turn = 0; turn < 8; turn++) await new Promise(setImmediate);
};

/** A clock that stops at every moment for which it was asked, until all that it has brought is told. */
export function patientClock() {
  const { now, set, wake } = manualClock(START);
  const asked = new Set<{ readonly at: number }>();
  const clock: Clock = {
    now,
    wake(at, callback) {
      const call = { at };
      const cancel = wake(at, () => asked.delete(call) && callback());
      asked.add(call);
      return () => {
        asked.delete(call);
        cancel();
      };
    },
  };
  const pass = async (ms: number) => {
    const end = now() + ms;
    for (;;) {
      const next = Math.min(...[...asked].map(({ at }) => Math.max(at, now())));
      set(Math.min(next, end));
      await quiet();
      if (!(next <= end)) return;
    }
  };
  return { clock, pass, back: (ms: number) => set(now() - ms) };
}

/** Two purposes, to one of which all have agreed, and two agents. */
export async function open(clock: Clock): Promise<Center> {
  const outbound = { policies: { voice: { hours: brazilianTelemarketingHours } } };
  const center = await createCenter({ clock, outbound });
  await center.consent.definePurpose({ id: "offers", description: "About offers", basis: "consent", notice });
  await center.consent.definePurpose({ id: "billing", description: "About billing", basis: "contract", notice });
  for (const contact of ["maria", "rui"])
    await center.consent.grant({
      ...{ contact, controller: "Acme", purposes: ["offers"], channels: "any", statement: "Sim" },
      ...{ act: "checkbox", evidence: { form: 1 } },
    });
  for (const id of ["ana", "bia"]) await center.agents.set(id, { capacity: 2, presence: "available" });
  return center;
}
