import { claims } from "../lua/claims.ts";
import { due } from "../lua/due.ts";
import { Script } from "../server/script.ts";

/*
 * Opens the store, gives a new one its channels, and brings one of an earlier schema up to date: since 2, each agent has an
 * index of their claims and a count by channel, and promotions are told with whatever else has passed; since 3, whatever
 * awaits its moment keeps `soonest` (see time), which is not known until somebody looks.
 *
 * ARGV     [1] clock, empty, [2] lead, any, [3] the version of the schema that this program knows; then, for each channel of
 *          a new store, its id and settings
 * Returns  the version that the store has, and the server's time in microseconds
 * Atomic   whichever process comes first makes the store, or changes it; O(claims) where it changes it
 */
export const open = new Script(
  `
local version = call('HGET', base, 'schema')
if not version then
  version = ARGV[3]
  call('HSET', base, 'schema', version)
  for i = 4, #ARGV, 2 do call('HSET', keys.channels, ARGV[i], ARGV[i + 1]) end
end
if version == '1' then
  version = '2'
  call('HSET', base, 'schema', version)
  for _, claim in ipairs(call('HVALS', keys.claims)) do
    local id = claims.ticketOf(claim)
    local t = tickets.load(id)
    call('ZADD', keys.of('serving', t[AGENT]), digits(tonumber(string.sub(claim, 1, 16))), id)
    call('HINCRBY', keys.of('load', t[AGENT]), t[CHANNEL], 1)
  end
  for _, id in ipairs(call('LRANGE', keys.promotions, 0, -1)) do due.tell('promoted', id) end
  call('DEL', keys.promotions)
end
if version == '2' then
  version = '3'
  call('HSET', base, 'schema', version)
end
local clock = call('TIME')
return { version, clock[1] * 1000000 + clock[2] }
`,
  { uses: [claims, due] },
);
