import { line } from "../lua/line.ts";
import { Script } from "../server/script.ts";

/*
 * Forgets every ticket of a contact, in whatever state, with its claim, and what was to be told of it.
 *
 * ARGV     [1] clock, [2] lead, [3] contact
 * Returns  how many
 * Atomic   all of them
 */
export const forget = new Script(
  `
local ids, forgotten = call('ZRANGE', keys.of('contact', ARGV[3]), 0, -1), {}
for _, id in ipairs(ids) do
  local t = tickets.load(id)
  line.leave(id, t)
  line.letGo(id, t)
  call('ZREM', keys.closed, id)
  call('HDEL', keys.tickets, id)
  call('HDEL', keys.bodies, id)
  call('HDEL', keys.assignments, id)
  forgotten[id] = true
end
local passed, kept = ids[1] and call('LRANGE', keys.passed, 0, -1) or {}, {}
for _, change in ipairs(passed) do
  if not forgotten[cjson.decode(change)[2]] then table.insert(kept, change) end
end
-- Written anew: each that is taken out of a list is looked for through all before it.
if #kept < #passed then
  call('DEL', keys.passed)
  for _, change in ipairs(kept) do call('RPUSH', keys.passed, change) end
end
call('DEL', keys.of('contact', ARGV[3]))
lanes.count()
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
for _, id in ipairs(call('ZRANGE', keys.closed, '-inf', '+inf', 'BYSCORE', 'LIMIT', 0, ARGV[4])) do
  local t = tickets.load(id)
  if tonumber(t[CLOSED_AT]) > before then break end
  call('ZREM', keys.closed, id)
  call('HDEL', keys.tickets, id)
  call('HDEL', keys.bodies, id)
  call('HDEL', keys.assignments, id)
  if t[CONTACT] ~= '' then call('ZREM', keys.of('contact', t[CONTACT]), id) end
  forgotten = forgotten + 1
end
return forgotten
`,
  { uses: [line] },
);
