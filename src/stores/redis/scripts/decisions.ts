import { reach } from "../lua/reach.ts";
import { Script } from "../server/script.ts";

/*
 * Keeps a decision, and takes a place in the volume.
 *
 * ARGV     [1] contact, [2] channel, [3] moment, [4] decision as JSON, [5] limit of the volume, or empty, [6] reached at,
 *          [7] reached since
 * Returns  the number of the decision; nothing where the limit was reached meanwhile
 * Atomic   counted, reserved and kept, or nothing
 */
export const recordDecision = new Script(
  `
local contact, channel = ARGV[1], ARGV[2]
if ARGV[5] ~= '' then
  if reach.count(channel, ARGV[7]) >= tonumber(ARGV[5]) and not reach.has(channel, contact) then return false end
  reach.put(channel, contact, ARGV[6], reach.delivered(channel, contact) or '')
end
local number = call('HINCRBY', base, 'decisions', 1)
call('HSET', keys.decisions, number, ARGV[4])
call('ZADD', keys.decided, number, number)
call('ZADD', keys.decidedAt, ARGV[3], number)
call('RPUSH', keys.of('log', contact), number)
return number
`,
  { uses: [reach], grows: true },
);

/*
 * ARGV     [1] how many at the most, [2] 'contact' or 'all', [3] contact
 * Returns  number, decision as JSON, number, decision … in order, the latest
 */
export const listDecisions = new Script(
  `
local numbers
if tonumber(ARGV[1]) <= 0 then return {} end
if ARGV[2] == 'contact' then numbers = call('LRANGE', keys.of('log', ARGV[3]), -ARGV[1], -1)
else numbers = call('ZRANGE', keys.decided, -ARGV[1], -1) end
local found = {}
for _, number in ipairs(numbers) do
  table.insert(found, number)
  table.insert(found, call('HGET', keys.decisions, number))
end
return found
`,
  { uses: [reach], reads: true },
);

/*
 * ARGV     [1] decided before when, [2] how many at the most
 * Returns  how many decisions it forgot, the oldest
 * Atomic   all of these
 */
export const purgeDecisions = new Script(
  `
local numbers = call('ZRANGE', keys.decidedAt, '-inf', '(' .. ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2])
for _, number in ipairs(numbers) do
  call('LREM', keys.of('log', cjson.decode(call('HGET', keys.decisions, number)).contact), 1, number)
  call('HDEL', keys.decisions, number)
  call('ZREM', keys.decided, number)
  call('ZREM', keys.decidedAt, number)
end
return #numbers
`,
  { uses: [reach] },
);
