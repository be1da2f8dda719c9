import type { Assignment, Case, Holding } from "../../model/case.ts";
import type { Clearance } from "../../model/outbound.ts";
import { offerAccepted, staleClaim, unknownAgent, unknownTicket } from "../../model/store-errors.ts";
import { Batch, type Outcome } from "../connection/batch.ts";
import type { Accepted, Asking, Claimant, Claimed, ClaimFilter, Proposal, Settled, Settlement } from "../store.ts";
import {
  type CaseReply,
  caseFrom,
  type EndedReply,
  endedFrom,
  type HoldingReply,
  holdingFrom,
  type InquiryReply,
  inquiryFrom,
  parsed,
  refuseChannel,
} from "./reply.ts";
import { claimNext } from "./scripts/claim-next.ts";
import { claimTicket } from "./scripts/claim-ticket.ts";
import { acceptOffer, getAssignment, getClaim, listClaims, listRefusers } from "./scripts/claims.ts";
import { settleClaims } from "./scripts/settle.ts";
import type { Reply } from "./server/connection.ts";
import type { Steps } from "./steps.ts";
import { TOGETHER } from "./together.ts";
import { changeWords, claimantWords, clearanceWords, optional } from "./words.ts";

interface Claiming {
  readonly agent: Claimant;
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

  claimNext(agent: Claimant, token: string, clearance?: Clearance): Promise<Claimed> {
    return this.#claiming.add({ agent, token, clearance });
  }

  claimTicket(id: string, agent: Claimant, token: string, clearance?: Clearance): Promise<Claimed> {
    return this.#take(id, { agent, token, clearance });
  }

  offer({ ticket, agent, token, within, grounds }: Proposal, clearance?: Clearance): Promise<Claimed> {
    return this.#take(ticket, { agent, token, clearance }, String(within), JSON.stringify(grounds));
  }

  async accept(token: string): Promise<Accepted> {
    const reply = await this.steps.run(acceptOffer, token);
    if (reply === null) throw staleClaim(token);
    const [wasOffered, holding] = parsed<readonly [boolean, HoldingReply]>(reply);
    return { holding: holdingFrom(holding), wasOffered };
  }

  async assignment(id: string): Promise<Assignment | undefined> {
    const reply = await this.steps.run(getAssignment, id);
    if (reply === null) return undefined;
    const [agent, at, by, grounds] = parsed<AssignmentReply>(reply);
    return grounds === null ? { agent, at, by } : { agent, at, by, grounds };
  }

  async refusedBy(id: string): Promise<readonly string[]> {
    return (await this.steps.run(listRefusers, id)) as readonly string[];
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
    const args = calls.flatMap(({ agent, token, clearance }) => [
      claimantWords(agent),
      token,
      clearanceWords(clearance),
    ]);
    const outcomes = (await this.steps.run(claimNext, ...args)) as readonly Reply[];
    return calls.map((call, place) => attempted(() => claimedIn(outcomes[place]!, call)));
  }

  async #take(ticket: string, claiming: Claiming, within = "", grounds = ""): Promise<Claimed> {
    const { agent, token, clearance } = claiming;
    const args = [ticket, claimantWords(agent), token, clearanceWords(clearance), within, grounds];
    const reply = await this.steps.run(claimTicket, ...args);
    if (reply === '["UNKNOWN_TICKET"]') throw unknownTicket(ticket);
    return claimedIn(reply, claiming);
  }

  async #settle(calls: readonly Settling[]): Promise<readonly Outcome<Settled | Asking>[]> {
    const outcomes = (await this.steps.run(settleClaims, ...calls.flatMap(settlingWords))) as readonly Reply[];
    return calls.map((call, place) => attempted(() => settledIn(call, outcomes[place]!)));
  }
}

type ClaimedReply = readonly [refused?: CaseReply | null, holding?: HoldingReply | null, inquiry?: InquiryReply | null];
type AssignmentReply = readonly [
  agent: string,
  at: number,
  by: Assignment["by"],
  grounds: Assignment["grounds"] | null,
];

const SETTLED = { complete: "completed", cancel: "cancelled", release: "released", return: "returned" } as const;

function attempted<Result>(attempt: () => Result): Outcome<Result> {
  try {
    return { value: attempt() };
  } catch (error) {
    return { error };
  }
}

function settlingWords({ token, settlement, clearance }: Settling): readonly string[] {
  return [token, SETTLED[settlement.kind], givenWith(settlement), clearanceWords(clearance)];
}

function givenWith(settlement: Settlement): string {
  if (settlement.kind === "release") return changeWords(settlement.change);
  return settlement.kind === "return" ? optional(settlement.refusedFor) : "";
}

function claimedIn(reply: Reply, { agent, clearance }: Claiming): Claimed {
  if (reply === '["UNKNOWN_AGENT"]') throw unknownAgent(agent as string);
  const [refused, holding, inquiry] = parsed<ClaimedReply>(reply);
  return {
    refused: refused && clearance ? { ticket: caseFrom(refused), verdict: clearance.verdict } : undefined,
    holding: holding ? holdingFrom(holding) : undefined,
    inquiry: inquiry ? inquiryFrom(inquiry) : undefined,
  };
}

function settledIn({ token, clearance }: Settling, reply: Reply): Settled | Asking {
  const [outcome, told, more, stopped] = parsed<readonly unknown[]>(reply);
  if (outcome === "settled") {
    const ticket = caseFrom(told as CaseReply);
    const refused = stopped === true && clearance ? { ticket, verdict: clearance.verdict } : undefined;
    return { ticket, claim: endedFrom(more as EndedReply), refused };
  }
  if (outcome === "ask") return { inquiry: inquiryFrom(told as InquiryReply) };
  if (outcome === "stale") throw staleClaim(token);
  if (outcome === "accepted") throw offerAccepted(told as string);
  return refuseChannel(outcome, told as string, more as Case["direction"]);
}
