/**
 * A process that does a bit of everything through a center until it is killed, and prints what it asks and what it was
 * answered: `worker.ts STORE NAME LIFE FLOWS`. Another life of the same name goes on where the one before was killed.
 */
import { type Claim, createCenter, ProximoError } from "proximo";
import type { Deed, Outcome } from "./log.ts";
import { openStore } from "./open-store.ts";
import { print } from "./print.ts";

const [specification, name, life, flows] = process.argv.slice(2) as [string, string, string, string];
const CHANNELS = ["webchat", "whatsapp", "email", "sms", "voice"];
const CONTACTS = 40;
const PURPOSE = "offers";

const now = () => Number(process.hrtime.bigint());
const below = (count: number) => Math.floor(Math.random() * count);
const oneOf = <Item>(items: readonly Item[]) => items[below(items.length)]!;

const center = await createCenter({ store: await openStore(specification) });
const notice = { controller: "Acme Ltda", contact: "dpo@acme.example", language: "en", text: "What we do." };
await center.consent.definePurpose({ id: PURPOSE, description: "Offers", basis: "consent", since: 0, notice });

let calls = 0;
let tickets = 0;

/** Asks, having said so, and says what the answer was. */
async function ask<Answer>(
  deed: Deed,
  asking: () => Promise<Answer>,
  told: (answer: Answer) => Outcome,
): Promise<Answer | undefined> {
  const call = `${name}.${life}/${calls++}`;
  print({ call, at: now(), begun: deed });
  try {
    const answer = await asking();
    print({ call, at: now(), done: told(answer) });
    return answer;
  } catch (error) {
    // Another flow has cancelled the ticket that this one holds.
    if (!(error instanceof ProximoError) || error.code !== "STALE_CLAIM") throw error;
    print({ call, at: now(), refused: error.code });
    return undefined;
  }
}

const ofClaim = (claim: Claim | undefined): Outcome => ({ ticket: claim?.ticket.id, token: claim?.token });

/** One flow of calls, one after another; several of them wait together. */
async function flow(number: number): Promise<never> {
  const agent = `${name}-${number}`;
  const claims: Claim[] = [];
  const entered: string[] = [];
  for (const claim of await center.claims({ agent })) {
    await ask({ kind: "pick up", agent }, async () => claim, ofClaim);
    claims.push(claim);
  }
  const enqueue = () => {
    const id = `${name}.${life}-${tickets++}`;
    const input = {
      ...{ id, channel: oneOf(CHANNELS), contact: `contact-${below(CONTACTS)}`, contactScore: 1 + below(100) },
      receivedAt: 1_700_000_000_000 + below(1_000),
    };
    entered.push(id);
    return ask(
      { kind: "enqueue", ...input },
      () => center.enqueue(input),
      ({ arrival }) => ({ arrival }),
    );
  };
  const next = async () => {
    const claim = await ask({ kind: "next", agent }, () => center.next({ id: agent }), ofClaim);
    if (claim !== undefined) claims.push(claim);
  };
  const settle = async () => {
    const claim = claims.splice(below(claims.length), 1)[0];
    if (claim === undefined) return next();
    const how = oneOf(["complete", "complete", "complete", "release", "cancel"] as const);
    const deed: Deed = { kind: "settle", token: claim.token, ticket: claim.ticket.id, how };
    await ask(
      deed,
      () => claim[how](),
      () => ({}),
    );
  };
  const consent = () => {
    const contact = `contact-${below(CONTACTS)}`;
    const asking = async (recording: Promise<{ seq: number }>) => {
      const { seq } = await recording;
      return { seq, head: await center.consent.checkpoint() };
    };
    if (below(3) === 0)
      return ask(
        { kind: "revoke", contact },
        () => asking(center.consent.revoke({ contact })),
        (answer) => answer,
      );
    const act = { statement: "Yes", act: "checkbox", evidence: { form: 1 } } as const;
    const grant = { contact, controller: "Acme Ltda", purposes: [PURPOSE], channels: "any", ...act } as const;
    return ask(
      { kind: "grant", contact },
      () => asking(center.consent.grant(grant)),
      (answer) => answer,
    );
  };
  const cancel = async () => {
    const id = entered.length === 0 ? undefined : oneOf(entered);
    if (id === undefined) return enqueue();
    return ask(
      { kind: "cancel", id },
      () => center.cancel(id),
      (cancelled) => (cancelled ? { ticket: id } : {}),
    );
  };
  /** One process alone, in one flow: so it is known which score was set last. */
  const score = () => {
    if (number > 0 || !name.endsWith("0")) return enqueue();
    const [channel, value] = [oneOf(CHANNELS), 1 + below(100)];
    const deed: Deed = { kind: "score", channel, score: value };
    return ask(
      deed,
      () => center.channels.set(channel, { score: value }),
      () => ({}),
    );
  };
  const deeds = [enqueue, enqueue, enqueue, enqueue, next, next, next, settle, settle, settle, consent, cancel, score];
  for (;;) await oneOf(deeds)();
}

await Promise.all(Array.from({ length: Number(flows) }, (_, number) => flow(number)));
