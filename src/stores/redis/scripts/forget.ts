import { line } from "../lua/line.ts";
import { Script } from "../script.ts";

/*
 * Forgets every ticket of a contact, in whatever state, with its claim.
 *
 * ARGV     [1] clock, [2] lead, [3] contact
 * Returns  how many
 * Atomic   all of them
 */
export const forget = new Script(
  `
local ids = call('ZRANGE', contactKey(ARGV[3]), 0, -1)
for _, id in ipairs(ids) do
  local t = load(id)
  leave(id, t)
  letGo(t)
  call('ZREM', CLOSED, id)
  call('LREM', PROMOTIONS, 0, id)
  call('HDEL', TICKETS, id)
  call('HDEL', BODIES, id)
end
call('DEL', contactKey(ARGV[3]))
return #ids
`,
  { uses: [line] },
);

/*
 * Forgets tickets that were closed, the longest closed first.
 *
 * ARGV     [1] clock, [2] lead, [3] closed by when, [4] how many at the most
 * Returns  how many
 * Atomic   all of them
 */
export const purge = new Script(
  `
local before, forgotten = tonumber(ARGV[3]), 0
for _, id in ipairs(call('ZRANGE', CLOSED, '-inf', '+inf', 'BYSCORE', 'LIMIT', 0, ARGV[4])) do
  local t = load(id)
  if t[CLOSED_AT] > before then break end
  call('ZREM', CLOSED, id)
  call('HDEL', TICKETS, id)
  call('HDEL', BODIES, id)
  if t[CONTACT] ~= '' then call('ZREM', contactKey(t[CONTACT]), id) end
  forgotten = forgotten + 1
end
return forgotten
`,
  { uses: [line] },
);
