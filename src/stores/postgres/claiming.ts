import type { AgentDescription, Holding, OfferGrounds } from "../../model/case.ts";
import type { Clearance } from "../../model/outbound.ts";
import { Batch, type Outcome } from "../connection/batch.ts";
import type { Claimant, Claimed, Proposal, Settled } from "../store.ts";
import { abilitiesOf, groupedByAbilities } from "./abilities.ts";
import {
  asCase,
  asHolding,
  asInquiry,
  asSettled,
  type ShownClaim,
  type ShownInquiry,
  type ShownTicket,
} from "./cases.ts";
import { verdictIn } from "./clearances.ts";
import type { Call, Parameter } from "./database.ts";
import { gathering } from "./gathering.ts";
import { arrayOf } from "./quoting.ts";
import { refusal, type ShownRefusal, unlessRefused } from "./refusals.ts";
import type { Session } from "./session.ts";

interface Asker {
  readonly kind: "claim";
  readonly agent: AgentDescription;
  readonly token: string;
}

interface Named {
  readonly agent: string;
  readonly token: string;
}

interface Closing {
  readonly token: string;
  readonly kind: "complete" | "cancel";
}

type ShownSettled = readonly [token: string, ticket: ShownTicket, agent: string, offered: boolean, at: number];

type ShownAnswer = ShownClaim | readonly [token: string, instead: { readonly inquiry: ShownInquiry } | ShownRefusal];

interface ShownOutcome {
  readonly holding?: ShownClaim | null;
  readonly inquiry?: ShownInquiry | null;
  readonly refused?: ShownTicket | null;
}

type Answered = Outcome<Claimed> | Outcome<Settled>;

/**
 * Gives tickets to agents, and takes them back. Who claims and who completes go together, in one transaction; who claims by
 * an id goes with others who do, for whose rows are locked is known before anything else then.
 */
export class Claiming {
  readonly #batch: Batch<Asker | Closing, Claimed | Settled>;
  readonly #named: Batch<Named, Claimed>;

  /** @param taken told how many claims were made, at the most. */
  constructor(
    private readonly session: Session,
    lanes: number,
    private readonly taken: (claims: number) => void,
  ) {
    this.#batch = new Batch((calls) => this.#together(calls), gathering(lanes, 64));
    this.#named = new Batch((calls) => this.#byName(calls), gathering(lanes, 32));
  }

  async idle(): Promise<void> {
    await Promise.all([this.#batch.idle(), this.#named.idle()]);
  }

  claimNext(agent: Claimant, token: string, clearance: Clearance | undefined): Promise<Claimed> {
    if (clearance !== undefined) return this.#cleared("claim_cleared", [], agent, token, clearance);
    if (typeof agent === "string") return this.#named.add({ agent, token });
    return this.#batch.add({ kind: "claim", agent, token }) as Promise<Claimed>;
  }

  claimTicket(id: string, agent: Claimant, token: string, clearance: Clearance | undefined): Promise<Claimed> {
    return this.#cleared("claim_ticket", terms(id), agent, token, clearance, id);
  }

  offer({ ticket, agent, token, within, grounds }: Proposal, clearance: Clearance | undefined): Promise<Claimed> {
    return this.#cleared("claim_ticket", terms(ticket, within, grounds), agent, token, clearance, ticket);
  }

  /** Completes or cancels what the token holds. */
  close(token: string, kind: Closing["kind"]): Promise<Settled> {
    return this.#batch.add({ token, kind }) as Promise<Settled>;
  }

  async #cleared(
    name: string,
    which: readonly Parameter[],
    agent: Claimant,
    token: string,
    clearance: Clearance | undefined,
    id = "",
  ): Promise<Claimed> {
    this.taken(1);
    const named = typeof agent === "string";
    const answer = await this.session.call<ShownOutcome | ShownRefusal>(
      name,
      ...which,
      ...(named ? NOTHING : abilitiesOf(agent)),
      ["boolean", named],
      ["text", named ? agent : agent.id],
      ["text", token],
      ...verdictIn(clearance),
      this.session.now,
    );
    if ("code" in answer && answer.code === "UNKNOWN_AGENT") throw refusal(answer, agent as string);
    const { holding, inquiry, refused } = unlessRefused(answer, id);
    return {
      holding: holding ? asHolding(holding) : undefined,
      inquiry: inquiry ? asInquiry(inquiry) : undefined,
      refused: refused ? { ticket: asCase(refused), verdict: clearance!.verdict } : undefined,
    };
  }

  async #byName(calls: readonly Named[]): Promise<readonly Outcome<Claimed>[]> {
    const asked = [...new Map(calls.map((call) => [call.token, call])).values()];
    this.taken(asked.length);
    const answers = await this.session.call<readonly ShownAnswer[]>(
      "claim_registered",
      ["text[]", arrayOf(asked.map(({ token }) => token))],
      ["text[]", arrayOf(asked.map(({ agent }) => agent))],
      this.session.now,
    );
    const claimed = byToken(answers);
    return calls.map(({ agent, token }) => claimedIn(claimed.get(token), agent));
  }

