import { line } from "../lua/line.ts";
import { search } from "../lua/search.ts";
import { Script } from "../script.ts";

/*
 * ARGV     [1] clock, [2] lead, [3] ticket
 * Returns  the case, or nothing
 */
export const getTicket = new Script(
  `
settle()
local t = load(ARGV[3])
return t and case(ARGV[3], t)
`,
  { uses: [line] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] how many, 0 for all, [4] agent as JSON, or empty
 * Returns  the first so many cases in order, of all or of those the agent can serve
 * Atomic   it sees the line of one moment
 */
export const peek = new Script(
  `
settle()
local found = inOrder(ARGV[4] ~= '' and agentIn(ARGV[4]) or nil, tonumber(ARGV[3]))
for place, id in ipairs(found) do found[place] = case(id, load(id)) end
return found
`,
  { uses: [search] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] ticket
 * Returns  its place in the line, 1 for the first; nothing where it does not wait
 * Atomic   it sees the line of one moment; O(channels + lanes of the group that begin before it)
 */
export const getPosition = new Script(
  `
settle()
local t = load(ARGV[3])
if not t or not isWaiting(t) then return false end
local keys, before = '(' .. keysOf(memberOf(ARGV[3], t)), 0
local own = call('ZSCORE', LINE, sectionOf(t))
local function countBefore(section, skills)
  return call('ZLEXCOUNT', laneKey(section, skills), '-', keys)
end
for _, section in ipairs(call('ZRANGE', LINE, '-inf', '(' .. own, 'BYSCORE')) do
  before = before + call('HGET', WAITING, section)
end
for _, section in ipairs(call('ZRANGE', LINE, own, own, 'BYSCORE')) do
  before = before + countBefore(section, '')
  for _, head in ipairs(call('ZRANGE', headsKey(section), '-', keys, 'BYLEX')) do
    before = before + countBefore(section, string.sub(head, OWN_KEYS + 1))
  end
end
return before + 1
`,
  { uses: [line] },
);

/*
 * ARGV     [1] clock, [2] lead
 * Returns  how many wait, are held, are paused; how many of those waiting are absolute, or promoted
 * Atomic   it sees the line of one moment; O(channels)
 */
export const getCounts = new Script(
  `
settle()
local inTiers, all = { [0] = 0, 0, 0 }, 0
for _, count in ipairs(call('HVALS', WAITING)) do all = all + count end
local sections = call('ZRANGE', LINE, 0, -1, 'WITHSCORES')
for place = 1, #sections, 2 do
  local tier = tierOf(sections[place + 1])
  inTiers[tier] = inTiers[tier] + call('HGET', WAITING, sections[place])
end
local waiting = inTiers[0] + inTiers[1] + inTiers[2]
return { waiting, call('ZCARD', HELD), all - waiting, inTiers[0], inTiers[1] }
`,
  { uses: [line] },
);

/*
 * What time has brought, and will bring. Each promoted ticket is told to whoever asks first.
 *
 * ARGV     [1] clock, [2] lead
 * Returns  the time, whether somebody urgent waits, the promoted cases, when the next hold ends or nothing, when the oldest
 *          closed ticket was closed or nothing
 * Atomic   told, and no longer to be told
 */
export const getAgenda = new Script(
  `
settle()
local promoted, next, closedAt = {}, false, false
for _, id in ipairs(call('LRANGE', PROMOTIONS, 0, -1)) do
  local t = load(id)
  if t then table.insert(promoted, case(id, t)) end
end
call('DEL', PROMOTIONS)
local sooner = call('ZRANGE', HELD, 0, 0, 'WITHSCORES')[2]
if sooner and sooner ~= 'inf' then next = tonumber(sooner) end
local oldest = call('ZRANGE', CLOSED, 0, 0)[1]
if oldest then closedAt = load(oldest)[CLOSED_AT] end
local foremost = call('ZRANGE', LINE, 0, 0, 'WITHSCORES')[2]
return { now, foremost ~= nil and isUrgent(tonumber(foremost)), promoted, next, closedAt }
`,
  { uses: [line] },
);
