import type { Lane } from "../../stores/store.ts";
import { eachAgent } from "../agent-set.ts";
import type { Workforce } from "../workforce.ts";

/** How many tickets of a lane the agents could have together at the most: so many need to be looked at. */
export function depthOf(
  { channel, skills, reservedFor }: Pick<Lane, "channel" | "skills" | "reservedFor">,
  workforce: Workforce,
): number {
  const able = workforce.able({ channel, skills });
  const room = workforce.roomOn(channel);
  let depth = 0;
  eachAgent(reservedFor === undefined ? able : workforce.offered(able, { reservedFor }), (agent) => {
    depth += room[agent];
  });
  return depth;
}
