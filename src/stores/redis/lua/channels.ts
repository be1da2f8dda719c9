import type { Library } from "../server/script.ts";
import { tickets } from "./tickets.ts";

/**
 * A channel is kept as text: its score in three digits, a 1 or 0 each for absolute, enabled, inbound and outbound, then its
 * number in the order in which channels were first set; and where it has limits, `:waitLimit:escalateAfter`, either of them
 * or empty.
 *
 * A section is a channel and whether its tickets are promoted: `1email`, `0email`.
 */
export const channels: Library = {
  uses: [tickets],
  constants: { IS_ABSOLUTE: 4, IS_ENABLED: 5, IS_INBOUND: 6, IS_OUTBOUND: 7 },
  text: `
local channels
channels = {
  known = {},

  of = function(name)
    local channel = channels.known[name]
    if channel == nil then
      channel = call('HGET', keys.channels, name)
      channels.known[name] = channel
    end
    return channel
  end,

  is = function(channel, what) return string.byte(channel, what) == 49 end,

  -- Its waitLimit and its escalateAfter, each nothing where it has none.
  limits = function(channel)
    if not string.find(channel, ':', IS_OUTBOUND, true) then return end
    local wait, escalate = string.match(channel, ':(%d*):(%d*)$')
    return tonumber(wait or ''), tonumber(escalate or '')
  end,

  -- Why a ticket may not enter on a channel; nothing where it may.
  barred = function(name, direction)
    local channel = channels.of(name)
    if not channel then return 'UNKNOWN' end
    if not channels.is(channel, direction == 'inbound' and IS_INBOUND or IS_OUTBOUND) then return 'BARRED' end
  end,

  section = function(t) return (t[PROMOTED] and '1' or '0') .. t[CHANNEL] end,

  -- Keys 1 and 2 of the order as one number, the smaller the sooner: a thousand for each tier, then the channel score.
  rank = function(section)
    local channel = channels.of(string.sub(section, 2))
    local tier = channels.is(channel, IS_ABSOLUTE) and 0 or string.byte(section) == 49 and 1 or 2
    return tier * 1000 + 100 - string.sub(channel, 1, 3)
  end,
}
`,
};
