import { due } from "../lua/due.ts";
import { gate } from "../lua/gate.ts";
import { Script } from "../script.ts";

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
local outcomes, given = {}, call('HMGET', base, 'rulesVersion', 'arrivals')
local version, before = given[1] or '0', tonumber(given[2]) or 0
local arrivals = before

local function enter(id, record, body, clearance)
  if tickets.load(id) then
    local stored = cjson.decode(call('HGET', keys.bodies, id))
    if stored[1] ~= cjson.decode(body)[1] then return '["duplicate"]' end
    return '["present",' .. tickets.case(id) .. ']'
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
  call('HSET', keys.bodies, id, body)
  if t[CONTACT] ~= '' then call('ZADD', keys.of('contact', t[CONTACT]), '0', id) end
  line.join(id, t)
  if not verdict.allowed then gate.stop(id, t, verdict) end
  tickets.save(id, t)
  return '["entered",' .. tickets.records[id] .. ']'
end

due.settle()
for i = 3, #ARGV, 4 do table.insert(outcomes, enter(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3])) end
if arrivals > before then call('HSET', base, 'arrivals', digits(arrivals)) end
lanes.count()
return outcomes
`,
  { uses: [due, gate], grows: true },
);
