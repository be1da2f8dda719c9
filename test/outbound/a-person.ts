import { randomBytes } from "node:crypto";
import { type Center, createCenter, memoryStore, type Store, whatsappPolicy } from "../../src/index.ts";
import { manualClock } from "../../src/testing/index.ts";

export interface Person {
  readonly id: string;
  readonly address: string;
  readonly data: string;
  readonly segment: string;
  readonly city: string;
  readonly evidence: string;
  readonly message: string;
  readonly ticket: string;
  readonly question: string;
  readonly sent: string;
}

const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
const agent = { id: "agent-7" };

/** Somebody whose every value is found nowhere else. */
export function somebody(): Person {
  const unique = (name: string) => `${name}-${randomBytes(9).toString("hex")}`;
  return {
    id: unique("maria"),
    address: unique("+55"),
    data: unique("data"),
    segment: unique("segment"),
    city: unique("city"),
    evidence: unique("evidence"),
    message: unique("message"),
    ticket: unique("ticket"),
    question: unique("question"),
    sent: unique("wamid"),
  };
}

/** Puts a person into a center in every way there is. */
export async function live(person: Person, store: Store = memoryStore()): Promise<Center> {
  const clock = manualClock(1_700_000_000_000);
  const center = await createCenter({ store, clock, outbound: { policies: { whatsapp: whatsappPolicy } } });
  const { id, address, data, segment, city, evidence, message, ticket, question, sent } = person;
  const contact = { id, segments: [segment], attributes: { city } };
  const channel = "whatsapp";
  await center.consent.definePurpose({ id: "offers", description: "Offers", basis: "consent", notice });
  const grant = { contact: id, controller: "Acme", purposes: ["offers"], statement: "Yes", act: "checkbox" } as const;
  await center.consent.grant({
    ...grant,
    channels: "any",
    addresses: { whatsapp: address },
    evidence: { form: evidence },
  });

  const outbound = {
    direction: "outbound",
    channel,
    purpose: "offers",
    address,
    contact,
    data: { note: data },
  } as const;
  await center.enqueue({ ...outbound, id: `${ticket}-served` });
  await center.enqueue({ ...outbound, id: `${ticket}-active` });
  await center.enqueue({ ...outbound, id: `${ticket}-waiting` });
  await center.enqueue({ ...outbound, id: `${ticket}-scheduled`, scheduledFor: clock.now() + 86_400_000 });
  await center.enqueue({ id: `${ticket}-inbound`, channel: "webchat", contact, data: [data] });
  await center.take(`${ticket}-served`, agent).then((claim) => claim?.complete());
  await center.take(`${ticket}-active`, agent);
  await center.outbound.authorize({ contact: id, channel, purpose: "offers", address });
  await center.outbound.delivered({ contact: id, channel, id: sent });
  await center.outbound.blocked({ contact: id, channel });
  await center.enqueue({ ...outbound, id: `${ticket}-held` });
  await center.outbound.received({ contact: id, channel, text: "Oi" });
  const words = { controller: "Acme", statement: `${question}?`, address };
  await center.outbound.asked({ contact: id, channel: "sms", purposes: ["offers"], ...words });
  await center.outbound.received({ contact: id, channel: "email", text: `cancelar ${message}` });
  await center.consent.revoke({ contact: id, channels: ["email"], evidence: { message } });
  await center.outbound.report({ kind: "marketing", channel: "sms", contact: id, wants: "stopped" });
  return center;
}
