import type { Library } from "../script.ts";
import { lanes } from "./lanes.ts";
import { time } from "./time.ts";

/** Where a ticket stands, from its first moment to its last. What is changed of a record is saved by whoever asked. */
export const line: Library = {
  uses: [time, lanes],
  text: `
local line
line = {
  -- By sequence: the number given last, and the last that may be given.
  given = {}, reserved = {},

  -- The next number of a sequence. \`most\` are reserved at once; those that the script does not use are never given.
  next = function(sequence, most)
    local given = line.given[sequence]
    if given == line.reserved[sequence] then
      line.reserved[sequence] = call('HINCRBY', base, sequence, most or 1)
      given = line.reserved[sequence] - (most or 1)
    end
    line.given[sequence] = given + 1
    return given + 1
  end,

  heldMember = function(id, t) return lanes.padded(t[ARRIVAL]) .. id end,

  -- Puts it in the line or on hold, by the keys it has now.
  join = function(id, t)
    local due = t[SCHEDULED_FOR] and t[SCHEDULED_FOR] - lead
    if due and due > now and not t[PROMOTED] then
      t[STATE] = 'held'
      call('ZADD', keys.held, digits(due), line.heldMember(id, t))
      return
    end
    t[STATE] = 'waiting'
    t[PROMOTED] = t[PROMOTED] or due ~= false
    t[WAITING_SINCE] = t[RECEIVED_AT]
    if due and due > tonumber(t[RECEIVED_AT]) then t[WAITING_SINCE] = digits(due) end
    lanes.enter(id, t)
  end,

  -- Takes it out of the line, or out of what is held; it may stand nowhere.
  leave = function(id, t)
    if t[STATE] == 'waiting' then lanes.leave(id, t)
    elseif t[STATE] == 'held' then
      call('ZREM', keys.held, line.heldMember(id, t))
      if t[HELD_UNTIL] then call('SREM', keys.stopped, id) end
      t[HELD_UNTIL] = false
    end
  end,

  -- Keeps it out of the line until then, or until further notice: what the gate asked for.
  setAside = function(id, t, till)
    line.leave(id, t)
    t[STATE] = 'held'
    t[HELD_UNTIL] = till and digits(till) or '-1'
    call('ZADD', keys.held, till and digits(till) or '+inf', line.heldMember(id, t))
    call('SADD', keys.stopped, id)
  end,

  letGo = function(t)
    if t[TOKEN] then call('HDEL', keys.claims, t[TOKEN]) end
    t[TOKEN], t[AGENT], t[CLAIMED_AT] = false, false, false
  end,

  -- most: how many the script may close.
  close = function(id, t, as, most)
    line.leave(id, t)
    line.letGo(t)
    t[STATE], t[CLOSED_AT] = as, moment
    call('ZADD', keys.closed, line.next('closings', most), id)
    if t[CONTACT] ~= '' then call('ZADD', keys.of('contact', t[CONTACT]), '1', id) end
  end,

  -- Lets in everybody who is due: whose time has come, and whom the gate holds no longer.
  settle = function()
    local due = call('ZRANGE', keys.held, '-inf', moment, 'BYSCORE', 'LIMIT', '0', '500')
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
      due = call('ZRANGE', keys.held, '-inf', moment, 'BYSCORE', 'LIMIT', '0', '500')
    end
  end,
}
`,
};
