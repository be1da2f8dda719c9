import { claims } from "../lua/claims.ts";
import { Script } from "../script.ts";

/*
 * ARGV     [1] clock, [2] lead, [3] token
 * Returns  the claim that stands, or nothing
 */
export const getClaim = new Script(
  `
line.settle()
local id = claims.ticket(ARGV[3])
return id and claims.holding(id, tickets.load(id))
`,
  { uses: [claims] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] agent, or empty for all
 * Returns  the claims that stand, in the order in which they were made
 * Atomic   it sees all of one moment; O(claims)
 */
export const listClaims = new Script(
  `
line.settle()
local found = {}
for _, claim in ipairs(call('HVALS', keys.claims)) do
  local agent = claims.agentAndTicket(claim)
  if ARGV[3] == '' or agent == ARGV[3] then table.insert(found, claim) end
end
table.sort(found, function(a, b) return string.sub(a, 1, 16) < string.sub(b, 1, 16) end)
for place, claim in ipairs(found) do
  local _, id = claims.agentAndTicket(claim)
  found[place] = claims.holding(id, tickets.load(id))
end
return found
`,
  { uses: [claims] },
);
