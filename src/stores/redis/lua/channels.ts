import type { Library } from "../script.ts";
import { record } from "./record.ts";

/**
 * A channel is kept as text: its score in three digits, a 1 or 0 each for absolute, enabled, inbound and outbound, then its
 * number in the order in which channels were first set.
 *
 * A section is a channel and whether its tickets are promoted: `1email`, `0email`.
 */
export const channels: Library = {
  uses: [record],
  text: `
local function channelOf(name) return call('HGET', CHANNELS, name) end
local function isOn(channel, place) return string.sub(channel, place, place) == '1' end
local function isAbsolute(channel) return isOn(channel, 4) end
local function isEnabled(channel) return isOn(channel, 5) end

-- Why a ticket may not enter on a channel; nothing where it may.
local function barred(name, direction)
  local channel = channelOf(name)
  if not channel then return 'UNKNOWN' end
  if not isOn(channel, direction == 'inbound' and 6 or 7) then return 'BARRED' end
end

local function sectionOf(t) return (t[PROMOTED] and '1' or '0') .. t[CHANNEL] end

-- Keys 1 and 2 of the order as one number, the smaller the sooner: tier, then channel score.
local function rankOf(channel, promoted)
  local tier = isAbsolute(channel) and 0 or promoted and 1 or 2
  return tier * 1000 + 100 - tonumber(string.sub(channel, 1, 3))
end
local function isUrgent(rank) return rank < 2000 end
local function tierOf(rank) return math.floor(rank / 1000) end
`,
};
