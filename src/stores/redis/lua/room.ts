import type { Library } from "../server/script.ts";
import { search } from "./search.ts";

/**
 * Who claims, and what they can be given now. They are described, as an agent of the search, or registered:
 * `{ id, registered: true, own }`, where `own` is the step of their reservations.
 */
export const room: Library = {
  uses: [search],
  text: `
local room
room = {
  -- How many tickets more they can take on all channels together. list: their wrap-ups
  all = function(id, a, list)
    if a.presence ~= 'available' or a.vanished then return 0 end
    local left = cjson.decode(a.capacity).total - #list / 2
    for _, has in ipairs(call('HVALS', keys.of('load', id))) do left = left - has end
    return math.max(0, left)
  end,

  -- The set of channels on which they have all that they can.
  full = function(id, a, list)
    local full = {}
    for channel, most in pairs(cjson.decode(a.capacity).byChannel) do
      local left = most - (call('HGET', keys.of('load', id), channel) or 0)
      for place = 1, #list, 2 do if list[place] == channel then left = left - 1 end end
      full[channel] = left <= 0
    end
    return full
  end,

  -- Whether they can be given a ticket of some channel.
  isThere = function(id, a)
    local list = roster.wrapUps(a)
    if room.all(id, a, list) == 0 then return false end
    local full = room.full(id, a, list)
    if not a.channels and not next(full) then return true end
    for _, name in ipairs(a.channels and cjson.decode(a.channels) or call('HKEYS', keys.channels)) do
      if not full[name] then return true end
    end
    return false
  end,

  -- Who claims as an agent of the search; nothing where they have no room, 'UNKNOWN_AGENT' where they are not registered.
  claimant = function(text)
    local given = cjson.decode(text)
    if not given.registered then return search.able(given) end
    local a = roster.load(given.id)
    if not a then return nil, 'UNKNOWN_AGENT' end
    local list = roster.wrapUps(a)
    if room.all(given.id, a, list) == 0 then return end
    local agent = { id = given.id, channels = a.channels and cjson.decode(a.channels), skills = { given.own } }
    for step in string.gmatch(a.skills or '', '[^\\n]*\\n') do table.insert(agent.skills, step) end
    agent.full = room.full(given.id, a, list)
    return search.able(agent)
  end,
}
`,
};
