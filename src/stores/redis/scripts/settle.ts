import { change } from "../lua/change.ts";
import { claims } from "../lua/claims.ts";
import { Script } from "../script.ts";

/*
 * Settles claims.
 *
 * ARGV     [1] clock, [2] lead, then of each claim
 *          token, 'completed', 'cancelled' or 'released', the change of a release as JSON or empty, clearance as JSON or empty
 * Returns  of each claim, as JSON, one of
 *          ['settled', case, agent, whether the gate stopped it], ['stale'], ['UNKNOWN' or 'BARRED' as a channel, channel,
 *          direction], ['ask', inquiry]
 * Atomic   all of them; each is settled, or nothing of it is changed
 */
export const settleClaims = new Script(
  `
local outcomes, most = {}, (#ARGV - 2) / 4

local function told(id, agent, stopped)
  return '["settled",' .. tickets.case(id) .. ',' .. cjson.encode(agent) .. ',' .. tostring(stopped) .. ']'
end

local function release(id, t, changes, clearance)
  local next = change.preview(t, changes)
  local refusal = next[CHANNEL] ~= t[CHANNEL] and channels.barred(next[CHANNEL], t[DIRECTION])
  if refusal then return cjson.encode({ refusal, next[CHANNEL], t[DIRECTION] }) end
  local verdict = gate.verdict(id, next, clearance)
  if not verdict then return '["ask",' .. gate.inquiry(id, next) .. ']' end
  local agent = t[AGENT]
  change.replace(id, t, changes)
  line.letGo(t)
  if not verdict.allowed then gate.stop(id, t, verdict) end
  tickets.save(id, t)
  return told(id, agent, not verdict.allowed)
end

local function settle(token, how, changes, clearance)
  local id = claims.ticket(token)
  if not id then return '["stale"]' end
  local t = tickets.load(id)
  if how == 'released' then return release(id, t, cjson.decode(changes), clearance) end
  local agent = t[AGENT]
  line.close(id, t, how, most)
  tickets.save(id, t)
  return told(id, agent, false)
end

for i = 3, #ARGV, 4 do
  table.insert(outcomes, settle(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]))
end
lanes.count()
return outcomes
`,
  { uses: [change, claims] },
);
