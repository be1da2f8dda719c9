import { createCenter } from "proximo";
import { expect, test } from "vitest";
import { offers } from "../consent/acme.ts";

const center = await createCenter();
await center.consent.definePurpose(offers);

const grant = {
  contact: "maria",
  controller: "Acme Ltda",
  purposes: [offers.id],
  channels: "any",
  statement: "Quero receber ofertas",
  act: "checkbox",
} as const;

test.each<readonly [wrong: string, act: () => Promise<unknown>, message: string]>([
  [
    "an agent who is nobody",
    () => center.next(undefined as never),
    "agent: expected the id of a registered agent, or an object with an id, got undefined",
  ],
  [
    "a field that an agent has not",
    () => center.next({ id: "ana", skils: ["billing"] } as never),
    'agent: expected no such field, got "skils"',
  ],
  [
    "a channel that nobody has set",
    () => center.enqueue({ channel: "pigeon" }),
    'channel: expected a known one (channels.set adds yours), got "pigeon"',
  ],
  [
    "evidence with a Date in it",
    () => center.consent.grant({ ...grant, evidence: { signedOn: new Date(0) } }),
    "grant.evidence: expected an object with at least one field, of JSON values only (no Date, no class), got an object",
  ],
])("of %s says what to do", async (_, act, message) => {
  await expect(act()).rejects.toThrow(message);
});
