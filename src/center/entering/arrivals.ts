import { type Awaitable, followed } from "../../model/awaitable.ts";
import type { Case } from "../../model/case.ts";
import type { Store } from "../../stores/store.ts";
import type { News } from "../events/news.ts";
import type { Gatekeeper } from "../outbound/gatekeeper.ts";
import type { Rulebook } from "../rulebook.ts";
import { type Arrival, scored } from "./arrival.ts";

/** Lets tickets in: scored by the rules in force, past the gate. */
export class Arrivals {
  constructor(
    private readonly store: Store,
    private readonly rulebook: Rulebook,
    private readonly gatekeeper: Gatekeeper,
    private readonly news: News,
  ) {}

  /** The ticket that is there then. Where the rules have changed meanwhile, it is scored again. */
  admit(arrival: Arrival): Awaitable<Case> {
    const entered = followed(this.rulebook.scores(), (scores) => {
      const entry = scored(arrival, scores);
      return this.gatekeeper.through(this.gatekeeper.atEntry, (clearance) => this.store.enqueue(entry, clearance));
    });
    return followed(entered, (entered) => {
      if ("outdated" in entered) {
        this.rulebook.forget();
        return this.admit(arrival);
      }
      if (entered.created) this.news.tell("enqueued", { ticket: entered.ticket });
      return entered.ticket;
    });
  }
}
