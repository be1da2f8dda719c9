import { isPromise } from "../../model/awaitable.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Ticket } from "../../model/ticket.ts";
import { type AgentSet, eachAgent } from "../agent-set.ts";
import type { FreeAgent, Prediction, Requirements } from "../round.ts";
import type { Group, Served } from "../selection/served.ts";

/** Tickets that are worth the same to each agent. */
export interface ValueRow {
  readonly channel: string;
  /** By agent; NaN for whoever cannot serve them. */
  readonly values: Float64Array;
}

export interface Valued {
  readonly rows: readonly ValueRow[];
  /** By ticket: the place of its row in `rows`. */
  readonly rowOf: readonly number[];
}

/**
 * Asks the prediction about every agent who can serve any of these tickets, by lane or by ticket.
 *
 * @throws ProximoError `INVALID_VALUE` for an answer that is not a finite number.
 */
export function valued<Agent extends FreeAgent, Kind extends Ticket>(
  agents: readonly Agent[],
  tickets: readonly Served<Kind>[],
  prediction: Prediction<Agent, Kind>,
): Valued {
  const rows: ValueRow[] = [];
  const add = ({ lane, able }: Group<Kind>, worth: (agent: Agent) => number, of: Valuable): number =>
    rows.push({ channel: lane.channel, values: ask(agents, able, worth, of) }) - 1;
  if ("byTicket" in prediction) {
    const rowOf = tickets.map(({ ticket, group }) =>
      add(group, (agent) => prediction.byTicket(agent, ticket), { ticket }),
    );
    return { rows, rowOf };
  }
  const known = new Map<Group<Kind>, number>();
  const rowOf = tickets.map(({ group }) => {
    const row = known.get(group);
    if (row !== undefined) return row;
    const added = add(group, (agent) => prediction.byLane(agent, group.lane), group);
    known.set(group, added);
    return added;
  });
  return { rows, rowOf };
}

function ask<Agent extends FreeAgent>(
  agents: readonly Agent[],
  able: AgentSet,
  worth: (agent: Agent) => number,
  of: Valuable,
): Float64Array {
  const values = new Float64Array(agents.length).fill(Number.NaN);
  eachAgent(able, (place) => {
    values[place] = checkedValue(worth(agents[place]), agents[place], of);
  });
  return values;
}

/** What a value is of, besides the agent. */
type Valuable = { readonly lane: Requirements } | { readonly ticket: Pick<Ticket, "id"> };

/** @throws ProximoError `INVALID_VALUE` for what is not a finite number. */
export function checkedValue(value: number | undefined, { id }: Pick<FreeAgent, "id">, of: Valuable): number {
  if (Number.isFinite(value)) return value as number;
  // Refused already: what it may fail with is nobody's news.
  const promised: unknown = value;
  if (isPromise(promised)) promised.then(undefined, () => {});
  const what = "lane" in of ? `a lane of ${shown(of.lane.channel)}` : `ticket ${shown(of.ticket.id)}`;
  const message = `value of agent ${shown(id)} for ${what}: expected a finite number, got ${shown(value)}`;
  throw new ProximoError("INVALID_VALUE", message);
}
