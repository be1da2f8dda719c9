import type { Library } from "../server/script.ts";
import { keys } from "./keys.ts";

/**
 * ARGV[1] is the time of an injected clock, or empty: the server's then. ARGV[2] is the promotion lead. Both in milliseconds.
 *
 * `moment` is `now` as text, as records and commands take it: Redis makes digits of a number by way of printf, at a price.
 *
 * `soonest` of the store says when time alone will next change something, or earlier: before then, nothing need be looked
 * for. Where it is absent, it is not known.
 */
export const time: Library = {
  uses: [keys],
  // Later than any moment.
  constants: { NEVER: 9_000_000_000_000_000 },
  text: `
local function digits(number) return string.format('%d', number) end
local moment, lead = ARGV[1], ARGV[2]
if moment == '' then
  local clock = call('TIME')
  moment = clock[1] .. string.sub('00' .. math.floor(clock[2] / 1000), -3)
end
local now = tonumber(moment)

local time
time = {
  -- given: as it was read, if it was
  before = function(given)
    time.soonest = tonumber(given or call('HGET', base, 'soonest') or '') or 0
    return time.soonest
  end,

  set = function(at)
    time.soonest = at
    call('HSET', base, 'soonest', digits(at))
  end,

  -- Adds to a set by the moment at which time alone will change something.
  await = function(set, at, member)
    call('ZADD', set, digits(at), member)
    if at < (time.soonest or time.before()) then time.set(at) end
  end,
}
`,
};
