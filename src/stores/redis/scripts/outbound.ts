import { keys } from "../lua/keys.ts";
import { reach } from "../lua/reach.ts";
import { senders } from "../lua/senders.ts";
import { Script } from "../script.ts";

/*
 * What a decision rests on, besides consent.
 *
 * ARGV     [1] contact, [2] channel, [3] sender, [4] template as a sender, or empty, [5] reached since, or empty where
 *          it is not counted, [6] counted since
 * Returns  the contact's moments (received, delivered, not before, stopped), how many are reached, whether this one is,
 *          standing of the sender, of the template or nothing
 * Atomic   it sees one moment, and forgets what has left the windows
 */
export const getStanding = new Script(
  `
local contact, channel, moments = ARGV[1], ARGV[2], {}
for place, field in ipairs({ 'lastReceived:', 'lastDelivered:', 'notBefore:', 'stoppedSince:' }) do
  moments[place] = call('HGET', personKey(contact), field .. channel)
end
local reached = ARGV[5] ~= '' and countReach(channel, ARGV[5]) or 0
local since = tonumber(ARGV[6])
return {
  moments, reached, isReached(channel, contact), standingOf(ARGV[3], since), ARGV[4] ~= '' and standingOf(ARGV[4], since)
}
`,
  { uses: [senders] },
);

/*
 * ARGV     [1] channel, [2] limit, [3] reached since
 * Returns  -1 where fewer are reached; else when the last of those was reached who must leave first; nothing where nobody can
 */
export const getLeaving = new Script(
  `
local over = countReach(ARGV[1], ARGV[3]) - ARGV[2]
if over < 0 then return -1 end
return tonumber(call('ZRANGE', reachKey(ARGV[1]), over, over, 'WITHSCORES')[2]) or false
`,
  { uses: [reach] },
);

/*
 * ARGV     [1] contact, [2] field, [3] value, or empty: it is taken away
 */
export const setOfPerson = new Script(
  `
if ARGV[3] == '' then call('HDEL', personKey(ARGV[1]), ARGV[2])
else call('HSET', personKey(ARGV[1]), ARGV[2], ARGV[3]) end
`,
  { uses: [keys], grows: true },
);

/*
 * ARGV     [1] contact, [2] field
 * Returns  its value, or nothing
 * Atomic   read, and taken away
 */
export const takeOfPerson = new Script(
  `
local value = call('HGET', personKey(ARGV[1]), ARGV[2])
call('HDEL', personKey(ARGV[1]), ARGV[2])
return value
`,
  { uses: [keys] },
);

/*
 * Forgets a contact. It stays counted where it was reached, without its name.
 *
 * ARGV     [1] contact
 * Atomic   everywhere
 */
export const erasePerson = new Script(
  `
local contact = ARGV[1]
for _, field in ipairs(call('HKEYS', personKey(contact))) do
  local channel = string.match(field, '^reached:(.*)$')
  local at = channel and call('ZSCORE', reachKey(channel), 'c' .. contact)
  if at then
    call('ZREM', reachKey(channel), 'c' .. contact)
    call('ZADD', reachKey(channel), at, '#' .. call('HINCRBY', META, 'anonymous', 1))
  end
end
for _, number in ipairs(call('LRANGE', logKey(contact), 0, -1)) do
  call('HDEL', DECISIONS, number)
  call('ZREM', DECIDED, number)
  call('ZREM', DECIDED_AT, number)
end
call('DEL', personKey(contact), logKey(contact))
`,
  { uses: [reach] },
);
