import type { Library } from "../server/script.ts";
import { line } from "./line.ts";

/**
 * The outbound gate is asked outside of Redis. Its answer is good while the basis is the same: what is recorded of the
 * contact's consent, the purposes, the erasures (with which suppressions come), a stop at the platform, the channel and
 * whether anything may go out on it. It is read in the step that acts on the answer, so that whatever was acknowledged
 * before counts.
 */
export const gate: Library = {
  uses: [line],
  seldom: ["basis", "inquiry", "stop"],
  text: `
local gate
gate = {
  ALLOWED = { allowed = true },

  basis = function(t)
    local name, contact = t[CHANNEL], t[CONTACT]
    local latest = call('HMGET', keys.consent, 'purpose', 'erasure')
    local recorded = call('LINDEX', keys.of('file', contact), -1)
    local stopped = call('HGET', keys.of('person', contact), 'stoppedSince:' .. name)
    local outbound = channels.is(channels.of(name), IS_OUTBOUND) and 1 or 0
    return table.concat({ recorded or 0, latest[1] or 0, latest[2] or 0, stopped or 'never', outbound, name }, ' ')
  end,

  -- The verdict on a ticket; nothing where the gate must be asked first.
  -- clearanceText: its answer as JSON, or empty
  verdict = function(id, t, clearanceText)
    if t[DIRECTION] == 'inbound' then return gate.ALLOWED end
    local clearance = clearanceText ~= '' and cjson.decode(clearanceText)
    if clearance and clearance.id == id and clearance.basis == gate.basis(t) then return clearance end
  end,

  -- What the gate is to be asked: the ticket as saved, or as it would be, its channel, the basis.
  inquiry = function(id, t)
    tickets.records[id] = cjson.encode(t)
    return '[' .. tickets.case(id) .. ',"' .. channels.of(t[CHANNEL]) .. '",' .. cjson.encode(gate.basis(t)) .. ']'
  end,

  -- Cancels a ticket that is refused for good, and holds one that may be allowed later.
  stop = function(id, t, verdict)
    if verdict.final then line.close(id, t, 'cancelled')
    else line.setAside(id, t, verdict.retryAt) end
  end,
}
`,
};
