import type { Library } from "../server/script.ts";
import { channels } from "./channels.ts";

/**
 * A lane: those of one section that require the same skills, in the order of keys 3 to 5. Its members all have score 0, so
 * that Redis sorts them by their bytes: 100 less the contact score in two digits, waiting since in sixteen, arrival in
 * sixteen, then the ticket. A score of a sorted set, a double, could not tell them apart.
 *
 * Skills are sorted, each as JSON with a line feed after it, which JSON never contains: what a lane requires is a path
 * from the root of a set-trie, and the empty text is the lane that requires none. A reservation is a skill that one agent
 * alone has: it is the first step, an exclamation mark before the agent's id as JSON, which sorts before any skill.
 *
 * Invariants, at the end of a script: no lane is empty. `heads` has the first of each lane that requires skills, by its keys
 * and then the skills; `skills` has its path. `waiting` counts the members of a section's lanes. `line` has just the
 * sections of enabled channels with somebody in them.
 */
export const lanes: Library = {
  uses: [channels],
  constants: { OWN_KEYS: 34, AFTER_KEYS: 35 },
  text: `
-- moved: what is not yet counted, by section.
local lanes
lanes = {
  moved = {},

  -- By section: the key of its lane that requires no skill, with which those of its other lanes begin.
  plain = {},

  key = function(section, skills)
    local plain = lanes.plain[section]
    if not plain then
      plain = base .. ':lane:' .. #section .. ':' .. section
      lanes.plain[section] = plain
    end
    return plain .. skills
  end,

  -- In sixteen digits: text of any moment, sorted as the moments are.
  padded = function(digits) return string.sub('0000000000000000', #digits + 1) .. digits end,

  path = function(t) return t[RESERVED] and t[RESERVED] .. t[SKILLS] or t[SKILLS] end,

  member = function(id, t)
    return (t[OWN_SCORE] or t[RULE_SCORE]) .. lanes.padded(t[WAITING_SINCE]) .. lanes.padded(t[ARRIVAL]) .. id
  end,

  -- Of a member, what it is sorted by, in the place of a longer text.
  keysOf = function(member) return string.sub(member, 1, OWN_KEYS) end,

  -- Keeps the heads when a member, the first of its lane or not, has come or is about to leave.
  enterHeads = function(section, skills, lane, member)
    local first = call('ZRANGE', lane, '0', '1')
    if first[1] ~= member then return end
    call('ZADD', keys.of('heads', section), '0', lanes.keysOf(member) .. skills)
    if first[2] then call('ZREM', keys.of('heads', section), lanes.keysOf(first[2]) .. skills)
    else call('ZADD', keys.of('skills', section), '0', skills) end
  end,
  leaveHeads = function(section, skills, lane, member)
    local first = call('ZRANGE', lane, '0', '1')
    if first[1] ~= member then return end
    call('ZREM', keys.of('heads', section), lanes.keysOf(member) .. skills)
    if first[2] then call('ZADD', keys.of('heads', section), '0', lanes.keysOf(first[2]) .. skills)
    else call('ZREM', keys.of('skills', section), skills) end
  end,

  enter = function(id, t)
    local section, skills, member = channels.section(t), lanes.path(t), lanes.member(id, t)
    local lane = lanes.key(section, skills)
    call('ZADD', lane, '0', member)
    if skills ~= '' then lanes.enterHeads(section, skills, lane, member) end
    lanes.moved[section] = (lanes.moved[section] or 0) + 1
  end,

  leave = function(id, t)
    local section, skills, member = channels.section(t), lanes.path(t), lanes.member(id, t)
    local lane = lanes.key(section, skills)
    if skills ~= '' then lanes.leaveHeads(section, skills, lane, member) end
    call('ZREM', lane, member)
    lanes.moved[section] = (lanes.moved[section] or 0) - 1
  end,

  -- Counts what has moved. Every script that moves anybody ends with it.
  count = function()
    for section, by in pairs(lanes.moved) do
      local waiting = by ~= 0 and call('HINCRBY', keys.waiting, section, by)
      if waiting == 0 then
        call('HDEL', keys.waiting, section)
        call('ZREM', keys.line, section)
      elseif waiting == by and channels.is(channels.of(string.sub(section, 2)), IS_ENABLED) then
        call('ZADD', keys.line, channels.rank(section), section)
      end
    end
    lanes.moved = {}
  end,

  -- In the line: neither held nor on a paused channel.
  isWaiting = function(t)
    return t[STATE] == 'waiting' and channels.is(channels.of(t[CHANNEL]), IS_ENABLED)
  end,
}
`,
};
