import { change } from "../lua/change.ts";
import { claims } from "../lua/claims.ts";
import { due } from "../lua/due.ts";
import { refusals } from "../lua/refusals.ts";
import { Script } from "../server/script.ts";

/*
 * Settles claims.
 *
 * ARGV     [1] clock, [2] lead, then of each claim
 *          token, 'completed', 'cancelled', 'released' or 'returned', the change of a release as JSON or for how long an offer
 *          that is returned is refused, or empty; clearance as JSON or empty
 * Returns  of each claim, as JSON, one of
 *          ['settled', case, the claim as agent, state and beginning, whether the gate stopped it], ['stale'],
 *          ['accepted', agent], ['UNKNOWN' or 'BARRED' as a channel, channel, direction], ['ask', inquiry]
 * Atomic   all of them; each is settled, or nothing of it is changed
 */
export const settleClaims = new Script(
  `
local outcomes, most = {}, (#ARGV - 2) / 4

local function told(id, claim, stopped)
  return '["settled",' .. tickets.case(id) .. ',' .. claim .. ',' .. tostring(stopped) .. ']'
end

local function giveBack(id, t, refusedFor)
  if t[STATE] ~= 'offered' then return cjson.encode({ 'accepted', t[AGENT] }) end
  local claim, agent = claims.ending(t), t[AGENT]
  line.letGo(id, t)
  if refusedFor ~= '' then refusals.add(t, agent, now + refusedFor) end
  line.join(id, t)
  tickets.save(id, t)
  return told(id, claim, false)
end

local function release(id, t, changes, clearance)
  local next = change.preview(t, changes)
  local refusal = next[CHANNEL] ~= t[CHANNEL] and channels.barred(next[CHANNEL], t[DIRECTION])
  if refusal then return cjson.encode({ refusal, next[CHANNEL], t[DIRECTION] }) end
  local verdict = gate.verdict(id, next, clearance)
  if not verdict then return '["ask",' .. gate.inquiry(id, next) .. ']' end
  local claim = claims.ending(t)
  claims.finish(id, t)
  change.replace(id, t, changes)
  if not verdict.allowed then gate.stop(id, t, verdict) end
  tickets.save(id, t)
  return told(id, claim, not verdict.allowed)
end

local function settle(token, how, given, clearance)
  local id = claims.ticket(token)
  if not id then return '["stale"]' end
  local t = tickets.load(id)
  if how == 'released' then return release(id, t, cjson.decode(given), clearance) end
  if how == 'returned' then return giveBack(id, t, given) end
  local claim = claims.ending(t)
  claims.finish(id, t)
  line.close(id, t, how, most)
  tickets.save(id, t)
  return told(id, claim, false)
end

due.catchUp()
for i = 3, #ARGV, 4 do
  table.insert(outcomes, settle(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]))
end
lanes.count()
return outcomes
`,
  { uses: [change, claims, due, refusals] },
);
