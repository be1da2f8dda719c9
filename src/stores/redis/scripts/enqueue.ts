import { due } from "../lua/due.ts";
import { gate } from "../lua/gate.ts";
import { Script } from "../server/script.ts";

/*
 * Puts tickets in the line, on hold, or where the gate wants them.
 *
 * ARGV     [1] clock, [2] lead, then of each ticket
 *          id, record as a JSON array (without state and places; receivedAt `false` where the store stamps it),
 *          fingerprint and body as a JSON array; clearance as JSON or empty
 * Returns  of each ticket, as JSON, one of
 *          ['entered', record], ['present', case], ['duplicate'], ['outdated'], ['UNKNOWN' or 'BARRED' as a channel],
 *          ['ask', settings of the channel, basis]
 * Atomic   all of them; each is let in, or nothing of it is stored
 */
export const enqueue = new Script(
  `
local outcomes, given = {}, call('HMGET', base, 'soonest', 'rulesVersion', 'arrivals')
local version, before = given[2] or '0', tonumber(given[3]) or 0
local arrivals = before
-- Each of Redis' commands takes longer than a few more arguments of one: all are looked up together, and written together.
local ids, records, bodies = {}, {}, {}
local recordOf, bodyOf = {}, {}

local function enter(id, record, body, clearance)
  if recordOf[id] then
    local stored = bodyOf[id] or call('HGET', keys.bodies, id)
    if cjson.decode(stored)[1] ~= cjson.decode(body)[1] then return '["duplicate"]' end
    return '["present",[' .. recordOf[id] .. ',' .. stored .. ']]'
  end
  local t = tickets.parsed(record)
  if t[RULES_VERSION] ~= version then return '["outdated"]' end
  local refusal = channels.barred(t[CHANNEL], t[DIRECTION])
  if refusal then return '["' .. refusal .. '"]' end
  t[RECEIVED_AT] = t[RECEIVED_AT] or moment
  local verdict = gate.verdict(id, t, clearance)
  if not verdict then return cjson.encode({ 'ask', channels.of(t[CHANNEL]), gate.basis(t) }) end
  t[ARRIVAL] = digits(arrivals)
  arrivals = arrivals + 1
  if t[CONTACT] ~= '' then call('ZADD', keys.of('contact', t[CONTACT]), '0', id) end
  line.join(id, t)
  if not verdict.allowed then gate.stop(id, t, verdict) end
  recordOf[id], bodyOf[id] = tickets.record(t), body
  local last = #records
  records[last + 1], records[last + 2] = id, recordOf[id]
  bodies[last + 1], bodies[last + 2] = id, body
  return '["entered",' .. recordOf[id] .. ']'
end

due.catchUp(given[1])
for i = 3, #ARGV, 4 do table.insert(ids, ARGV[i]) end
for place, record in ipairs(call('HMGET', keys.tickets, unpack(ids))) do recordOf[ids[place]] = record end
for i = 3, #ARGV, 4 do table.insert(outcomes, enter(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3])) end
if arrivals > before then
  call('HSET', base, 'arrivals', digits(arrivals))
  call('HSET', keys.tickets, unpack(records))
  call('HSET', keys.bodies, unpack(bodies))
end
lanes.count()
return outcomes
`,
  { uses: [due, gate], grows: true },
);
