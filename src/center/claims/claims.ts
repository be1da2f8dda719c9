import { type Awaitable, followed, recovered } from "../../model/awaitable.ts";
import type { Case, Holding } from "../../model/case.ts";
import { sameJson } from "../../model/json.ts";
import type { Clearance } from "../../model/outbound.ts";
import type { Claimed, Proposal, Settled, Settlement, Store } from "../../stores/store.ts";
import type { Access } from "../access.ts";
import type { News } from "../events/news.ts";
import type { CaseUpdate } from "../options.ts";
import type { Gatekeeper } from "../outbound/gatekeeper.ts";
import { parseChange, parseRefusal } from "../parse.ts";
import { Claim, type ClaimDesk, type OfferRefusal } from "./claim.ts";

/** A step of the store that claims, and is asked again with what the gate said. */
export type ClaimStep = (clearance?: Clearance) => Awaitable<Claimed>;

/** One way for every claim: pressed for, picked or offered, it goes past the gate, and is told. */
export class Claims<Data> implements ClaimDesk<Data> {
  /** @param notAgainFor how long an agent who refuses is not offered it again, in milliseconds. */
  constructor(
    private readonly store: Store,
    private readonly access: Access,
    private readonly news: News,
    private readonly gatekeeper: Gatekeeper,
    private readonly notAgainFor: number,
  ) {}

  /** The first such ticket, held. */
  make(step: ClaimStep): Awaitable<Claim<Data> | undefined> {
    return followed(this.#hold(step), (holding) => {
      if (holding === undefined) return undefined;
      this.#tellClaimed(holding);
      return this.of(holding);
    });
  }

  /** Undefined where it can no longer be offered: others were faster, or the ticket or the agent is gone. */
  offer(proposal: Proposal): Awaitable<Claim<Data> | undefined> {
    const offered = this.#hold((clearance) => unlessGone(() => this.store.offer(proposal, clearance)));
    return followed(offered, (holding) => {
      if (holding?.deadline === undefined) return undefined;
      const { ticket, agent, deadline } = holding;
      this.news.tell("offered", { ticket, agent, deadline });
      return this.of(holding);
    });
  }

  of(holding: Holding): Claim<Data> {
    return new Claim(holding as Holding<Data>, this);
  }

  accept({ token, ticket }: Holding<Data>): Promise<Claim<Data>> {
    return this.access.changing(() =>
      followed(ticket.direction === "outbound" ? this.#askAgain(token) : undefined, () =>
        followed(this.store.accept(token), ({ holding, wasOffered }) => {
          if (wasOffered) this.#tellClaimed(holding);
          return this.of(holding);
        }),
      ),
    );
  }

  refuse(token: string, refusal: OfferRefusal): Promise<Case<Data>> {
    return this.access.changing(async () => {
      const { reason, notAgainFor = this.notAgainFor } = parseRefusal(refusal);
      const { ticket, claim } = await this.#settled(token, { kind: "return", refusedFor: notAgainFor });
      this.news.tell("refused", { ticket, ...claim, reason, notAgainFor });
      return ticket as Case<Data>;
    });
  }

  withdraw(token: string): Promise<Case<Data>> {
    return this.#end(token, { kind: "return" }, "withdrawn");
  }

  complete(token: string): Promise<Case<Data>> {
    return this.#end(token, { kind: "complete" }, "completed");
  }

  release(token: string, change: CaseUpdate): Promise<Case<Data>> {
    return this.access.changing(async () => {
      const checked = parseChange(change);
      const moves = checked.channel !== undefined || checked.skills !== undefined;
      const before = moves ? (await this.store.claim(token))?.ticket : undefined;
      const { ticket, claim, refused } = await this.#settled(token, { kind: "release", change: checked });
      this.news.tell("released", {
        ticket,
        before: before && isElsewhere(ticket, before) ? before : undefined,
        ...claim,
      });
      if (refused !== undefined) this.gatekeeper.tell(refused);
      return ticket as Case<Data>;
    });
  }

  cancel(token: string): Promise<Case<Data>> {
    return this.#end(token, { kind: "cancel" }, "cancelled");
  }

  #askAgain(token: string): Awaitable<void> {
    return followed(this.store.claim(token), (standing) => standing && this.gatekeeper.atAccept(standing));
  }

  #end(token: string, settlement: Settlement, event: "withdrawn" | "completed" | "cancelled"): Promise<Case<Data>> {
    return this.access.changing(() =>
      followed(this.#settled(token, settlement), ({ ticket, claim }) => {
        this.news.tell(event, { ticket, ...claim });
        return ticket as Case<Data>;
      }),
    );
  }

  #tellClaimed({ ticket, agent, claimedAt }: Holding): void {
    this.news.tell("claimed", { ticket, agent, claimedAt });
  }

  #hold(step: ClaimStep): Awaitable<Holding | undefined> {
    const held = this.gatekeeper.through(this.gatekeeper.atClaim, (clearance) =>
      followed(step(clearance), (claimed) => {
        if (claimed.refused !== undefined) this.gatekeeper.tell(claimed.refused);
        return claimed;
      }),
    );
    return followed(held, ({ holding }) => holding);
  }

  #settled(token: string, settlement: Settlement): Awaitable<Settled> {
    const moved = settlement.kind === "release" && settlement.change.channel !== undefined;
    const gate = moved ? this.gatekeeper.atChange : this.gatekeeper.atRelease;
    return this.gatekeeper.through(gate, (clearance) => this.store.settle(token, settlement, clearance));
  }
}

/** Whether other agents can serve it than could before. */
function isElsewhere(ticket: Case, before: Case): boolean {
  return ticket.channel !== before.channel || !sameJson(ticket.skills, before.skills);
}

function unlessGone(offer: () => Awaitable<Claimed>): Awaitable<Claimed> {
  return recovered(offer, (error) => {
    const code = (error as { readonly code?: unknown } | undefined)?.code;
    if (code === "UNKNOWN_TICKET" || code === "UNKNOWN_AGENT") return {};
    throw error;
  });
}
