import type { Library } from "../script.ts";
import { line } from "./line.ts";

/**
 * Who is first, and who comes next, of those an agent can serve. The sections are read in the order of keys 1 and 2; those
 * that these keys do not tell apart are one group, in which the lanes' own order decides.
 *
 * An agent is JSON, `{ id, channels, skills }`: without channels every channel; skills in sorted order, as in a lane's
 * path. `nil` stands for whoever can serve anybody.
 */
export const search: Library = {
  uses: [line],
  text: `
-- So many heads are looked at before the lanes are looked for by the agent's own skills.
local HEADS = 32

local function setOf(list)
  local set = {}
  for _, one in ipairs(list) do set[one] = true end
  return set
end

local function agentIn(text)
  local agent = cjson.decode(text)
  agent.serves = agent.channels and setOf(agent.channels)
  agent.has = setOf(agent.skills)
  return agent
end

local function canServe(agent, section)
  return not agent or not agent.serves or agent.serves[string.sub(section, 2)]
end

local function hasAll(agent, skills)
  if not agent then return true end
  for skill in string.gmatch(skills, '[^\\n]*\\n') do
    if not agent.has[skill] then return false end
  end
  return true
end

-- Walks the set-trie: visits every lane that requires some of these skills, from the one at place \`from\` on, and the
-- path so far. Whatever requires another skill is never looked at.
local function walk(section, skills, path, from, visit)
  for place = from, #skills do
    local longer = path .. skills[place]
    local found = call('ZRANGE', skillsKey(section), '[' .. longer, '(' .. longer .. '\\255', 'BYLEX', 'LIMIT', 0, 1)[1]
    if found then
      if found == longer then visit(longer) end
      walk(section, skills, longer, place + 1, visit)
    end
  end
end

local function headOf(section, skills) return call('ZRANGE', laneKey(section, skills), 0, 0)[1] end

-- The better of a member and the head of a lane. Members differ within their keys.
local function better(member, section, skills)
  local head = headOf(section, skills)
  if not member then return head end
  return head and keysOf(head) < keysOf(member) and head or member
end

local function firstIn(section, agent, best)
  best = better(best, section, '')
  if agent and #agent.skills == 0 then return best end
  local heads = call('ZRANGE', headsKey(section), 0, HEADS - 1)
  for _, head in ipairs(heads) do
    local skills = string.sub(head, OWN_KEYS + 1)
    if hasAll(agent, skills) then return better(best, section, skills) end
  end
  if #heads == HEADS then
    walk(section, agent.skills, '', 1, function(skills) best = better(best, section, skills) end)
  end
  return best
end

-- The ticket that comes first of those the agent can serve. O(channels + lanes that the agent can serve), or O(channels)
-- where one of the first heads can be served.
local function first(agent)
  local sections = call('ZRANGE', LINE, 0, -1, 'WITHSCORES')
  local best, group
  for place = 1, #sections, 2 do
    local section, rank = sections[place], sections[place + 1]
    if best and rank ~= group then break end
    if canServe(agent, section) then
      best = firstIn(section, agent, best)
      if best then group = rank end
    end
  end
  return best and ticketOf(best)
end

-- The skills of the lanes among which the first \`count\` of a section are.
local function lanesIn(section, agent, count)
  local found = { '' }
  if not agent then
    for _, head in ipairs(call('ZRANGE', headsKey(section), 0, count - 1)) do
      table.insert(found, string.sub(head, OWN_KEYS + 1))
    end
  else
    walk(section, agent.skills, '', 1, function(skills) table.insert(found, skills) end)
  end
  return found
end

-- The first \`count\` tickets in order, 0 for all.
local function inOrder(agent, count)
  local sections = call('ZRANGE', LINE, 0, -1, 'WITHSCORES')
  local found, members, group = {}, {}, nil
  local function endGroup()
    table.sort(members, function(a, b) return keysOf(a) < keysOf(b) end)
    for _, member in ipairs(members) do
      if count == 0 or #found < count then table.insert(found, ticketOf(member)) end
    end
    members = {}
  end
  for place = 1, #sections, 2 do
    local section, rank = sections[place], sections[place + 1]
    if rank ~= group then
      endGroup()
      if count > 0 and #found == count then break end
      group = rank
    end
    if canServe(agent, section) then
      local wanted = count == 0 and 0 or count - #found
      for _, skills in ipairs(lanesIn(section, agent, wanted)) do
        for _, member in ipairs(call('ZRANGE', laneKey(section, skills), 0, wanted - 1)) do
          table.insert(members, member)
        end
      end
    end
  end
  endGroup()
  return found
end
`,
};
