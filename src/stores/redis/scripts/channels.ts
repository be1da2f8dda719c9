import { due } from "../lua/due.ts";
import { keys } from "../lua/keys.ts";
import { Script } from "../server/script.ts";

/*
 * Returns  id, settings, id, settings … of every channel
 */
export const listChannels = new Script("return call('HGETALL', keys.channels)", { uses: [keys], reads: true });

/*
 * Changes a channel, or adds one. Its sections move in the line, or leave it, whole: no ticket is touched.
 *
 * ARGV     [1] clock, [2] lead, [3] id, [4] what a new one would be: score in three digits and four switches, [5] to [9] the
 *          same five parts, each empty where it stays as it is, [10] and [11] waitLimit and escalateAfter, empty likewise, or
 *          - to take one away
 * Returns  the settings
 * Atomic   settings and line; what has come into the line before has come under the settings before
 */
export const setChannel = new Script(
  `
due.catchUp()
local name = ARGV[3]
local before = channels.of(name) or ARGV[4] .. call('HLEN', keys.channels)
local parts = {}
for place, range in ipairs({ { 1, 3 }, { 4, 4 }, { 5, 5 }, { 6, 6 }, { 7, 7 } }) do
  local given = ARGV[place + 4]
  parts[place] = given ~= '' and given or string.sub(before, range[1], range[2])
end
local number, wait, escalate = string.match(before, '^%d%d%d%d%d%d%d(%d+):?(%d*):?(%d*)$')
local function limit(given, was)
  if given == '' then return was end
  return given == '-' and '' or given
end
wait, escalate = limit(ARGV[10], wait), limit(ARGV[11], escalate)
local limits = (wait ~= '' or escalate ~= '') and ':' .. wait .. ':' .. escalate or ''
local channel = table.concat(parts) .. number .. limits
call('HSET', keys.channels, name, channel)
channels.known[name] = channel
for _, section in ipairs({ '1' .. name, '0' .. name }) do
  if channels.is(channel, IS_ENABLED) and call('HEXISTS', keys.waiting, section) == 1 then
    call('ZADD', keys.line, channels.rank(section), section)
  else
    call('ZREM', keys.line, section)
  end
end
return channel
`,
  { uses: [due], grows: true },
);
