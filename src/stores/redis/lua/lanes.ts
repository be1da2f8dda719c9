import type { Library } from "../script.ts";
import { channels } from "./channels.ts";

/**
 * A lane: those of one section that require the same skills, in the order of keys 3 to 5. Its members all have score 0, so
 * that Redis sorts them by their bytes: 100 less the contact score in two digits, waiting since in sixteen, arrival in
 * sixteen, then the ticket. A score of a sorted set, a double, could not tell them apart.
 *
 * Skills are sorted, each as JSON with a line feed after it, which JSON never contains: what a lane requires is a path
 * from the root of a set-trie, and the empty text is the lane that requires none.
 *
 * Invariants: no lane is empty. `heads` has the first of each lane that requires skills, `skills` has its path, and `waiting`
 * counts the members of a section's lanes. `line` has just the sections of enabled channels with somebody in them.
 */
export const lanes: Library = {
  uses: [channels],
  text: `
local OWN_KEYS = 34

local function memberOf(id, t)
  local score = t[OWN_SCORE] or t[RULE_SCORE]
  return string.format('%02d%016.0f%016.0f', 100 - score, t[WAITING_SINCE], t[ARRIVAL]) .. id
end
local function keysOf(member) return string.sub(member, 1, OWN_KEYS) end
local function ticketOf(member) return string.sub(member, OWN_KEYS + 1) end

local function enterLane(id, t)
  local section, skills, member = sectionOf(t), t[SKILLS], memberOf(id, t)
  local lane = laneKey(section, skills)
  call('ZADD', lane, 0, member)
  if skills ~= '' then
    local first = call('ZRANGE', lane, 0, 1)
    if first[1] == member then
      call('ZADD', headsKey(section), 0, keysOf(member) .. skills)
      if first[2] then call('ZREM', headsKey(section), keysOf(first[2]) .. skills)
      else call('ZADD', skillsKey(section), 0, skills) end
    end
  end
  if call('HINCRBY', WAITING, section, 1) == 1 then
    local channel = channelOf(t[CHANNEL])
    if isEnabled(channel) then call('ZADD', LINE, rankOf(channel, t[PROMOTED]), section) end
  end
end

local function leaveLane(id, t)
  local section, skills, member = sectionOf(t), t[SKILLS], memberOf(id, t)
  local lane = laneKey(section, skills)
  if skills ~= '' then
    local first = call('ZRANGE', lane, 0, 1)
    if first[1] == member then
      call('ZREM', headsKey(section), keysOf(member) .. skills)
      if first[2] then call('ZADD', headsKey(section), 0, keysOf(first[2]) .. skills)
      else call('ZREM', skillsKey(section), skills) end
    end
  end
  call('ZREM', lane, member)
  if call('HINCRBY', WAITING, section, -1) == 0 then
    call('HDEL', WAITING, section)
    call('ZREM', LINE, section)
  end
end

-- In the line: neither held nor on a paused channel.
local function isWaiting(t)
  return t[STATE] == 'waiting' and isEnabled(channelOf(t[CHANNEL]))
end
`,
};
