import type { Case } from "../../model/case.ts";
import type { Standing } from "../../model/standing.ts";
import { merged } from "../../queue/merge.ts";
import { compareTickets } from "../../queue/order.ts";
import type { LaneHead } from "../../stores/store.ts";
import { DEPTH } from "./estimate.ts";

/**
 * Who would be before a ticket that stood there: as many as an estimate looks at, in order, and how many in all.
 *
 * @param lanes with the first `DEPTH` tickets of each; what more a lane has counts as ahead where all of these are.
 */
export function aheadOf(
  standing: Standing,
  lanes: Iterable<LaneHead>,
): { readonly ahead: readonly Case[]; readonly aheadInAll: number } {
  let aheadInAll = 0;
  const sequences = [...lanes].map(({ first, waiting }) => {
    const given = [...first];
    const before = given.filter((one) => compareTickets(one.standing, standing) < 0);
    aheadInAll += before.length === given.length ? waiting : before.length;
    return before;
  });
  const ahead: Case[] = [];
  for (const { ticket } of merged(sequences, (a, b) => compareTickets(a.standing, b.standing)))
    if (ahead.push(ticket) === DEPTH) break;
  return { ahead, aheadInAll };
}
