import { claims } from "../lua/claims.ts";
import { due } from "../lua/due.ts";
import { gate } from "../lua/gate.ts";
import { Script } from "../server/script.ts";

/*
 * ARGV     [1] clock, [2] lead, [3] contact
 * Returns  what the gate is to be asked about the contact's outbound tickets that no agent has
 */
export const listInquiries = new Script(
  `
due.catchUp()
local found = {}
for _, id in ipairs(call('ZRANGE', keys.of('contact', ARGV[3]), 0, 0, 'BYSCORE')) do
  local t = tickets.load(id)
  if t[DIRECTION] == 'outbound' and t[STATE] ~= 'active' then table.insert(found, gate.inquiry(id, t)) end
end
return found
`,
  { uses: [due, gate] },
);

/*
 * Cancels the ticket that the clearance refuses for good, unless an agent has it or the basis has changed.
 *
 * ARGV     [1] clock, [2] lead, [3] ticket, [4] clearance as JSON
 * Returns  as JSON, [case, agent, state and beginning of its claim, or null]; or nothing
 * Atomic   asked and cancelled
 */
export const withdraw = new Script(
  `
due.catchUp()
local id = ARGV[3]
local t = tickets.load(id)
if not t or t[CLOSED_AT] or t[STATE] == 'active' then return false end
local verdict = gate.verdict(id, t, ARGV[4])
if not verdict or not verdict.final then return false end
local claim = t[TOKEN] and claims.ending(t) or 'null'
gate.stop(id, t, verdict)
tickets.save(id, t)
lanes.count()
return '[' .. tickets.case(id) .. ',' .. claim .. ']'
`,
  { uses: [claims, due] },
);

/*
 * Lets those of a channel that the gate holds wait again, or one contact's.
 *
 * ARGV     [1] clock, [2] lead, [3] channel, [4] contact, or empty for all
 * Atomic   all of them
 */
export const reopen = new Script(
  `
local held = ARGV[4] == '' and call('SMEMBERS', keys.stopped) or call('ZINTER', 2, keys.of('contact', ARGV[4]), keys.stopped)
for _, id in ipairs(held) do
  local t = tickets.load(id)
  if t[HELD_UNTIL] and t[CHANNEL] == ARGV[3] then
    line.leave(id, t)
    line.join(id, t)
    tickets.save(id, t)
  end
end
lanes.count()
`,
  { uses: [gate] },
);
