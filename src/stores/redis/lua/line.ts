import type { Library } from "../script.ts";
import { lanes } from "./lanes.ts";
import { time } from "./time.ts";

/** Where a ticket stands, from its first moment to its last. What is changed of a record is saved by whoever asked. */
export const line: Library = {
  uses: [time, lanes],
  text: `
local function heldMember(id, t) return string.format('%016.0f', t[ARRIVAL]) .. id end

-- Puts it in the line or on hold, by the keys it has now.
local function join(id, t)
  local moment = t[SCHEDULED_FOR] and t[SCHEDULED_FOR] - lead
  if moment and moment > now and not t[PROMOTED] then
    t[STATE] = 'held'
    call('ZADD', HELD, moment, heldMember(id, t))
    return
  end
  t[STATE] = 'waiting'
  t[PROMOTED] = t[PROMOTED] or moment ~= false
  t[WAITING_SINCE] = moment and math.max(moment, t[RECEIVED_AT]) or t[RECEIVED_AT]
  enterLane(id, t)
end

-- Takes it out of the line, or out of what is held; it may stand nowhere.
local function leave(id, t)
  if t[STATE] == 'waiting' then leaveLane(id, t)
  elseif t[STATE] == 'held' then
    call('ZREM', HELD, heldMember(id, t))
    if t[HELD_UNTIL] then call('SREM', STOPPED, id) end
    t[HELD_UNTIL] = false
  end
end

-- Keeps it out of the line until then, or until further notice: what the gate asked for.
local function setAside(id, t, till)
  leave(id, t)
  t[STATE] = 'held'
  t[HELD_UNTIL] = till or -1
  call('ZADD', HELD, till or '+inf', heldMember(id, t))
  call('SADD', STOPPED, id)
end

local function letGo(t)
  if t[TOKEN] then call('HDEL', CLAIMS, t[TOKEN]) end
  t[TOKEN], t[AGENT], t[CLAIMED_AT] = false, false, false
end

local function close(id, t, as)
  leave(id, t)
  letGo(t)
  t[STATE] = as
  t[CLOSED_AT] = now
  call('ZADD', CLOSED, call('HINCRBY', META, 'closings', 1), id)
  if t[CONTACT] ~= '' then call('ZADD', contactKey(t[CONTACT]), 1, id) end
end

-- Lets in everybody who is due: whose time has come, and whom the gate holds no longer.
local function settle()
  while true do
    local due = call('ZRANGE', HELD, '-inf', now, 'BYSCORE', 'LIMIT', 0, 500)
    if #due == 0 then return end
    for _, member in ipairs(due) do
      local id = string.sub(member, 17)
      local t = load(id)
      local stopped = t[HELD_UNTIL]
      leave(id, t)
      if not stopped then
        t[PROMOTED] = true
        call('RPUSH', PROMOTIONS, id)
      end
      join(id, t)
      save(id, t)
    end
  end
end
`,
};
