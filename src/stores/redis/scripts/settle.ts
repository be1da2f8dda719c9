import { change } from "../lua/change.ts";
import { claims } from "../lua/claims.ts";
import { Script } from "../script.ts";

/*
 * Settles claims.
 *
 * ARGV     [1] clock, [2] lead, then of each claim
 *          token, 'completed', 'cancelled' or 'released', the change of a release as JSON or empty, clearance as JSON or empty
 * Returns  of each claim one of
 *          { 'settled', case, agent, whether the gate stopped it }, { 'stale' }, { 'UNKNOWN' or 'BARRED' as a channel,
 *          channel, direction }, { 'ask', inquiry }
 * Atomic   all of them; each is settled, or nothing of it is changed
 */
export const settleClaims = new Script(
  `
local function release(id, t, change, clearance)
  local next = changed(t, change)
  local refusal = next[CHANNEL] ~= t[CHANNEL] and barred(next[CHANNEL], t[DIRECTION])
  if refusal then return { refusal, next[CHANNEL], t[DIRECTION] } end
  local verdict = verdictOn(id, next, clearance)
  if not verdict then return { 'ask', inquiryOf(id, next) } end
  local agent = t[AGENT]
  replace(id, t, change)
  letGo(t)
  if not verdict.allowed then stop(id, t, verdict) end
  save(id, t)
  return { 'settled', case(id, t), agent, not verdict.allowed }
end

local function settleOne(token, how, change, clearance)
  local id = claimed(token)
  if not id then return { 'stale' } end
  local t = load(id)
  if how == 'released' then return release(id, t, cjson.decode(change), clearanceIn(clearance)) end
  local agent = t[AGENT]
  close(id, t, how)
  save(id, t)
  return { 'settled', case(id, t), agent }
end

local outcomes = {}
for i = 3, #ARGV, 4 do
  table.insert(outcomes, settleOne(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]))
end
return outcomes
`,
  { uses: [change, claims] },
);
