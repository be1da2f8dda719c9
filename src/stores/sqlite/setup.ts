import { type Clock, systemClock } from "../../model/clock.ts";
import type { StoreSetup } from "../store.ts";

/** The clock and the lead: those of whoever opened the store first. */
export class Setup {
  #clock: Clock | undefined;
  #promotionLead = 0;

  open({ clock = systemClock, promotionLead }: StoreSetup): Clock {
    if (this.#clock === undefined) {
      this.#clock = clock;
      this.#promotionLead = promotionLead;
    }
    return this.#clock;
  }

  get promotionLead(): number {
    return this.#promotionLead;
  }

  now(): number {
    return (this.#clock ?? systemClock).now();
  }
}
