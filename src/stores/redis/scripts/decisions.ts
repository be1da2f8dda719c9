import { reach } from "../lua/reach.ts";
import { Script } from "../script.ts";

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
  if countReach(channel, ARGV[7]) >= tonumber(ARGV[5]) and not isReached(channel, contact) then return false end
  putReach(channel, contact, ARGV[6], deliveredTo(channel, contact) or '')
end
local number = call('HINCRBY', META, 'decisions', 1)
call('HSET', DECISIONS, number, ARGV[4])
call('ZADD', DECIDED, number, number)
call('ZADD', DECIDED_AT, ARGV[3], number)
call('RPUSH', logKey(contact), number)
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
if ARGV[2] == 'contact' then numbers = call('LRANGE', logKey(ARGV[3]), -ARGV[1], -1)
else numbers = call('ZRANGE', DECIDED, -ARGV[1], -1) end
local found = {}
for _, number in ipairs(numbers) do
  table.insert(found, number)
  table.insert(found, call('HGET', DECISIONS, number))
end
return found
`,
  { uses: [reach], reads: true },
);

/*
 * ARGV     [1] decided before when
 * Returns  how many decisions it forgot
 * Atomic   all of them
 */
export const purgeDecisions = new Script(
  `
local numbers = call('ZRANGE', DECIDED_AT, '-inf', '(' .. ARGV[1], 'BYSCORE')
for _, number in ipairs(numbers) do
  call('LREM', logKey(cjson.decode(call('HGET', DECISIONS, number)).contact), 1, number)
  call('HDEL', DECISIONS, number)
  call('ZREM', DECIDED, number)
  call('ZREM', DECIDED_AT, number)
end
return #numbers
`,
  { uses: [reach] },
);
