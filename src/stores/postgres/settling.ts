import type { CaseChange } from "../../model/case.ts";
import type { Clearance } from "../../model/outbound.ts";
import type { Accepted, Asking, Settled } from "../store.ts";
import { asHolding, asInquiry, asSettled, type ShownClaim, type ShownEnd, type ShownInquiry } from "./cases.ts";
import { changeIn, verdictIn } from "./clearances.ts";
import type { Parameter } from "./database.ts";
import { type ShownRefusal, unlessRefused } from "./refusals.ts";
import type { Session } from "./session.ts";

interface ShownAcceptance {
  readonly offered: boolean;
  readonly holding: ShownClaim;
}

/** What becomes of a claim that is neither completed nor cancelled: one at a time. */
export class Settling {
  constructor(private readonly session: Session) {}

  async accept(token: string): Promise<Accepted> {
    const parameters: Parameter[] = [["text", token], this.session.now];
    const answer = await this.session.call<ShownAcceptance | ShownRefusal>("accept_offer", ...parameters);
    const { offered, holding } = unlessRefused(answer, token);
    return { holding: asHolding(holding), wasOffered: offered };
  }

  /** Back into the line, changed: the gate has its say. */
  async release(token: string, change: CaseChange, clearance: Clearance | undefined): Promise<Settled | Asking> {
    const answer = await this.session.call<ShownEnd | { inquiry: ShownInquiry } | ShownRefusal>(
      "release",
      ["text", token],
      ...changeIn(change),
      ...verdictIn(clearance),
      ...this.session.time,
    );
    const released = unlessRefused(answer, token);
    if ("inquiry" in released) return { inquiry: asInquiry(released.inquiry) };
    const settled = asSettled(released);
    const { ticket } = settled;
    if (ticket.direction !== "outbound" || clearance?.verdict.allowed !== false) return settled;
    return { ...settled, refused: { ticket, verdict: clearance.verdict } };
  }

  /** An offer is given back. */
  async giveBack(token: string, refusedFor: number | undefined): Promise<Settled> {
    const parameters: Parameter[] = [["text", token], ["bigint", refusedFor], ...this.session.time];
    return asSettled(
      unlessRefused(await this.session.call<ShownEnd | ShownRefusal>("give_back", ...parameters), token),
    );
  }
}
