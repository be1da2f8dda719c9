import { claims } from "../lua/claims.ts";
import { due } from "../lua/due.ts";
import { keys } from "../lua/keys.ts";
import { refusals } from "../lua/refusals.ts";
import { Script } from "../server/script.ts";

/*
 * ARGV     [1] clock, [2] lead, [3] token
 * Returns  the claim that stands, or nothing
 */
export const getClaim = new Script(
  `
due.catchUp()
local id = claims.ticket(ARGV[3])
return id and claims.holding(id, tickets.load(id))
`,
  { uses: [claims, due] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] agent, or empty for all
 * Returns  the claims that stand, in the order in which they were made
 * Atomic   it sees all of one moment; O(claims of the agent), or of all
 */
export const listClaims = new Script(
  `
due.catchUp()
local found = {}
if ARGV[3] ~= '' then found = call('ZRANGE', keys.of('serving', ARGV[3]), 0, -1)
else
  found = call('HVALS', keys.claims)
  table.sort(found)
  for place, claim in ipairs(found) do found[place] = claims.ticketOf(claim) end
end
for place, id in ipairs(found) do found[place] = claims.holding(id, tickets.load(id)) end
return found
`,
  { uses: [claims, due] },
);

/*
 * Makes an offer a claim that is active; one that is already stays as it is.
 *
 * ARGV     [1] clock, [2] lead, [3] token
 * Returns  as JSON whether it was an offer, and the claim; nothing where it does not stand
 * Atomic   accepted before its deadline, or not at all
 */
export const acceptOffer = new Script(
  `
due.catchUp()
local id = claims.ticket(ARGV[3])
if not id then return false end
local t = tickets.load(id)
local wasOffered = t[STATE] == 'offered'
if wasOffered then
  claims.begin(t)
  line.awaitAgent(id, t)
  tickets.save(id, t)
end
return '[' .. tostring(wasOffered) .. ',' .. claims.holding(id, t) .. ']'
`,
  { uses: [claims, due] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] ticket
 * Returns  whom it was last given to, as JSON: agent, moment, how, grounds or null; nothing where it never was, or is not kept
 */
export const getAssignment = new Script("return call('HGET', keys.assignments, ARGV[3])", {
  uses: [keys],
  reads: true,
});

/*
 * ARGV     [1] clock, [2] lead, [3] ticket
 * Returns  the agents who have refused it, for now; none where it is not kept
 */
export const listRefusers = new Script(
  `
local t = tickets.load(ARGV[3])
return t and refusals.standing(t) or {}
`,
  { uses: [refusals], reads: true },
);
