import { keys } from "../lua/keys.ts";
import { Script } from "../server/script.ts";

/*
 * Adds to sums. They are doubles, as in JavaScript, and written with the 17 digits that tell every double from every other:
 * integers up to 2^53 come out as they are.
 *
 * ARGV     of each tally, the beginning of its interval, series and measure as a JSON array, amount
 * Atomic   all of them, or none
 */
export const addTallies = new Script(
  `
for i = 1, #ARGV, 3 do
  local at, what = ARGV[i], ARGV[i + 1]
  local sum = (call('HGET', keys.of('tally', at), what) or 0) + ARGV[i + 2]
  call('HSET', keys.of('tally', at), what, string.format('%.17g', sum))
  call('ZADD', keys.intervals, at, at)
end
`,
  { uses: [keys], grows: true },
);

/*
 * ARGV     [1] from, [2] to
 * Returns  of each interval that begins at the first or later and before the second, its beginning and what it has: series
 *          and measure as a JSON array, sum, and so on
 * Atomic   it sees all of one moment
 */
export const sumTallies = new Script(
  `
local found = {}
for _, at in ipairs(call('ZRANGE', keys.intervals, ARGV[1], '(' .. ARGV[2], 'BYSCORE')) do
  table.insert(found, { at, call('HGETALL', keys.of('tally', at)) })
end
return found
`,
  { uses: [keys], reads: true },
);

/*
 * ARGV     [1] before
 * Atomic   every interval that begins before then, but for the one that is kept for good
 */
export const dropTallies = new Script(
  `
for _, at in ipairs(call('ZRANGE', keys.intervals, '-inf', '(' .. ARGV[1], 'BYSCORE')) do
  if at ~= '0' then
    call('UNLINK', keys.of('tally', at))
    call('ZREM', keys.intervals, at)
  end
end
`,
  { uses: [keys] },
);
