import type { Library } from "../server/script.ts";
import { reach } from "./reach.ts";

/**
 * A sender is a channel or one of its templates, as JSON. Its hash: `state` (JSON), `version` (it changes with every
 * change), the counts of the window by kind, `oldest` (the first hour counted), and for each hour `HOUR:KIND`.
 */
export const senders: Library = {
  uses: [reach],
  // In milliseconds.
  constants: { HOUR: 3_600_000 },
  text: `
local senders
senders = {
  -- Leaves out the hours that ended by then.
  forget = function(key, since)
    local oldest = tonumber(call('HGET', key, 'oldest') or '')
    if not oldest or (oldest + 1) * HOUR > since then return end
    local fields, left = call('HGETALL', key), nil
    for i = 1, #fields, 2 do
      local hour, kind = string.match(fields[i], '^(%d+):(%a+)$')
      hour = tonumber(hour)
      if hour and (hour + 1) * HOUR <= since then
        call('HDEL', key, fields[i])
        call('HINCRBY', key, kind, -fields[i + 1])
      elseif hour then
        left = math.min(hour, left or hour)
      end
    end
    if left then call('HSET', key, 'oldest', left) else call('HDEL', key, 'oldest') end
  end,

  -- version, state, and the counts of the hours that ended after \`since\`.
  standing = function(sender, since)
    local key = keys.of('sender', sender)
    senders.forget(key, since)
    local standing = call('HMGET', key, 'version', 'state', 'delivered', 'blocked', 'reported', 'optedOut')
    for place = 3, #standing do standing[place] = tonumber(standing[place]) or 0 end
    return standing
  end,

  -- Of an hour that ended by \`since\`, nothing is kept.
  count = function(sender, kind, at, since)
    local key, hour = keys.of('sender', sender), math.floor(at / HOUR)
    call('HINCRBY', key, string.format('%.0f:%s', hour, kind), 1)
    call('HINCRBY', key, kind, 1)
    local oldest = tonumber(call('HGET', key, 'oldest') or '')
    if not oldest or hour < oldest then call('HSET', key, 'oldest', hour) end
    senders.forget(key, since)
  end,

  recount = function(sender)
    local key = keys.of('sender', sender)
    local fields = call('HKEYS', key)
    for _, field in ipairs(fields) do
      if field ~= 'state' and field ~= 'version' then call('HDEL', key, field) end
    end
  end,
}
`,
};
