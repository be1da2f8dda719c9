/**
 * A process that offers tickets to agents whom it shares with others, and accepts, refuses and settles them, until it is
 * killed: `offering.ts STORE NAME LIFE FLOWS`. Another life of the same name goes on with the offers and claims of the
 * one before. It ends by itself where an agent has more than they can.
 */
import { ProximoError } from "proximo";
import type { Claimed, Settled } from "../../../src/stores/store.ts";
import type { Deed, Outcome } from "./log.ts";
import { openStore } from "./open-store.ts";
import { print } from "./print.ts";

const [specification, name, life, flows] = process.argv.slice(2) as [string, string, string, string];
const CHANNELS = ["whatsapp", "email", "voice"];
const AGENTS = ["ana", "bia", "caio"];
const CAPACITY = { total: 4, byChannel: { voice: 1 } };
/** In milliseconds. Short enough that offers lapse while others go on. */
const LONGEST_OFFER = 60;
const EXPECTED = new Set<string>(["STALE_CLAIM", "OFFER_ACCEPTED"]);

const now = () => Number(process.hrtime.bigint());
const below = (count: number) => Math.floor(Math.random() * count);
const oneOf = <Item>(items: readonly Item[]) => items[below(items.length)]!;

const store = await openStore(specification);
await store.open({ promotionLead: 0 });
for (const agent of AGENTS) await store.agents.set(agent, { presence: "available", capacity: CAPACITY });

let calls = 0;
let numbers = 0;

/** Asks, having said so, and says what the answer was. */
async function ask<Answer>(
  deed: Deed,
  asking: () => PromiseLike<Answer> | Answer,
  told: (answer: Answer) => Outcome,
): Promise<Answer | undefined> {
  const call = `${name}.${life}/${calls++}`;
  print({ call, at: now(), begun: deed });
  try {
    const answer = await asking();
    print({ call, at: now(), done: told(answer) });
    return answer;
  } catch (error) {
    // An offer has lapsed meanwhile, or another flow has settled what this one has.
    if (!(error instanceof ProximoError) || !EXPECTED.has(error.code)) throw error;
    print({ call, at: now(), refused: error.code });
    return undefined;
  }
}

const newToken = () => `${name}.${life}.${numbers++}`;
const ofClaimed = ({ holding }: Claimed): Outcome => ({ ticket: holding?.ticket.id, token: holding?.token });

/** What the agents have is read in one step, so it must fit at any instant. */
async function look(): Promise<void> {
  for (const { id, load } of await store.agents.list()) {
    const total = Object.values(load).reduce((sum, some) => sum + some, 0);
    if (total > CAPACITY.total || (load.voice ?? 0) > CAPACITY.byChannel.voice)
      throw new Error(`${id} has more than they can: ${JSON.stringify(load)}`);
  }
}

/** One flow of calls, one after another; several of them wait together. */
async function flow(left: readonly string[]): Promise<never> {
  const tokens = [...left];
  const enter = () => {
    const id = `${name}.${life}-${numbers++}`;
    const plain = { direction: "inbound", skills: [], segments: [], attributes: {} } as const;
    const entry = {
      fingerprint: id,
      ruleScore: 50,
      rulesVersion: 0,
      ticket: { id, channel: oneOf(CHANNELS), ...plain },
    };
    const entering = () => store.enqueue(entry);
    return ask({ kind: "enter", id }, entering, () => ({ ticket: id }));
  };
  const hold = async (deed: (token: string) => Promise<Claimed | undefined>) => {
    const token = newToken();
    if ((await deed(token))?.holding !== undefined) tokens.push(token);
  };
  const offer = () =>
    hold(async (token) => {
      const waiting = await store.peek(8);
      if (waiting.length === 0) return undefined;
      const { id: ticket } = oneOf(waiting);
      const grounds = { strategy: "chance", candidates: AGENTS.length, others: [] };
      const proposal = { ticket, agent: oneOf(AGENTS), token, within: 1 + below(LONGEST_OFFER), grounds };
      return ask({ kind: "offer", ticket, token }, () => store.offer(proposal), ofClaimed);
    });
  const next = () =>
    hold((token) => {
      const agent = oneOf(AGENTS);
      return ask({ kind: "next", agent }, () => store.claimNext(agent, token), ofClaimed);
    });
  const accept = async () => {
    const token = tokens.length === 0 ? undefined : oneOf(tokens);
    if (token === undefined) return offer();
    const accepting = () => store.accept(token);
    return ask({ kind: "accept", token }, accepting, ({ holding }) => ({ ticket: holding.ticket.id, token }));
  };
  const giveBack = async () => {
    const token = tokens.splice(below(tokens.length), 1)[0];
    if (token === undefined) return offer();
    const refusedFor = oneOf([undefined, 20]);
    const returning = () => store.settle(token, { kind: "return", refusedFor });
    const returned = await ask({ kind: "return", token }, returning, (settled) => {
      return { ticket: (settled as Settled).ticket.id };
    });
    if (returned === undefined && (await store.claim(token)) !== undefined) tokens.push(token);
  };
  const settle = async () => {
    const token = tokens.splice(below(tokens.length), 1)[0];
    const holding = token === undefined ? undefined : await store.claim(token);
    if (token === undefined || holding === undefined) return next();
    const how = oneOf(["complete", "release", "cancel"] as const);
    const settlement = how === "release" ? ({ kind: how, change: {} } as const) : ({ kind: how } as const);
    const deed: Deed = { kind: "settle", token, ticket: holding.ticket.id, how };
    return ask(
      deed,
      () => store.settle(token, settlement),
      () => ({}),
    );
  };
  const deeds = [enter, enter, enter, offer, offer, offer, next, accept, accept, giveBack, settle, settle, look];
  for (;;) await oneOf(deeds)();
}

const left = (await store.claims({})).map(({ token }) => token).filter((token) => token.startsWith(`${name}.`));
const share = (number: number) => left.filter((_, place) => place % Number(flows) === number);
await Promise.all(Array.from({ length: Number(flows) }, (_, number) => flow(share(number))));
