import type { Library } from "../script.ts";
import { gate } from "./gate.ts";

/** A claim is kept under its token: its number in sixteen digits, the length of the agent's id in three, the id, the ticket. */
export const claims: Library = {
  uses: [gate],
  text: `
local claims
claims = {
  agentAndTicket = function(claim)
    local length = tonumber(string.sub(claim, 17, 19))
    return string.sub(claim, 20, 19 + length), string.sub(claim, 20 + length)
  end,

  -- The ticket whose claim has this token.
  ticket = function(token)
    local claim = call('HGET', keys.claims, token)
    if claim then return string.sub(claim, 20 + string.sub(claim, 17, 19)) end
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

  -- A claim as it stands now.
  holding = function(id, t)
    return '[' .. tickets.case(id) .. ',[' .. claims.alsoWaiting(id, t) .. ']]'
  end,

  -- most: how many the script may hold.
  hold = function(id, t, agent, token, most)
    line.leave(id, t)
    t[STATE], t[TOKEN], t[AGENT], t[CLAIMED_AT] = 'active', token, agent, moment
    tickets.save(id, t)
    local number = line.next('claims', most)
    call('HSET', keys.claims, token, string.format('%016d%03d', number, #agent) .. agent .. id)
    return claims.holding(id, t)
  end,
}
`,
};
