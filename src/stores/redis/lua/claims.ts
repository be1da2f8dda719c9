import type { Library } from "../script.ts";
import { gate } from "./gate.ts";

/** A claim is kept under its token: its number in sixteen digits, the length of the agent's id in three, the id, the ticket. */
export const claims: Library = {
  uses: [gate],
  text: `
local function parted(claim)
  local length = tonumber(string.sub(claim, 17, 19))
  return string.sub(claim, 20, 19 + length), string.sub(claim, 20 + length)
end

-- The ticket whose claim has this token.
local function claimed(token)
  local claim = call('HGET', CLAIMS, token)
  if claim then
    local _, id = parted(claim)
    return id
  end
end

-- The contact's other tickets that wait, in order.
local function alsoWaiting(id, t)
  local others = {}
  if t[CONTACT] == '' then return others end
  for _, other in ipairs(call('ZRANGE', contactKey(t[CONTACT]), 0, 0, 'BYSCORE')) do
    local o = other ~= id and load(other)
    if o and isWaiting(o) then
      local rank = string.format('%04d', rankOf(channelOf(o[CHANNEL]), o[PROMOTED]))
      table.insert(others, { rank .. keysOf(memberOf(other, o)), case(other, o) })
    end
  end
  table.sort(others, function(a, b) return a[1] < b[1] end)
  for place, other in ipairs(others) do others[place] = other[2] end
  return others
end

-- A claim as it stands now.
local function holdingOf(id, t) return { case(id, t), alsoWaiting(id, t) } end

local function hold(id, t, agent, token)
  leave(id, t)
  t[STATE], t[TOKEN], t[AGENT], t[CLAIMED_AT] = 'active', token, agent, now
  save(id, t)
  local number = call('HINCRBY', META, 'claims', 1)
  call('HSET', CLAIMS, token, string.format('%016.0f%03d', number, #agent) .. agent .. id)
  return holdingOf(id, t)
end
`,
};
