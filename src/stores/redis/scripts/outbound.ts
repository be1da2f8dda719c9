import { keys } from "../lua/keys.ts";
import { reach } from "../lua/reach.ts";
import { senders } from "../lua/senders.ts";
import { Script } from "../server/script.ts";

/*
 * What a decision rests on, besides consent.
 *
 * ARGV     [1] contact, [2] channel, [3] sender, [4] template as a sender, or empty, [5] reached since, or empty where
 *          it is not counted, [6] counted since
 * Returns  the contact's moments (received, window since, delivered, not before, stopped, resumed), how many are reached, whether this one is,
 *          standing of the sender, of the template or nothing
 * Atomic   it sees one moment, and forgets what has left the windows
 */
export const getStanding = new Script(
  `
local contact, channel, moments = ARGV[1], ARGV[2], {}
for place, field in ipairs({ 'lastReceived:', 'windowSince:', 'lastDelivered:', 'notBefore:', 'stoppedSince:', 'resumedSince:' }) do
  moments[place] = call('HGET', keys.of('person', contact), field .. channel)
end
local reached = ARGV[5] ~= '' and reach.count(channel, ARGV[5]) or 0
local since = tonumber(ARGV[6])
return {
  moments, reached, reach.has(channel, contact), senders.standing(ARGV[3], since), ARGV[4] ~= '' and senders.standing(ARGV[4], since)
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
local over = reach.count(ARGV[1], ARGV[3]) - ARGV[2]
if over < 0 then return -1 end
return tonumber(call('ZRANGE', keys.of('reach', ARGV[1]), over, over, 'WITHSCORES')[2]) or false
`,
  { uses: [reach] },
);

/*
 * Keeps what a contact wants of marketing.
 *
 * ARGV     [1] contact, [2] channel, [3] 'stopped' or 'resumed', [4] since when
 * Atomic   kept, unless a later wish is known
 */
export const setWish = new Script(
  `
local person, wish, at = keys.of('person', ARGV[1]), ARGV[3] .. 'Since:' .. ARGV[2], tonumber(ARGV[4])
local known = { 'stoppedSince:' .. ARGV[2], 'resumedSince:' .. ARGV[2] }
for _, field in ipairs(known) do
  if at < (tonumber(call('HGET', person, field) or '') or at) then return end
end
call('HDEL', person, unpack(known))
call('HSET', person, wish, ARGV[4])
`,
  { uses: [keys], grows: true },
);

/*
 * ARGV     [1] contact, [2] field, [3] value
 */
export const setOfPerson = new Script(
  `
call('HSET', keys.of('person', ARGV[1]), ARGV[2], ARGV[3])
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
local value = call('HGET', keys.of('person', ARGV[1]), ARGV[2])
call('HDEL', keys.of('person', ARGV[1]), ARGV[2])
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
for _, field in ipairs(call('HKEYS', keys.of('person', contact))) do
  local channel = string.match(field, '^reached:(.*)$')
  local at = channel and call('ZSCORE', keys.of('reach', channel), 'c' .. contact)
  if at then
    call('ZREM', keys.of('reach', channel), 'c' .. contact)
    call('ZADD', keys.of('reach', channel), at, '#' .. call('HINCRBY', base, 'anonymous', 1))
  end
  local what = string.match(field, '^told:(.*)$')
  if what then call('ZREM', keys.of('told', cjson.decode(what)[2]), what) end
end
for _, number in ipairs(call('LRANGE', keys.of('log', contact), 0, -1)) do
  call('HDEL', keys.decisions, number)
  call('ZREM', keys.decided, number)
  call('ZREM', keys.decidedAt, number)
end
call('DEL', keys.of('person', contact), keys.of('log', contact))
`,
  { uses: [reach] },
);
