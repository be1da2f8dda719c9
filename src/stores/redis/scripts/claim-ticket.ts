import { claims } from "../lua/claims.ts";
import { search } from "../lua/search.ts";
import { Script } from "../script.ts";

/*
 * Holds this ticket, if it waits, the agent can serve it and the gate lets it through.
 *
 * ARGV     [1] clock, [2] lead, [3] ticket, [4] agent as JSON, [5] token, [6] clearance as JSON or empty
 * Returns  as claimNext; 'UNKNOWN_TICKET'
 * Atomic   found and held, or nothing
 */
export const claimTicket = new Script(
  `
settle()
local id, token = claimed(ARGV[5]), ARGV[5]
if id then return { false, holdingOf(id, load(id)) } end
id = ARGV[3]
local t, agent = load(id), agentIn(ARGV[4])
if not t then return 'UNKNOWN_TICKET' end
if not isWaiting(t) or not canServe(agent, sectionOf(t)) or not hasAll(agent, t[SKILLS]) then return {} end
local verdict = verdictOn(id, t, clearanceIn(ARGV[6]))
if not verdict then return { false, false, inquiryOf(id, t) } end
if verdict.allowed then return { false, hold(id, t, agent.id, token) } end
stop(id, t, verdict)
save(id, t)
return { case(id, t) }
`,
  { uses: [claims, search] },
);
