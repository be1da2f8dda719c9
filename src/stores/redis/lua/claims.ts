import type { Library } from "../server/script.ts";
import { gate } from "./gate.ts";

/** A claim is kept under its token: its number in sixteen digits, the length of the agent's id in three, the id, the ticket. */
export const claims: Library = {
  uses: [gate],
  text: `
local claims
claims = {
  ticketOf = function(claim) return string.sub(claim, 20 + string.sub(claim, 17, 19)) end,

  -- The ticket whose claim has this token.
  ticket = function(token)
    local claim = call('HGET', keys.claims, token)
    if claim then return claims.ticketOf(claim) end
  end,

  -- The contact's other tickets that wait, in order.
  alsoWaiting = function(id, t)
    if t[CONTACT] == '' then return '' end
    local others = {}
    for _, other in ipairs(call('ZRANGE', keys.of('contact', t[CONTACT]), '0', '0', 'BYSCORE')) do
      local o = other ~= id and tickets.load(other)
      if o and lanes.isWaiting(o) then
        local rank = string.format('%04d', channels.rank(channels.section(o)))
        table.insert(others, { rank .. lanes.keysOf(lanes.member(other, o)), tickets.case(other) })
      end
    end
    table.sort(others, function(a, b) return a[1] < b[1] end)
    for place, other in ipairs(others) do others[place] = other[2] end
    return table.concat(others, ',')
  end,

  -- Of a claim that a script is about to end: whose it is, its state, since when. As JSON.
  ending = function(t) return cjson.encode({ t[AGENT], t[STATE], t[CLAIMED_AT] }) end,

  -- Ends the claim, if there is one; of one that was active, the agent's wrap-up begins.
  finish = function(id, t)
    if t[STATE] == 'active' then roster.served(t[AGENT], t[CHANNEL]) end
    line.letGo(id, t)
  end,

  -- A claim as it stands now.
  holding = function(id, t)
    return '[' .. tickets.case(id) .. ',[' .. claims.alsoWaiting(id, t) .. ']]'
  end,

  -- The agent has it from now on.
  begin = function(t)
    t[STATE], t[CLAIMED_AT], t[DEADLINE] = 'active', moment, false
    t[ANSWERED_AT] = t[ANSWERED_AT] or moment
  end,

  -- by: 'next', 'take' or 'offer'; within, grounds (JSON): of an offer; most: how many the script may hold.
  hold = function(id, t, agent, token, by, within, grounds, most)
    line.leave(id, t)
    t[TOKEN], t[AGENT] = token, agent
    if within then t[STATE], t[CLAIMED_AT], t[DEADLINE] = 'offered', moment, digits(now + within)
    else claims.begin(t) end
    line.awaitAgent(id, t)
    tickets.save(id, t)
    local number = line.next('claims', most)
    call('HSET', keys.claims, token, string.format('%016d%03d', number, #agent) .. agent .. id)
    call('ZADD', keys.of('serving', agent), number, id)
    call('HINCRBY', keys.of('load', agent), t[CHANNEL], '1')
    call('HSET', keys.assignments, id, '[' .. cjson.encode(agent) .. ',' .. moment .. ',"' .. by .. '",' .. (grounds or 'null') .. ']')
    return claims.holding(id, t)
  end,
}
`,
};
