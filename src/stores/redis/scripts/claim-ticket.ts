import { claims } from "../lua/claims.ts";
import { search } from "../lua/search.ts";
import { Script } from "../script.ts";

/*
 * Holds this ticket, if it waits, the agent can serve it and the gate lets it through.
 *
 * ARGV     [1] clock, [2] lead, [3] ticket, [4] agent as JSON, [5] token, [6] clearance as JSON or empty
 * Returns  as claimNext; nothing where there is no such ticket
 * Atomic   found and held, or nothing
 */
export const claimTicket = new Script(
  `
local function claim(id, agentText, token, clearance)
  local again = claims.ticket(token)
  if again then return '[null,' .. claims.holding(again, tickets.load(again)) .. ']' end
  local t, agent = tickets.load(id), search.agent(agentText)
  if not t then return false end
  local serves = search.canServe(agent, channels.section(t)) and search.hasAll(agent, t[SKILLS])
  if not lanes.isWaiting(t) or not serves then return '[]' end
  local verdict = gate.verdict(id, t, clearance)
  if not verdict then return '[null,null,' .. gate.inquiry(id, t) .. ']' end
  if verdict.allowed then return '[null,' .. claims.hold(id, t, agent.id, token) .. ']' end
  gate.stop(id, t, verdict)
  tickets.save(id, t)
  return '[' .. tickets.case(id) .. ']'
end

line.settle()
local outcome = claim(ARGV[3], ARGV[4], ARGV[5], ARGV[6])
lanes.count()
return outcome
`,
  { uses: [claims, search] },
);
