import type { Library } from "../server/script.ts";
import { due } from "./due.ts";

/** Agents, and what they have. */
export const agents: Library = {
  uses: [due],
  text: `
local agents
agents = {
  -- What they have, in the order in which it was given to them.
  serving = function(id) return call('ZRANGE', keys.of('serving', id), 0, -1) end,

  -- Their offers wait again.
  withdrawOffers = function(id)
    for _, ticket in ipairs(agents.serving(id)) do
      local t = tickets.load(ticket)
      if t[STATE] == 'offered' then due.takeBack(ticket, t) end
    end
  end,

  -- What they have is awaited for as long as they are heard from.
  awaitAgain = function(id)
    for _, ticket in ipairs(agents.serving(id)) do
      local t = tickets.load(ticket)
      local was = t[AWAITED]
      line.awaitAgent(ticket, t)
      if t[AWAITED] ~= was then tickets.save(ticket, t) end
    end
  end,

  -- As they are told to the outside: their sheet, then channel, count, channel, count … of what they have. As JSON.
  seen = function(id, a)
    local told = {
      id, a.channels or false, a.skills or '', a.capacity, a.wrapUp, a.presence, a.heartbeat or false, a.releaseAfter or false,
      a.vanished or false, a.presenceSince, a.heardAt, a.idleSince, a.wrappingUp or '[]'
    }
    for _, one in ipairs(call('HGETALL', keys.of('load', id))) do table.insert(told, one) end
    return cjson.encode(told)
  end,
}
`,
};
