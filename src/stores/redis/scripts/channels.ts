import { channels } from "../lua/channels.ts";
import { keys } from "../lua/keys.ts";
import { Script } from "../script.ts";

/*
 * Returns  id, settings, id, settings … of every channel
 */
export const listChannels = new Script("return call('HGETALL', CHANNELS)", { uses: [keys], reads: true });

/*
 * Changes a channel, or adds one. Its sections move in the line, or leave it, whole: no ticket is touched.
 *
 * ARGV     [1] id, [2] what a new one would be: score in three digits and four switches, [3] to [7] the same five parts, each
 *          empty where it stays as it is
 * Returns  the settings
 * Atomic   settings and line
 */
export const setChannel = new Script(
  `
local name = ARGV[1]
local before = channelOf(name) or ARGV[2] .. call('HLEN', CHANNELS)
local parts = {}
for place, range in ipairs({ { 1, 3 }, { 4, 4 }, { 5, 5 }, { 6, 6 }, { 7, 7 } }) do
  local given = ARGV[place + 2]
  parts[place] = given ~= '' and given or string.sub(before, range[1], range[2])
end
local channel = table.concat(parts) .. string.sub(before, 8)
call('HSET', CHANNELS, name, channel)
for _, promoted in ipairs({ true, false }) do
  local section = (promoted and '1' or '0') .. name
  if isEnabled(channel) and call('HEXISTS', WAITING, section) == 1 then
    call('ZADD', LINE, rankOf(channel, promoted), section)
  else
    call('ZREM', LINE, section)
  end
end
return channel
`,
  { uses: [channels], grows: true },
);
