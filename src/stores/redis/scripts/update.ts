import { change } from "../lua/change.ts";
import { claims } from "../lua/claims.ts";
import { due } from "../lua/due.ts";
import { Script } from "../server/script.ts";

/*
 * Changes a ticket that waits or is held. What the gate holds stays held, unless it changes its channel.
 *
 * ARGV     [1] clock, [2] lead, [3] ticket, [4] change as JSON, [5] clearance as JSON or empty
 * Returns  as JSON, ['updated', case], ['UNKNOWN_TICKET'], ['TICKET_NOT_WAITING', state], ['UNKNOWN' or 'BARRED' as a channel,
 *          channel, direction] or ['ask', inquiry]
 * Atomic   changed and moved to its new place, or nothing
 */
export const update = new Script(
  `
due.catchUp()
local id, changes = ARGV[3], cjson.decode(ARGV[4])
local t = tickets.load(id)
if not t then return '["UNKNOWN_TICKET"]' end
if t[STATE] ~= 'waiting' and t[STATE] ~= 'held' then
  return '["TICKET_NOT_WAITING","' .. t[STATE] .. '"]'
end
local next = change.preview(t, changes)
local verdict
if next[CHANNEL] ~= t[CHANNEL] then
  local refusal = channels.barred(next[CHANNEL], t[DIRECTION])
  if refusal then return cjson.encode({ refusal, next[CHANNEL], t[DIRECTION] }) end
  verdict = gate.verdict(id, next, ARGV[5])
  if not verdict then return '["ask",' .. gate.inquiry(id, next) .. ']' end
end
local till = not verdict and t[HELD_UNTIL]
change.replace(id, t, changes)
if till then line.setAside(id, t, till ~= '-1' and tonumber(till)) end
if verdict and not verdict.allowed then gate.stop(id, t, verdict) end
tickets.save(id, t)
lanes.count()
return '["updated",' .. tickets.case(id) .. ']'
`,
  { uses: [change, due] },
);

/*
 * Cancels an open ticket, claimed or not.
 *
 * ARGV     [1] clock, [2] lead, [3] ticket
 * Returns  as JSON, [case, agent, state and beginning of its claim, or null]; nothing where it was closed already;
 *          'UNKNOWN_TICKET'
 * Atomic   closed, its claim with it, or nothing
 */
export const cancel = new Script(
  `
due.catchUp()
local id = ARGV[3]
local t = tickets.load(id)
if not t then return 'UNKNOWN_TICKET' end
if t[CLOSED_AT] then return false end
local claim = t[TOKEN] and claims.ending(t) or 'null'
claims.finish(id, t)
line.close(id, t, 'cancelled')
tickets.save(id, t)
lanes.count()
return '[' .. tickets.case(id) .. ',' .. claim .. ']'
`,
  { uses: [claims, due] },
);
