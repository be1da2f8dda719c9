import { explainTicket, isOpen, type TicketExplanation } from "../distribution/explanation.ts";
import { followed } from "../model/awaitable.ts";
import type { Clock } from "../model/clock.ts";
import { unknownTicket } from "../model/store-errors.ts";
import type { LaneHead, Store } from "../stores/store.ts";

/** Why a ticket is where it is, and whom it was last given to. */
export class Explanations {
  /** @param missedBy who has let an offer of the ticket lapse, a short while ago. */
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly missedBy: (ticket: string) => readonly string[],
  ) {}

  /** @throws ProximoError `UNKNOWN_TICKET` */
  async of(id: string): Promise<TicketExplanation> {
    const { store } = this;
    const ticket = await store.ticket(id);
    if (ticket === undefined) throw unknownTicket(id);
    // Asked at once: while nobody has it, an offer of it counts as lapsed.
    const missedBy = isOpen(ticket) ? this.missedBy(id) : [];
    const position = (await store.position(id)) ?? 1;
    const circumstances = {
      ticket,
      assignment: await store.assignment(id),
      agents: await store.agents.list(),
      channels: await store.channels(),
      now: this.clock.now(),
      refusedBy: [...(await store.refusedBy(id)), ...missedBy],
    };
    const explain = (heads: readonly LaneHead[]) => explainTicket({ ...circumstances, heads });
    // Not awaited, where the store answers at once: heads may be read only until the store changes.
    return followed(
      store.lanes(() => position),
      explain,
    );
  }
}
