import type { Library } from "../server/script.ts";
import { search } from "./search.ts";

/** Who comes next, and next. `agent` is nothing for whoever can serve anybody; `count` is 0 for all. */
export const order: Library = {
  uses: [search],
  text: `
local order
order = {
  -- The skills of the lanes among which the first of a section are.
  lanes = function(section, agent, count)
    local found = { '' }
    if agent then
      search.walk(section, agent.skills, '', 1, function(skills) table.insert(found, skills) end)
    else
      for _, head in ipairs(call('ZRANGE', keys.of('heads', section), 0, count - 1)) do
        table.insert(found, string.sub(head, AFTER_KEYS))
      end
    end
    return found
  end,

  -- Adds the first of a section that the agent can serve to \`members\`.
  gather = function(members, section, agent, count)
    if agent and not search.canServe(agent, section) then return end
    for _, skills in ipairs(order.lanes(section, agent, count)) do
      for _, member in ipairs(call('ZRANGE', lanes.key(section, skills), 0, count - 1)) do
        table.insert(members, member)
      end
    end
  end,

  -- The first tickets of the line.
  first = function(agent, count)
    local sections = call('ZRANGE', keys.line, 0, -1, 'WITHSCORES')
    local found, place = {}, 1
    while place <= #sections and (count == 0 or #found < count) do
      local group, members = sections[place + 1], {}
      while sections[place + 1] == group do
        order.gather(members, sections[place], agent, count == 0 and 0 or count - #found)
        place = place + 2
      end
      table.sort(members, function(a, b) return lanes.keysOf(a) < lanes.keysOf(b) end)
      for _, member in ipairs(members) do
        if count > 0 and #found == count then break end
        table.insert(found, string.sub(member, AFTER_KEYS))
      end
    end
    return found
  end,
}
`,
};
