import { claims } from "../lua/claims.ts";
import { due } from "../lua/due.ts";
import { refusals } from "../lua/refusals.ts";
import { room } from "../lua/room.ts";
import { Script } from "../server/script.ts";

/*
 * Holds this ticket, if it waits, the agent can serve it and the gate lets it through; or offers it, unless the agent has
 * refused it.
 *
 * ARGV     [1] clock, [2] lead, [3] ticket, [4] claimant as JSON (see room), [5] token, [6] clearance as JSON or empty, [7] of
 *          an offer, within how many milliseconds it is to be accepted, else empty, [8] its grounds as JSON
 * Returns  as claimNext, or ['UNKNOWN_TICKET']
 * Atomic   found and held, or nothing: room is there when it is taken
 */
export const claimTicket = new Script(
  `
local function claim(id, claimant, token, clearance, within, grounds)
  local again = claims.ticket(token)
  if again then return '[null,' .. claims.holding(again, tickets.load(again)) .. ']' end
  local t = tickets.load(id)
  if not t then return '["UNKNOWN_TICKET"]' end
  local agent, unknown = room.claimant(claimant)
  if not agent then return unknown and '["UNKNOWN_AGENT"]' or '[]' end
  local serves = search.canServe(agent, channels.section(t)) and search.hasAll(agent, lanes.path(t))
  if not lanes.isWaiting(t) or not serves or within and refusals.stands(t, agent.id) then return '[]' end
  local verdict = gate.verdict(id, t, clearance)
  if not verdict then return '[null,null,' .. gate.inquiry(id, t) .. ']' end
  if verdict.allowed then
    return '[null,' .. claims.hold(id, t, agent.id, token, within and 'offer' or 'take', within, within and grounds) .. ']'
  end
  gate.stop(id, t, verdict)
  tickets.save(id, t)
  return '[' .. tickets.case(id) .. ']'
end

due.catchUp()
local outcome = claim(ARGV[3], ARGV[4], ARGV[5], ARGV[6], tonumber(ARGV[7]), ARGV[8])
lanes.count()
return outcome
`,
  { uses: [claims, due, refusals, room] },
);
