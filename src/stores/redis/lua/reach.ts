import type { Library } from "../server/script.ts";
import { keys } from "./keys.ts";

/**
 * What names a contact lies in two keys, `person` and `log`, and in the reach of channels under its name. Of a person:
 * `lastReceived:CHANNEL`, `windowSince:`, `lastDelivered:`, `notBefore:`, `stoppedSince:` or `resumedSince:`, `question:` (JSON), and
 * `reached:`, the latest delivery that counts as reach, or empty for a reservation.
 *
 * The reach of a channel is a sorted set of contacts, each by its latest moment: `c` and the contact, or `#` and a number
 * for one whose name was erased. What has left the window is forgotten for good.
 *
 * So is what was told of messages, a sorted set for each channel by the moments told: JSON arrays of contact, channel, kind,
 * message. Each stands in the person as well, as `told:` and that text.
 */
export const reach: Library = {
  uses: [keys],
  text: `
local reach
reach = {
  count = function(channel, since)
    local key = keys.of('reach', channel)
    local gone = call('ZRANGE', key, '-inf', since, 'BYSCORE')
    for _, member in ipairs(gone) do
      if string.sub(member, 1, 1) == 'c' then call('HDEL', keys.of('person', string.sub(member, 2)), 'reached:' .. channel) end
    end
    if #gone > 0 then call('ZREMRANGEBYSCORE', key, '-inf', since) end
    return call('ZCARD', key)
  end,

  has = function(channel, contact) return call('ZSCORE', keys.of('reach', channel), 'c' .. contact) ~= false end,

  -- delivered: the latest delivery, or empty.
  put = function(channel, contact, at, delivered)
    call('ZADD', keys.of('reach', channel), 'GT', at, 'c' .. contact)
    call('HSET', keys.of('person', contact), 'reached:' .. channel, delivered)
  end,

  drop = function(channel, contact)
    call('ZREM', keys.of('reach', channel), 'c' .. contact)
    call('HDEL', keys.of('person', contact), 'reached:' .. channel)
  end,

  delivered = function(channel, contact) return tonumber(call('HGET', keys.of('person', contact), 'reached:' .. channel) or '') end,

  -- Takes a reservation back; a delivery before it still counts.
  release = function(channel, contact)
    local delivered = reach.delivered(channel, contact)
    reach.drop(channel, contact)
    if delivered then reach.put(channel, contact, delivered, delivered) end
  end,

  -- When it happened to a message, where it was told already.
  told = function(channel, what, since)
    local key = keys.of('told', channel)
    for _, gone in ipairs(call('ZRANGE', key, '-inf', since, 'BYSCORE')) do
      call('HDEL', keys.of('person', cjson.decode(gone)[1]), 'told:' .. gone)
      call('ZREM', key, gone)
    end
    return tonumber(call('ZSCORE', key, what) or '')
  end,

  tell = function(contact, channel, what, at)
    call('ZADD', keys.of('told', channel), at, what)
    call('HSET', keys.of('person', contact), 'told:' .. what, '')
  end,
}
`,
};
