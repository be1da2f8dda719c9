import { due } from "../lua/due.ts";
import { Script } from "../server/script.ts";

/*
 * The lanes of the line with their first tickets, as soon as it is known of each how many of them are wanted.
 *
 * ARGV     [1] clock, [2] lead, then of each lane that is known: section, path, how many of its first tickets
 * Returns  'unknown', the time, and of each lane that is not among them section, path, how many wait; or else
 *          'known', the time, and of each lane of which tickets are wanted section, path, how many wait, settings of the channel, its
 *          first cases
 * Atomic   it sees the line of one moment; O(lanes + tickets wanted)
 */
export const listLanes = new Script(
  `
due.catchUp()
local wanted, unknown, known = {}, {}, {}
for i = 3, #ARGV, 3 do wanted[#ARGV[i] .. ':' .. ARGV[i] .. ARGV[i + 1]] = tonumber(ARGV[i + 2]) end

local function visit(section, path)
  local lane = lanes.key(section, path)
  local waiting = call('ZCARD', lane)
  local depth = wanted[#section .. ':' .. section .. path]
  if waiting > 0 and not depth then table.insert(unknown, { section, path, waiting }) end
  if waiting == 0 or not depth or depth == 0 or unknown[1] then return end
  local first = call('ZRANGE', lane, 0, depth - 1)
  for place, member in ipairs(first) do first[place] = tickets.case(string.sub(member, AFTER_KEYS)) end
  table.insert(known, { section, path, waiting, channels.of(string.sub(section, 2)), first })
end

for _, section in ipairs(call('ZRANGE', keys.line, 0, -1)) do
  visit(section, '')
  for _, path in ipairs(call('ZRANGE', keys.of('skills', section), 0, -1)) do visit(section, path) end
end
if unknown[1] then return { 'unknown', moment, unknown } end
return { 'known', moment, known }
`,
  { uses: [due] },
);