  /** What is completed leaves first; then there is a call for the agents of each kind of abilities. */
  async #together(calls: readonly (Asker | Closing)[]): Promise<readonly Answered[]> {
    const askers = calls.filter((call) => call.kind === "claim");
    const closings = calls.filter((call) => call.kind !== "claim");
    this.taken(askers.length);
    const statements = groupedByAbilities(askers).map((group) => this.#claiming(group));
    if (closings.length > 0) statements.unshift(this.#closing(closings));
    const answers = await this.session.callAll<readonly unknown[]>(statements);
    const settled = byToken((closings.length > 0 ? answers[0] : []) as readonly ShownSettled[]);
    const claimed = byToken(answers.slice(closings.length > 0 ? 1 : 0).flat() as readonly ShownAnswer[]);
    return calls.map((call) => {
      const { token } = call;
      if (call.kind === "claim") return claimedIn(claimed.get(token), call.agent.id);
      const answer = settled.get(token);
      // Of two who settle one claim at once, the first does.
      settled.delete(token);
      if (answer === undefined) return { error: refusal({ code: "STALE_CLAIM" }, token) };
      const [, ticket, agent, offered, at] = answer;
      return { value: asSettled({ ticket, agent, offered, at }) };
    });
  }

  #claiming(group: readonly Asker[]): Call {
    const parameters: Parameter[] = [
      ...abilitiesOf(group[0]!.agent),
      ["text[]", arrayOf(group.map(({ token }) => token))],
      ["text[]", arrayOf(group.map(({ agent }) => agent.id))],
      this.session.now,
    ];
    return { name: "claim_next", parameters };
  }

  #closing(closings: readonly Closing[]): Call {
    const parameters: Parameter[] = [
      ["text[]", arrayOf(closings.map(({ token }) => token))],
      ["text[]", arrayOf(closings.map(({ kind }) => (kind === "complete" ? "completed" : "cancelled")))],
      this.session.now,
    ];
    return { name: "settle", parameters };
  }

  async claim(token: string): Promise<Holding | undefined> {
    const found = await this.session.call<readonly ShownClaim[] | null>("claim", ["text", token], this.session.now);
    return found?.[0] && asHolding(found[0]);
  }

  async claims(agent: string | undefined): Promise<readonly Holding[]> {
    const found = await this.session.call<readonly ShownClaim[]>("claims", ["text", agent], this.session.now);
    return found.map(asHolding);
  }
}

function byToken<Answer extends readonly [token: string, ...unknown[]]>(
  answers: readonly Answer[],
): Map<string, Answer> {
  return new Map(answers.map((answer) => [answer[0], answer]));
}

function claimedIn(answer: ShownAnswer | undefined, agent: string): Outcome<Claimed> {
  if (answer === undefined) return { value: {} };
  if (answer.length === 6) return { value: { holding: asHolding(answer) } };
  const [, instead] = answer;
  if ("code" in instead) return { error: refusal(instead, agent) };
  return { value: { inquiry: asInquiry(instead.inquiry) } };
}

const NOTHING = abilitiesOf({});

/** Which ticket, and with what it is offered. */
function terms(id: string, within?: number, grounds?: OfferGrounds): Parameter[] {
  return [
    ["text", id],
    ["bigint", within],
    ["json", grounds && JSON.stringify(grounds)],
  ];
}
