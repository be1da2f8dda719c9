import type { AgentDescription, Case, Holding } from "../../model/case.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Clearance } from "../../model/outbound.ts";
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
  parsed,
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
    if (reply === null) throw unknownTicket(id);
    return claimedIn(reply, clearance);
  }

  async claim(token: string): Promise<Holding | undefined> {
    const reply = await this.steps.run(getClaim, token);
    return reply === null ? undefined : holdingFrom(parsed(reply));
  }

  async claims({ agent }: ClaimFilter): Promise<readonly Holding[]> {
    const claims = await this.steps.run(listClaims, optional(agent));
    return (claims as readonly Reply[]).map((reply) => holdingFrom(parsed(reply)));
  }

  async settle(token: string, settlement: Settlement, clearance?: Clearance): Promise<Settled | Asking> {
    return this.#settling.add({ token, settlement, clearance });
  }

  async #claim(calls: readonly Claiming[]): Promise<readonly Outcome<Claimed>[]> {
    const args = calls.flatMap(({ agent, token, clearance }) => [agentWords(agent), token, clearanceWords(clearance)]);
    const outcomes = (await this.steps.run(claimNext, ...args)) as readonly Reply[];
    return calls.map(({ clearance }, place) => ({ value: claimedIn(outcomes[place]!, clearance) }));
  }

  async #settle(calls: readonly Settling[]): Promise<readonly Outcome<Settled | Asking>[]> {
    const outcomes = (await this.steps.run(settleClaims, ...calls.flatMap(settlingWords))) as readonly Reply[];
    return calls.map((call, place) => {
      try {
        return { value: settledIn(call, outcomes[place]!) };
      } catch (error) {
        return { error };
      }
    });
  }
}

type ClaimedReply = readonly [refused?: CaseReply | null, holding?: HoldingReply | null, inquiry?: InquiryReply | null];

const SETTLED = { complete: "completed", cancel: "cancelled", release: "released" } as const;

function settlingWords({ token, settlement, clearance }: Settling): readonly string[] {
  const change = settlement.kind === "release" ? changeWords(settlement.change) : "";
  return [token, SETTLED[settlement.kind], change, clearanceWords(clearance)];
}

function claimedIn(reply: Reply, clearance: Clearance | undefined): Claimed {
  const [refused, holding, inquiry] = parsed<ClaimedReply>(reply);
  return {
    refused: refused && clearance ? { ticket: caseFrom(refused), verdict: clearance.verdict } : undefined,
    holding: holding ? holdingFrom(holding) : undefined,
    inquiry: inquiry ? inquiryFrom(inquiry) : undefined,
  };
}

function settledIn({ token, clearance }: Settling, reply: Reply): Settled | Asking {
  const [outcome, told, agent, stopped] = parsed<readonly unknown[]>(reply);
  if (outcome === "settled") {
    const ticket = caseFrom(told as CaseReply);
    const refused = stopped === true && clearance ? { ticket, verdict: clearance.verdict } : undefined;
    return { ticket, agent: agent as string, refused };
  }
  if (outcome === "ask") return { inquiry: inquiryFrom(told as InquiryReply) };
  if (outcome === "stale")
    throw new ProximoError("STALE_CLAIM", `token: expected one whose claim stands, got ${shown(token)}`);
  return refuseChannel(outcome, told as string, agent as Case["direction"]);
}
