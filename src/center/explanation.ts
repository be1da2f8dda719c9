import { explainTicket, type TicketExplanation } from "../distribution/explanation.ts";
import { followed } from "../model/awaitable.ts";
import { unknownTicket } from "../model/store-errors.ts";
import type { LaneHead, Store } from "../stores/store.ts";

/** Why a ticket is where it is, and whom it was last given to. @throws ProximoError `UNKNOWN_TICKET` */
export async function explanationOf(store: Store, id: string): Promise<TicketExplanation> {
  const [ticket, position = 1] = [await store.ticket(id), await store.position(id)];
  if (ticket === undefined) throw unknownTicket(id);
  const [assignment, agents, channels] = [
    await store.assignment(id),
    await store.agents.list(),
    await store.channels(),
  ];
  const explain = (heads: readonly LaneHead[]) => explainTicket({ ticket, assignment, agents, channels, heads });
  // Not awaited, where the store answers at once: heads may be read only until the store changes.
  return followed(
    store.lanes(() => position),
    explain,
  );
}
