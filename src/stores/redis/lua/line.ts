import type { Library } from "../script.ts";
import { lanes } from "./lanes.ts";
import { time } from "./time.ts";

/** Where a ticket stands, from its first moment to its last. What is changed of a record is saved by whoever asked. */
export const line: Library = {
  uses: [time, lanes],
  text: `
local line = { numbers = {} }

-- The next number of a sequence. The first call takes all that the script may need; what it does not use is never given.
function line.next(sequence, most)
  local number = line.numbers[sequence] or call('HINCRBY', base, sequence, most or 1) - (most or 1)
  line.numbers[sequence] = number + 1
  return number
end

function line.heldMember(id, t) return string.format('%016d', t[ARRIVAL]) .. id end

-- Puts it in the line or on hold, by the keys it has now.
function line.join(id, t)
  local moment = t[SCHEDULED_FOR] and t[SCHEDULED_FOR] - lead
  if moment and moment > now and not t[PROMOTED] then
    t[STATE] = 'held'
    call('ZADD', keys.held, moment, line.heldMember(id, t))
    return
  end
  t[STATE] = 'waiting'
  t[PROMOTED] = t[PROMOTED] or moment ~= false
  t[WAITING_SINCE] = t[RECEIVED_AT]
  if moment and moment > tonumber(t[RECEIVED_AT]) then t[WAITING_SINCE] = tickets.digits(moment) end
  lanes.enter(id, t)
end

-- Takes it out of the line, or out of what is held; it may stand nowhere.
function line.leave(id, t)
  if t[STATE] == 'waiting' then lanes.leave(id, t)
  elseif t[STATE] == 'held' then
    call('ZREM', keys.held, line.heldMember(id, t))
    if t[HELD_UNTIL] then call('SREM', keys.stopped, id) end
    t[HELD_UNTIL] = false
  end
end

-- Keeps it out of the line until then, or until further notice: what the gate asked for.
function line.setAside(id, t, till)
  line.leave(id, t)
  t[STATE] = 'held'
  t[HELD_UNTIL] = till and tickets.digits(till) or '-1'
  call('ZADD', keys.held, till or '+inf', line.heldMember(id, t))
  call('SADD', keys.stopped, id)
end

function line.letGo(t)
  if t[TOKEN] then call('HDEL', keys.claims, t[TOKEN]) end
  t[TOKEN], t[AGENT], t[CLAIMED_AT] = false, false, false
end

-- most: how many the script may close.
function line.close(id, t, as, most)
  line.leave(id, t)
  line.letGo(t)
  t[STATE], t[CLOSED_AT] = as, tickets.digits(now)
  call('ZADD', keys.closed, line.next('closings', most), id)
  if t[CONTACT] ~= '' then call('ZADD', keys.of('contact', t[CONTACT]), 1, id) end
end

-- Lets in everybody who is due: whose time has come, and whom the gate holds no longer.
function line.settle()
  local due = call('ZRANGE', keys.held, '-inf', now, 'BYSCORE', 'LIMIT', 0, 500)
  while #due > 0 do
    for _, member in ipairs(due) do
      local id = string.sub(member, 17)
      local t = tickets.load(id)
      local stopped = t[HELD_UNTIL]
      line.leave(id, t)
      if not stopped then
        t[PROMOTED] = true
        call('RPUSH', keys.promotions, id)
      end
      line.join(id, t)
      tickets.save(id, t)
    end
    lanes.count()
    due = call('ZRANGE', keys.held, '-inf', now, 'BYSCORE', 'LIMIT', 0, 500)
  end
end
`,
};
