import { claims } from "../lua/claims.ts";
import { due } from "../lua/due.ts";
import { room } from "../lua/room.ts";
import { Script } from "../server/script.ts";

/*
 * Holds for each agent the first ticket in order that the agent can serve and the gate lets through.
 *
 * ARGV     [1] clock, [2] lead, then of each claim
 *          claimant as JSON (see room), token, clearance as JSON or empty
 * Returns  of each claim, as JSON, ['UNKNOWN_AGENT'] or [refused, holding, inquiry], each of them or nothing: the case that
 *          the clearance stopped, the claim, what the gate must be asked first
 * Atomic   all of them, one after the other: room is there when it is taken
 */
export const claimNext = new Script(
  `
local outcomes, most = {}, (#ARGV - 2) / 3

local function claim(claimant, token, clearance)
  local id = claims.ticket(token)
  if id then return '[null,' .. claims.holding(id, tickets.load(id)) .. ']' end
  local agent, unknown = room.claimant(claimant)
  if not agent then return unknown and '["UNKNOWN_AGENT"]' or '[]' end
  local refused = 'null'
  while true do
    id = search.first(agent)
    if not id then return '[' .. refused .. ']' end
    local t = tickets.load(id)
    local verdict = gate.verdict(id, t, clearance)
    if not verdict then return '[' .. refused .. ',null,' .. gate.inquiry(id, t) .. ']' end
    if verdict.allowed then
      return '[' .. refused .. ',' .. claims.hold(id, t, agent.id, token, 'next', nil, nil, most) .. ']'
    end
    gate.stop(id, t, verdict)
    tickets.save(id, t)
    refused = tickets.case(id)
  end
end

due.catchUp()
for i = 3, #ARGV, 3 do table.insert(outcomes, claim(ARGV[i], ARGV[i + 1], ARGV[i + 2])) end
lanes.count()
return outcomes
`,
  { uses: [claims, due, room] },
);
