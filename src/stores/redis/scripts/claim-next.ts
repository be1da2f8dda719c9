import { claims } from "../lua/claims.ts";
import { search } from "../lua/search.ts";
import { Script } from "../script.ts";

/*
 * Holds for each agent the first ticket in order that the agent can serve and the gate lets through.
 *
 * ARGV     [1] clock, [2] lead, then of each claim
 *          agent as JSON, token, clearance as JSON or empty
 * Returns  of each claim { refused, holding, inquiry }, each of them or nothing: the case that the clearance stopped, the
 *          claim, what the gate must be asked first
 * Atomic   all of them, one after the other
 */
export const claimNext = new Script(
  `
local function claim(agentText, token, clearanceText)
  local id = claimed(token)
  if id then return { false, holdingOf(id, load(id)) } end
  local agent, clearance, refused = agentIn(agentText), clearanceIn(clearanceText), false
  while true do
    id = first(agent)
    if not id then return { refused } end
    local t = load(id)
    local verdict = verdictOn(id, t, clearance)
    if not verdict then return { refused, false, inquiryOf(id, t) } end
    if verdict.allowed then return { refused, hold(id, t, agent.id, token) } end
    stop(id, t, verdict)
    save(id, t)
    refused = case(id, t)
  end
end

settle()
local outcomes = {}
for i = 3, #ARGV, 3 do table.insert(outcomes, claim(ARGV[i], ARGV[i + 1], ARGV[i + 2])) end
return outcomes
`,
  { uses: [claims, search] },
);
