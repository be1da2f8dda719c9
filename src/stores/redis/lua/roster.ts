import type { Library } from "../server/script.ts";
import { time } from "./time.ts";

/**
 * Who serves. An agent's sheet is a hash of texts: what was set (`channels`, `capacity` and `wrapUp` as JSON, `skills` as the
 * path of a lane, `presence`, `heartbeat`, `releaseAfter`), `vanished` (1 or absent), `presenceSince`, `heardAt`, `idleSince`,
 * and `wrappingUp`, a JSON array of channel, end, channel, end … in the order of the ends. What is absent is not set.
 *
 * Invariants, at the end of a script: `vanishing` has just those who can vanish and have not, by when they will; `wrapping`
 * just those who wrap up, by the first end.
 */
export const roster: Library = {
  uses: [time],
  text: `
local roster
roster = {
  -- Nothing where nobody has this id.
  load = function(id)
    local fields = call('HGETALL', keys.of('agent', id))
    if not fields[1] then return end
    local a = {}
    for i = 1, #fields, 2 do a[fields[i]] = fields[i + 1] end
    return a
  end,

  -- value: text, or nothing to take it away
  set = function(id, a, field, value)
    if a[field] == value then return end
    a[field] = value
    if value then call('HSET', keys.of('agent', id), field, value) else call('HDEL', keys.of('agent', id), field) end
  end,

  -- Nothing for whoever never does. Who is offline has gone already.
  vanishesAt = function(heartbeat, presence, heardAt)
    if heartbeat and presence ~= 'offline' then return heardAt + heartbeat end
  end,

  -- When what they have is taken back, unless they are heard from: their offers, and what they serve; nothing for never.
  ends = function(id)
    local heartbeat = call('HGET', keys.of('agent', id), 'heartbeat')
    if not heartbeat then return end
    local a = call('HMGET', keys.of('agent', id), 'presence', 'heardAt', 'releaseAfter')
    local vanishes = roster.vanishesAt(heartbeat, a[1], a[2])
    return vanishes, vanishes and a[3] and vanishes + a[3] or nil
  end,

  -- They are there, with the presence given.
  hear = function(id, a, presence)
    local isThere = presence == 'available'
    local comes = isThere and (a.presence ~= 'available' or a.vanished)
    if comes then roster.set(id, a, 'idleSince', moment) end
    if comes or presence ~= a.presence then roster.set(id, a, 'presenceSince', moment) end
    roster.set(id, a, 'presence', presence)
    roster.set(id, a, 'heardAt', moment)
    roster.set(id, a, 'vanished', nil)
    local vanishes = roster.vanishesAt(a.heartbeat, presence, moment)
    if vanishes then time.await(keys.vanishing, vanishes, id)
    else call('ZREM', keys.vanishing, id) end
  end,

  wrapUps = function(a) return a.wrappingUp and cjson.decode(a.wrappingUp) or {} end,

  keepWrapUps = function(id, a, list)
    roster.set(id, a, 'wrappingUp', list[1] and cjson.encode(list) or nil)
    if list[1] then time.await(keys.wrapping, tonumber(list[2]), id) else call('ZREM', keys.wrapping, id) end
  end,

  -- A ticket that they served has ended; they may be nobody registered.
  served = function(id, channel)
    local a = roster.load(id)
    if not a then return end
    local wrapUp = cjson.decode(a.wrapUp)
    local till = now + (wrapUp.byChannel[channel] or wrapUp.otherwise)
    if till > tonumber(a.idleSince) then roster.set(id, a, 'idleSince', digits(till)) end
    if till == now then return end
    local list = roster.wrapUps(a)
    local place = #list
    while place > 0 and tonumber(list[place]) > till do place = place - 2 end
    table.insert(list, place + 1, channel)
    table.insert(list, place + 2, digits(till))
    roster.keepWrapUps(id, a, list)
  end,

  vanish = function(id)
    local a = roster.load(id)
    call('ZREM', keys.vanishing, id)
    roster.set(id, a, 'vanished', '1')
    if a.presence == 'available' then
      roster.set(id, a, 'presenceSince', digits(roster.vanishesAt(a.heartbeat, a.presence, a.heardAt)))
    end
    call('RPUSH', keys.vanished, id)
  end,

  endWrapUps = function(id)
    local a = roster.load(id)
    local list = roster.wrapUps(a)
    while list[1] and tonumber(list[2]) <= now do
      table.remove(list, 1)
      table.remove(list, 1)
    end
    roster.keepWrapUps(id, a, list)
  end,
}
`,
};
