import type { Library } from "../script.ts";
import { line } from "./line.ts";

/**
 * The outbound gate is asked outside of Redis. Its answer is good while the basis is the same: what is recorded of the
 * contact's consent, the purposes, the erasures (with which suppressions come), a stop at the platform, the channel and
 * whether anything may go out on it. It is read in the step that acts on the answer, so that whatever was acknowledged
 * before counts.
 */
export const gate: Library = {
  uses: [line],
  text: `
local function basisOf(t)
  local name, contact = t[CHANNEL], t[CONTACT]
  local latest = call('HMGET', CONSENT, 'purpose', 'erasure')
  local recorded = call('LINDEX', fileKey(contact), -1)
  local stopped = call('HGET', personKey(contact), 'stoppedSince:' .. name)
  local outbound = string.sub(channelOf(name), 7, 7)
  return table.concat({ recorded or 0, latest[1] or 0, latest[2] or 0, stopped or 'never', outbound, name }, ' ')
end

-- clearance: the answer as JSON, or empty.
local function clearanceIn(text) return text ~= '' and cjson.decode(text) end

local ALLOWED = { allowed = true }

-- The verdict on a ticket; nothing where the gate must be asked first.
local function verdictOn(id, t, clearance)
  if t[DIRECTION] == 'inbound' then return ALLOWED end
  if clearance and clearance.id == id and clearance.basis == basisOf(t) then return clearance end
end

-- What the gate is to be asked: the ticket, its channel, the basis.
local function inquiryOf(id, t)
  return { case(id, t), channelOf(t[CHANNEL]), basisOf(t) }
end

-- Cancels a ticket that is refused for good, and holds one that may be allowed later.
local function stop(id, t, verdict)
  if verdict.final then close(id, t, 'cancelled')
  else setAside(id, t, verdict.retryAt) end
end
`,
};
