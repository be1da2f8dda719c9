import type { AgentDescription, Holding } from "../../model/case.ts";
import type { Clearance } from "../../model/outbound.ts";
import { Batch, type Outcome } from "../batch.ts";
import type { Asking, Claimed, Settled, Settlement } from "../store.ts";
import { asCase, asHolding, asInquiry, type ShownClaim, type ShownInquiry, type ShownTicket } from "./cases.ts";
import { changeIn, verdictIn } from "./clearances.ts";
import type { Parameter } from "./database.ts";
import { gathering } from "./gathering.ts";
import { arrayOf } from "./quoting.ts";
import { refusal, type ShownRefusal, unlessRefused } from "./refusals.ts";
import type { Session } from "./session.ts";

interface Asker {
  readonly agent: AgentDescription;
  readonly token: string;
}

interface Closing {
  readonly token: string;
  readonly kind: "complete" | "cancel";
}

interface ShownSettled {
  readonly agent: string;
  readonly ticket: ShownTicket;
}

interface ShownOutcome {
  readonly holding?: ShownClaim | null;
  readonly inquiry?: ShownInquiry | null;
  readonly refused?: ShownTicket | null;
}

/** Gives tickets to agents, and takes them back. */
export class Claiming {
  readonly #claims: Batch<Asker, Claimed>;
  readonly #closings: Batch<Closing, Settled>;

  /** @param taken told how many claims were made, at the most. */
  constructor(
    private readonly session: Session,
    lanes: number,
    private readonly taken: (claims: number) => void,
  ) {
    this.#claims = new Batch((askers) => this.#together(askers), gathering(lanes, 64));
    this.#closings = new Batch((closings) => this.#close(closings), gathering(lanes, 64));
  }

  async idle(): Promise<void> {
    await Promise.all([this.#claims.idle(), this.#closings.idle()]);
  }

  claimNext(agent: AgentDescription, token: string, clearance: Clearance | undefined): Promise<Claimed> {
    if (clearance === undefined) return this.#claims.add({ agent, token });
    return this.#cleared("claim_cleared", [], agent, token, clearance);
  }

  claimTicket(id: string, agent: AgentDescription, token: string, clearance: Clearance | undefined): Promise<Claimed> {
    return this.#cleared("claim_ticket", [["text", id]], agent, token, clearance, id);
  }

  async settle(token: string, settlement: Settlement, clearance: Clearance | undefined): Promise<Settled | Asking> {
    if (settlement.kind !== "release") return this.#closings.add({ token, kind: settlement.kind });
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

  /** One call for agents of equal abilities; all of them in one statement. */
  async #together(askers: readonly Asker[]): Promise<readonly Outcome<Claimed>[]> {
    this.taken(askers.length);
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
    const calls = [...groups.values()].map((group) => ({
      name: "claim_next",
      parameters: [
        ...abilitiesOf(group[0]!.agent),
        ["text[]", arrayOf(group.map(({ token }) => token))] as const,
        ["text[]", arrayOf(group.map(({ agent }) => agent.id))] as const,
        ...this.session.time,
      ],
    }));
    type Answer = readonly (readonly (ShownClaim | { token: string; inquiry: ShownInquiry })[])[];
    const answers = (await this.session.database.callAll<Answer>(calls)).flat(2);
    const claimed = new Map(answers.map((answer) => [answer.token, answer]));
    return askers.map(({ token }) => {
      const answer = claimed.get(token);
      if (answer === undefined) return { value: {} };
      return { value: "inquiry" in answer ? { inquiry: asInquiry(answer.inquiry) } : { holding: asHolding(answer) } };
    });
  }

  async #close(closings: readonly Closing[]): Promise<readonly Outcome<Settled>[]> {
    const answers = await this.session.database.call<readonly ({ token: string } & ShownSettled)[]>(
      "settle",
      ["text[]", arrayOf(closings.map(({ token }) => token))],
      ["text[]", arrayOf(closings.map(({ kind }) => (kind === "complete" ? "completed" : "cancelled")))],
      this.session.now,
    );
    const settled = new Map(answers.map((answer) => [answer.token, answer]));
    return closings.map(({ token }) => {
      const answer = settled.get(token);
      // Of two who settle one claim at once, the first does.
      settled.delete(token);
      if (answer === undefined) return { error: refusal({ code: "STALE_CLAIM" }, token) };
      return { value: { agent: answer.agent, ticket: asCase(answer.ticket) } };
    });
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
