import { due } from "../lua/due.ts";
import { order } from "../lua/order.ts";
import { Script } from "../server/script.ts";

/*
 * ARGV     [1] clock, [2] lead, [3] ticket
 * Returns  the case, or nothing
 */
export const getTicket = new Script(
  `
due.catchUp()
return tickets.load(ARGV[3]) and tickets.case(ARGV[3])
`,
  { uses: [due] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] contact
 * Returns  every case of the contact, in no particular order
 */
export const getTicketsOf = new Script(
  `
due.catchUp()
local found = call('ZRANGE', keys.of('contact', ARGV[3]), 0, -1)
for place, id in ipairs(found) do found[place] = tickets.case(id) end
return found
`,
  { uses: [due] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] how many, 0 for all, [4] agent as JSON, or empty
 * Returns  the first so many cases in order, of all or of those the agent can serve
 * Atomic   it sees the line of one moment
 */
export const peek = new Script(
  `
due.catchUp()
local found = order.first(ARGV[4] ~= '' and search.agent(ARGV[4]), tonumber(ARGV[3]))
for place, id in ipairs(found) do found[place] = tickets.case(id) end
return found
`,
  { uses: [due, order] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] the place of the last wanted, from 0; -1 for all
 * Returns  the first so many cases that are held, the soonest to join first
 */
export const peekHeld = new Script(
  `
due.catchUp()
local held = call('ZRANGE', keys.held, 0, ARGV[3])
for place, member in ipairs(held) do held[place] = tickets.case(line.heldId(member)) end
return held
`,
  { uses: [due] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] ticket
 * Returns  its place in the line, 1 for the first; nothing where it does not wait
 * Atomic   it sees the line of one moment; O(channels + lanes of the group that begin before it)
 */
export const getPosition = new Script(
  `
due.catchUp()
local t = tickets.load(ARGV[3])
if not t or not lanes.isWaiting(t) then return false end
local mark, before = '(' .. lanes.keysOf(lanes.member(ARGV[3], t)), 0
local own = call('ZSCORE', keys.line, channels.section(t))
local function countBefore(section, skills)
  return call('ZLEXCOUNT', lanes.key(section, skills), '-', mark)
end
for _, section in ipairs(call('ZRANGE', keys.line, '-inf', '(' .. own, 'BYSCORE')) do
  before = before + call('HGET', keys.waiting, section)
end
for _, section in ipairs(call('ZRANGE', keys.line, own, own, 'BYSCORE')) do
  before = before + countBefore(section, '')
  for _, head in ipairs(call('ZRANGE', keys.of('heads', section), '-', mark, 'BYLEX')) do
    before = before + countBefore(section, string.sub(head, AFTER_KEYS))
  end
end
return before + 1
`,
  { uses: [due] },
);

/*
 * ARGV     [1] clock, [2] lead
 * Returns  how many wait, are held, are paused; how many of those waiting are absolute, or promoted
 * Atomic   it sees the line of one moment; O(channels)
 */
export const getCounts = new Script(
  `
due.catchUp()
local inTiers, all = { [0] = 0, 0, 0 }, 0
for _, count in ipairs(call('HVALS', keys.waiting)) do all = all + count end
local sections = call('ZRANGE', keys.line, 0, -1, 'WITHSCORES')
for place = 1, #sections, 2 do
  local tier = math.floor(sections[place + 1] / 1000)
  inTiers[tier] = inTiers[tier] + call('HGET', keys.waiting, sections[place])
end
local waiting = inTiers[0] + inTiers[1] + inTiers[2]
return { waiting, call('ZCARD', keys.held), all - waiting, inTiers[0], inTiers[1] }
`,
  { uses: [due] },
);

/*
 * What time has brought, and will bring. What has passed, and who has vanished, is told to whoever asks first.
 *
 * ARGV     [1] clock, [2] lead
 * Returns  the time, whether somebody urgent waits, what has passed (each as JSON, [what, case, agent, state and beginning of
 *          a claim that has ended by it, or null]), who has vanished, when time will next change something or nothing, when
 *          the oldest closed ticket was closed or nothing
 * Atomic   told, and no longer to be told
 */
export const getAgenda = new Script(
  `
due.catchUp()
local told, next, closedAt = {}, nil, false
for _, change in ipairs(call('LRANGE', keys.passed, 0, -1)) do
  local what, id, agent, state, since = unpack(cjson.decode(change))
  local claim = agent and cjson.encode({ agent, state, since }) or 'null'
  -- Of one that was purged nothing is kept.
  if tickets.load(id) then table.insert(told, '["' .. what .. '",' .. tickets.case(id) .. ',' .. claim .. ']') end
end
local vanished = call('LRANGE', keys.vanished, 0, -1)
call('DEL', keys.passed, keys.vanished)
for _, set in ipairs({ keys.held, keys.awaited, keys.vanishing, keys.wrapping }) do
  next = sooner(next, tonumber(call('ZRANGE', set, 0, 0, 'WITHSCORES')[2] or ''))
end
local oldest = call('ZRANGE', keys.closed, 0, 0)[1]
if oldest then closedAt = tickets.load(oldest)[CLOSED_AT] end
local foremost = call('ZRANGE', keys.line, 0, 0, 'WITHSCORES')[2]
local urgent = foremost ~= nil and tonumber(foremost) < 2000
return { now, urgent, told, vanished, next and next < math.huge and digits(next) or false, closedAt }
`,
  { uses: [due] },
);
