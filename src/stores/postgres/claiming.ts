import type { AgentDescription, Holding } from "../../model/case.ts";
import type { Clearance } from "../../model/outbound.ts";
import { Batch, type Outcome } from "../batch.ts";
import type { Asking, Claimed, Settled, Settlement } from "../store.ts";
import { asCase, asHolding, asInquiry, type ShownClaim, type ShownInquiry, type ShownTicket } from "./cases.ts";
import { changeIn, verdictIn } from "./clearances.ts";
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

interface Closing {
  readonly token: string;
  readonly kind: "complete" | "cancel";
}

interface ShownSettled {
  readonly token: string;
  readonly agent: string;
  readonly ticket: ShownTicket;
}

type ShownAnswer = ShownClaim | { readonly token: string; readonly inquiry: ShownInquiry };

interface ShownOutcome {
  readonly holding?: ShownClaim | null;
  readonly inquiry?: ShownInquiry | null;
  readonly refused?: ShownTicket | null;
}

type Answered = Outcome<Claimed> | Outcome<Settled>;

/** Gives tickets to agents, and takes them back: who claims and who completes go together, in one transaction. */
export class Claiming {
  readonly #batch: Batch<Asker | Closing, Claimed | Settled>;

  /** @param taken told how many claims were made, at the most. */
  constructor(
    private readonly session: Session,
    lanes: number,
    private readonly taken: (claims: number) => void,
  ) {
    this.#batch = new Batch((calls) => this.#together(calls), gathering(lanes, 128));
  }

  idle(): Promise<void> {
    return this.#batch.idle();
  }

  claimNext(agent: AgentDescription, token: string, clearance: Clearance | undefined): Promise<Claimed> {
    if (clearance === undefined) return this.#batch.add({ kind: "claim", agent, token }) as Promise<Claimed>;
    return this.#cleared("claim_cleared", [], agent, token, clearance);
  }

  claimTicket(id: string, agent: AgentDescription, token: string, clearance: Clearance | undefined): Promise<Claimed> {
    return this.#cleared("claim_ticket", [["text", id]], agent, token, clearance, id);
  }

  async settle(token: string, settlement: Settlement, clearance: Clearance | undefined): Promise<Settled | Asking> {
    if (settlement.kind !== "release") return this.#batch.add({ token, kind: settlement.kind }) as Promise<Settled>;
    const answer = await this.session.database.call<ShownSettled | { inquiry: ShownInquiry } | ShownRefusal>(
      "release",
      ["text", token],
      ...changeIn(settlement.change),
      ...verdictIn(clearance),
      ...this.session.time,
    );
    const settled = unlessRefused(answer, token);
    if ("inquiry" in settled) return { inquiry: asInquiry(settled.inquiry) };
    const ticket = asCase(settled.ticket);
    const refused =
      ticket.direction === "outbound" && clearance?.verdict.allowed === false
        ? { ticket, verdict: clearance.verdict }
        : undefined;
    return { ticket, agent: settled.agent, refused };
  }

  async #cleared(
    name: string,
    which: readonly Parameter[],
    agent: AgentDescription,
    token: string,
    clearance: Clearance | undefined,
    id = "",
  ): Promise<Claimed> {
    this.taken(1);
    const answer = await this.session.database.call<ShownOutcome | ShownRefusal>(
      name,
      ...which,
      ...abilitiesOf(agent),
      ["text", token],
      ["text", agent.id],
      ...verdictIn(clearance),
      ...this.session.time,
    );
    const { holding, inquiry, refused } = unlessRefused(answer, id);
    return {
      holding: holding ? asHolding(holding) : undefined,
      inquiry: inquiry ? asInquiry(inquiry) : undefined,
      refused: refused ? { ticket: asCase(refused), verdict: clearance!.verdict } : undefined,
    };
  }

  /** What is completed leaves first; then there is a call for the agents of each kind of abilities. */
  async #together(calls: readonly (Asker | Closing)[]): Promise<readonly Answered[]> {
    const askers = calls.filter((call) => call.kind === "claim");
    const closings = calls.filter((call) => call.kind !== "claim");
    this.taken(askers.length);
    const statements = grouped(askers).map((group) => this.#claiming(group));
    if (closings.length > 0) statements.unshift(this.#closing(closings));
    const answers = await this.session.database.callAll<readonly unknown[]>(statements);
    const settled = byToken((closings.length > 0 ? answers[0] : []) as readonly ShownSettled[]);
    const claimed = byToken(answers.slice(closings.length > 0 ? 1 : 0).flat(2) as readonly ShownAnswer[]);
    return calls.map((call) => {
      const { token } = call;
      if (call.kind === "claim") return { value: claimedIn(claimed.get(token)) };
      const answer = settled.get(token);
      // Of two who settle one claim at once, the first does.
      settled.delete(token);
      if (answer === undefined) return { error: refusal({ code: "STALE_CLAIM" }, token) };
      return { value: { agent: answer.agent, ticket: asCase(answer.ticket) } };
    });
  }

  #claiming(group: readonly Asker[]): Call {
    const parameters: Parameter[] = [
      ...abilitiesOf(group[0]!.agent),
      ["text[]", arrayOf(group.map(({ token }) => token))],
      ["text[]", arrayOf(group.map(({ agent }) => agent.id))],
      ...this.session.time,
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
    const found = await this.session.database.call<readonly ShownClaim[] | null>(
      "claim",
      ["text", token],
      ...this.session.time,
    );
    return found?.[0] && asHolding(found[0]);
  }

  async claims(agent: string | undefined): Promise<readonly Holding[]> {
    const found = await this.session.database.call<readonly ShownClaim[]>(
      "claims",
      ["text", agent],
      ...this.session.time,
    );
    return found.map(asHolding);
  }
}

/** The channels, where given, and the skills. */
export function abilitiesOf({ channels, skills = [] }: Pick<AgentDescription, "channels" | "skills">): Parameter[] {
  return [
    ["text[]", channels && arrayOf(channels)],
    ["text[]", arrayOf(skills)],
  ];
}

/** By what they can serve; a token that is asked with twice is one claim. */
function grouped(askers: readonly Asker[]): Asker[][] {
  const groups = new Map<string, Asker[]>();
  const asked = new Set<string>();
  for (const asker of askers) {
    if (asked.has(asker.token)) continue;
    asked.add(asker.token);
    const { channels, skills = [] } = asker.agent;
    const key = JSON.stringify([channels && [...channels].sort(), [...skills].sort()]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [asker]);
    else group.push(asker);
  }
  return [...groups.values()];
}

function byToken<Answer extends { readonly token: string }>(answers: readonly Answer[]): Map<string, Answer> {
  return new Map(answers.map((answer) => [answer.token, answer]));
}

function claimedIn(answer: ShownAnswer | undefined): Claimed {
  if (answer === undefined) return {};
  return "inquiry" in answer ? { inquiry: asInquiry(answer.inquiry) } : { holding: asHolding(answer) };
}
