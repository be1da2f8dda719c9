import type { Library } from "../script.ts";
import { keys } from "./keys.ts";

/**
 * What names a contact lies in two keys, `person` and `log`, and in the reach of channels under its name. Of a person:
 * `lastReceived:CHANNEL`, `lastDelivered:`, `notBefore:`, `stoppedSince:`, `question:` (JSON), and `reached:`, the latest
 * delivery that counts as reach, or empty for a reservation.
 *
 * The reach of a channel is a sorted set of contacts, each by its latest moment: `c` and the contact, or `#` and a number
 * for one whose name was erased. What has left the window is forgotten for good.
 */
export const reach: Library = {
  uses: [keys],
  text: `
local function reachKey(channel) return base .. ':reach:' .. channel end
-- list: the numbers of the decisions about a contact
local function logKey(contact) return base .. ':log:' .. contact end
-- hash: number -> decision as JSON; sorted sets: the numbers by themselves, and by the moment of the decision
local DECISIONS, DECIDED, DECIDED_AT = base .. ':decisions', base .. ':decided', base .. ':decidedAt'

local function countReach(channel, since)
  local key = reachKey(channel)
  local gone = call('ZRANGE', key, '-inf', since, 'BYSCORE')
  for _, member in ipairs(gone) do
    if string.sub(member, 1, 1) == 'c' then call('HDEL', personKey(string.sub(member, 2)), 'reached:' .. channel) end
  end
  if #gone > 0 then call('ZREMRANGEBYSCORE', key, '-inf', since) end
  return call('ZCARD', key)
end

local function isReached(channel, contact) return call('ZSCORE', reachKey(channel), 'c' .. contact) ~= false end

-- delivered: the latest delivery, or empty.
local function putReach(channel, contact, at, delivered)
  call('ZADD', reachKey(channel), 'GT', at, 'c' .. contact)
  call('HSET', personKey(contact), 'reached:' .. channel, delivered)
end

local function dropReach(channel, contact)
  call('ZREM', reachKey(channel), 'c' .. contact)
  call('HDEL', personKey(contact), 'reached:' .. channel)
end

local function deliveredTo(channel, contact) return tonumber(call('HGET', personKey(contact), 'reached:' .. channel) or '') end

-- Takes a reservation back; a delivery before it still counts.
local function releaseReach(channel, contact)
  local delivered = deliveredTo(channel, contact)
  dropReach(channel, contact)
  if delivered then putReach(channel, contact, delivered, delivered) end
end
`,
};
