import { gate } from "../lua/gate.ts";
import { Script } from "../script.ts";

/** How many arguments one ticket takes. */
const ENTRY_ARGUMENTS = 13;

/*
 * Puts tickets in the line, on hold, or where the gate wants them.
 *
 * ARGV     [1] clock, [2] lead, then of each ticket
 *          id, fingerprint as JSON with a line feed, body as JSON, channel, skills as a path, contact or empty, direction,
 *          own score or empty, score by the rules, their version, received at or empty, scheduled for or empty,
 *          clearance as JSON or empty
 * Returns  of each ticket one of
 *          { 'entered', record }, { 'present', case }, { 'duplicate' }, { 'outdated' }, { 'UNKNOWN' or 'BARRED' as a
 *          channel }, { 'ask', settings of the channel, basis }
 * Atomic   all of them; each is let in, or nothing of it is stored
 */
export const enqueue = new Script(
  `
local function enter(id, fingerprint, body, channel, skills, contact, direction, own, score, version, received, scheduled, clearance)
  local present = load(id)
  if present then
    local stored = call('HGET', BODIES, id)
    if string.sub(stored, 1, #fingerprint) ~= fingerprint then return { 'duplicate' } end
    return { 'present', { id, present, stored } }
  end
  if (call('HGET', META, 'rulesVersion') or '0') ~= version then return { 'outdated' } end
  local refusal = barred(channel, direction)
  if refusal then return { refusal } end
  local t = {}
  for place = 1, CLOSED_AT do t[place] = false end
  t[CHANNEL], t[SKILLS], t[CONTACT], t[DIRECTION] = channel, skills, contact, direction
  t[OWN_SCORE], t[RULE_SCORE], t[RULES_VERSION] = tonumber(own) or false, tonumber(score), tonumber(version)
  t[RECEIVED_AT], t[SCHEDULED_FOR] = tonumber(received) or now, tonumber(scheduled) or false
  local verdict = verdictOn(id, t, clearanceIn(clearance))
  if not verdict then return { 'ask', channelOf(channel), basisOf(t) } end
  t[ARRIVAL] = call('HINCRBY', META, 'arrivals', 1) - 1
  call('HSET', BODIES, id, fingerprint .. body)
  if contact ~= '' then call('ZADD', contactKey(contact), 0, id) end
  join(id, t)
  if not verdict.allowed then stop(id, t, verdict) end
  save(id, t)
  return { 'entered', t }
end

settle()
local outcomes = {}
for i = 3, #ARGV, ${ENTRY_ARGUMENTS} do
  table.insert(outcomes, enter(unpack(ARGV, i, i + ${ENTRY_ARGUMENTS - 1})))
end
return outcomes
`,
  { uses: [gate], grows: true },
);
