import type { Library } from "../server/script.ts";
import { lanes } from "./lanes.ts";
import { roster } from "./roster.ts";

/** Where a ticket stands, from its first moment to its last. What is changed of a record is saved by whoever asked. */
export const line: Library = {
  uses: [roster, lanes],
  text: `
local function sooner(a, b) return a and b and math.min(a, b) or a or b end
local line
line = {
  -- By sequence: the number given last, and the last that may be given.
  given = {},
  reserved = {},

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
  heldId = function(member) return string.sub(member, 17) end,

  -- The moment of its promotion, or false.
  promotion = function(t) return t[SCHEDULED_FOR] and t[SCHEDULED_FOR] - lead end,

  -- Key 4 as text.
  since = function(t)
    local promotion = line.promotion(t)
    return promotion and promotion > tonumber(t[RECEIVED_AT]) and digits(promotion) or t[RECEIVED_AT]
  end,

  -- Puts it in the line or on hold, by the keys it has now, under the limits that its channel has now.
  join = function(id, t)
    local wait, escalate = channels.limits(channels.of(t[CHANNEL]))
    t[LIMIT_AT] = wait and digits(line.since(t) + wait) or false
    t[ESCALATES_AT] = escalate and digits(line.since(t) + escalate) or false
    t[RESERVED] = t[PREFERRED] and now < tonumber(t[PREFERRED_UNTIL]) and t[PREFERRED]
    line.place(id, t)
    line.awaitNext(id, t)
  end,

  -- The same under the limits that it has.
  place = function(id, t)
    local promotion = line.promotion(t)
    if promotion and promotion > now and not t[PROMOTED] then
      t[STATE] = 'held'
      time.await(keys.held, promotion, line.heldMember(id, t))
      return
    end
    t[STATE] = 'waiting'
    t[PROMOTED] = t[PROMOTED] or promotion ~= false
    t[WAITING_SINCE] = line.since(t)
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
    t[RESERVED] = false
    line.await(id, t)
  end,

  -- Time alone will change it then; never where no moment is given.
  await = function(id, t, till)
    if till then time.await(keys.awaited, till, id)
    elseif t[AWAITED] then call('ZREM', keys.awaited, id) end
    t[AWAITED] = till ~= nil
  end,

  -- Of one that stands in the line, or is on hold: that has been promoted before it has waited for any time.
  awaitNext = function(id, t)
    local till = t[RESERVED] and tonumber(t[PREFERRED_UNTIL]) or nil
    if t[ESCALATES_AT] and not t[PROMOTED] and t[STATE] == 'waiting' then till = sooner(till, tonumber(t[ESCALATES_AT])) end
    if t[LIMIT_AT] and not t[TOLD_TOO_LONG] then till = sooner(till, tonumber(t[LIMIT_AT])) end
    line.await(id, t, till)
  end,

  -- Of one that an agent has: an offer until its deadline, and all for as long as they are heard from.
  awaitAgent = function(id, t)
    local offers, active = roster.ends(t[AGENT])
    if t[STATE] == 'offered' then line.await(id, t, sooner(tonumber(t[DEADLINE]), offers))
    else line.await(id, t, active) end
  end,

  -- Keeps it out of the line until then, or until further notice: what the gate asked for.
  setAside = function(id, t, till)
    line.leave(id, t)
    t[STATE] = 'held'
    t[HELD_UNTIL] = till and digits(till) or '-1'
    if not till then call('ZADD', keys.held, '+inf', line.heldMember(id, t))
    else
      local promotion = not t[PROMOTED] and line.promotion(t) or till
      time.await(keys.held, math.max(till, promotion), line.heldMember(id, t))
      if promotion > till then line.await(id, t, till) end
    end
    call('SADD', keys.stopped, id)
  end,

  -- Its claim is no more, if there was one.
  letGo = function(id, t)
    if not t[TOKEN] then return end
    local agent, channel = t[AGENT], t[CHANNEL]
    call('HDEL', keys.claims, t[TOKEN])
    call('ZREM', keys.of('serving', agent), id)
    if call('HINCRBY', keys.of('load', agent), channel, '-1') <= 0 then call('HDEL', keys.of('load', agent), channel) end
    line.await(id, t)
    t[TOKEN], t[AGENT], t[CLAIMED_AT], t[DEADLINE] = false, false, false, false
  end,

  -- most: how many the script may close.
  close = function(id, t, as, most)
    line.leave(id, t)
    line.letGo(id, t)
    t[STATE], t[CLOSED_AT] = as, moment
    call('ZADD', keys.closed, line.next('closings', most), id)
    if t[CONTACT] ~= '' then call('ZADD', keys.of('contact', t[CONTACT]), '1', id) end
  end,
}
`,
};
