import type { AgentDescription, Case, Holding } from "../../model/case.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Clearance, RefusedTicket } from "../../model/outbound.ts";
import { Batch, type Outcome } from "../batch.ts";
import type { Asking, Claimed, ClaimFilter, Settled, Settlement } from "../store.ts";
import type { Reply } from "./connection.ts";
import {
  type CaseReply,
  caseFrom,
  type HoldingReply,
  holdingFrom,
  type InquiryReply,
  inquiryFrom,
  refuseChannel,
  unknownTicket,
} from "./reply.ts";
import { claimNext } from "./scripts/claim-next.ts";
import { claimTicket } from "./scripts/claim-ticket.ts";
import { getClaim, listClaims } from "./scripts/claims.ts";
import { settleClaims } from "./scripts/settle.ts";
import type { Steps } from "./steps.ts";
import { TOGETHER } from "./together.ts";
import { agentWords, changeWords, clearanceWords, optional } from "./words.ts";

interface Claiming {
  readonly agent: AgentDescription;
  readonly token: string;
  readonly clearance: Clearance | undefined;
}

interface Settling {
  readonly token: string;
  readonly settlement: Settlement;
  readonly clearance: Clearance | undefined;
}

/** The claims of a store in Redis. */
export class RedisClaims {
  readonly #claiming = new Batch<Claiming, Claimed>((calls) => this.#claim(calls), TOGETHER);
  readonly #settling = new Batch<Settling, Settled | Asking>((calls) => this.#settle(calls), TOGETHER);

  constructor(private readonly steps: Steps) {}

  claimNext(agent: AgentDescription, token: string, clearance?: Clearance): Promise<Claimed> {
    return this.#claiming.add({ agent, token, clearance });
  }

  async claimTicket(id: string, agent: AgentDescription, token: string, clearance?: Clearance): Promise<Claimed> {
    const reply = await this.steps.run(claimTicket, id, agentWords(agent), token, clearanceWords(clearance));
    if (reply === "UNKNOWN_TICKET") throw unknownTicket(id);
    return claimedIn(reply as readonly Reply[], clearance);
  }

  async claim(token: string): Promise<Holding | undefined> {
    const reply = await this.steps.run(getClaim, token);
    return reply === null ? undefined : holdingFrom(reply as unknown as HoldingReply);
  }

  async claims({ agent }: ClaimFilter): Promise<readonly Holding[]> {
    const claims = await this.steps.run(listClaims, optional(agent));
    return (claims as unknown as readonly HoldingReply[]).map(holdingFrom);
  }

  async settle(token: string, settlement: Settlement, clearance?: Clearance): Promise<Settled | Asking> {
    return this.#settling.add({ token, settlement, clearance });
  }

  async #claim(calls: readonly Claiming[]): Promise<readonly Outcome<Claimed>[]> {
    const args = calls.flatMap(({ agent, token, clearance }) => [agentWords(agent), token, clearanceWords(clearance)]);
    const outcomes = (await this.steps.run(claimNext, ...args)) as readonly Reply[][];
    return calls.map(({ clearance }, place) => ({ value: claimedIn(outcomes[place]!, clearance) }));
  }

  async #settle(calls: readonly Settling[]): Promise<readonly Outcome<Settled | Asking>[]> {
    const outcomes = (await this.steps.run(settleClaims, ...calls.flatMap(settlingWords))) as readonly Reply[][];
    return calls.map((call, place) => {
      try {
        return { value: settledIn(call, outcomes[place]!) };
      } catch (error) {
        return { error };
      }
    });
  }
}

const SETTLED = { complete: "completed", cancel: "cancelled", release: "released" } as const;

function settlingWords({ token, settlement, clearance }: Settling): readonly string[] {
  const change = settlement.kind === "release" ? changeWords(settlement.change) : "";
  return [token, SETTLED[settlement.kind], change, clearanceWords(clearance)];
}

function claimedIn([refused, holding, inquiry]: readonly Reply[], clearance: Clearance | undefined): Claimed {
  return {
    refused: refusedIn(refused, clearance),
    holding: holding ? holdingFrom(holding as unknown as HoldingReply) : undefined,
    inquiry: inquiry ? inquiryFrom(inquiry as unknown as InquiryReply) : undefined,
  };
}

function settledIn({ token, clearance }: Settling, outcome: readonly Reply[]): Settled | Asking {
  const [kind, told, agent, stopped] = outcome;
  if (kind === "settled") {
    const ticket = caseFrom(told as unknown as CaseReply);
    return { ticket, agent: agent as string, refused: stopped ? refusedIn(told, clearance) : undefined };
  }
  if (kind === "ask") return { inquiry: inquiryFrom(told as unknown as InquiryReply) };
  if (kind === "stale")
    throw new ProximoError("STALE_CLAIM", `token: expected one whose claim stands, got ${shown(token)}`);
  return refuseChannel(kind!, told as string, agent as Case["direction"]);
}

function refusedIn(ticket: Reply | undefined, clearance: Clearance | undefined): RefusedTicket | undefined {
  if (!ticket || clearance === undefined) return undefined;
  return { ticket: caseFrom(ticket as unknown as CaseReply), verdict: clearance.verdict };
}
