import type { Library } from "../server/script.ts";
import { line } from "./line.ts";

/**
 * Who is first of those an agent can serve. The sections are read in the order of keys 1 and 2; those that these keys do
 * not tell apart are one group, in which the lanes' own order decides.
 *
 * An agent is JSON, `{ id, channels, skills }`: without channels every channel; the skills are steps of a lane's path, in
 * its order, their own reservation first. One who is registered has `full` besides, a set of channels.
 */
export const search: Library = {
  uses: [line],
  // So many heads are looked at before lanes are looked for by the agent's own skills.
  constants: { HEADS: 32 },
  text: `
local search
search = {
  setOf = function(list)
    local set = {}
    for _, one in ipairs(list) do set[one] = true end
    return set
  end,

  agent = function(text)
    return search.able(cjson.decode(text))
  end,

  able = function(agent)
    agent.serves = agent.channels and search.setOf(agent.channels)
    return agent
  end,

  canServe = function(agent, section)
    local name = string.sub(section, 2)
    return (not agent.serves or agent.serves[name]) and not (agent.full and agent.full[name])
  end,

  hasAll = function(agent, skills)
    agent.has = agent.has or search.setOf(agent.skills)
    for skill in string.gmatch(skills, '[^\\n]*\\n') do
      if not agent.has[skill] then return false end
    end
    return true
  end,

  -- Walks the set-trie: visits every lane that requires some of these skills, beginning with the one at place \`from\`, and
  -- those of the path so far. Whatever requires another skill is never looked at.
  walk = function(section, skills, path, from, visit)
    local trie = keys.of('skills', section)
    for place = from, #skills do
      local longer = path .. skills[place]
      local found = call('ZRANGE', trie, '[' .. longer, '(' .. longer .. '\\255', 'BYLEX', 'LIMIT', '0', '1')[1]
      if found then
        if found == longer then visit(longer) end
        search.walk(section, skills, longer, place + 1, visit)
      end
    end
  end,

  -- The better of a member and the head of a lane. Members differ within their keys.
  better = function(member, section, skills)
    local head = call('ZRANGE', lanes.key(section, skills), '0', '0')[1]
    if not member then return head end
    return head and lanes.keysOf(head) < lanes.keysOf(member) and head or member
  end,

  firstIn = function(section, agent, best)
    best = search.better(best, section, '')
    if not agent.skills[2] then return search.better(best, section, agent.skills[1]) end
    local heads = call('ZRANGE', keys.of('heads', section), 0, HEADS - 1)
    for _, head in ipairs(heads) do
      local skills = string.sub(head, AFTER_KEYS)
      if search.hasAll(agent, skills) then return search.better(best, section, skills) end
    end
    if #heads == HEADS then
      search.walk(section, agent.skills, '', 1, function(skills) best = search.better(best, section, skills) end)
    end
    return best
  end,

  -- The ticket that comes first. O(channels + lanes that the agent can serve), or O(channels) where the agent can serve one
  -- of the first heads.
  first = function(agent)
    local sections = call('ZRANGE', keys.line, '0', '-1', 'WITHSCORES')
    local best, group
    for place = 1, #sections, 2 do
      local section, rank = sections[place], sections[place + 1]
      if best and rank ~= group then break end
      if search.canServe(agent, section) then
        best = search.firstIn(section, agent, best)
        if best then group = rank end
      end
    end
    return best and string.sub(best, AFTER_KEYS)
  end,
}
`,
};
