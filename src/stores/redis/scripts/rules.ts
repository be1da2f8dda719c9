import { due } from "../lua/due.ts";
import { keys } from "../lua/keys.ts";
import { Script } from "../server/script.ts";

/*
 * Returns  the version of the contact rules, and the rules as JSON; nothing before any were set
 */
export const getRules = new Script("return call('HMGET', base, 'rulesVersion', 'rules')", {
  uses: [keys],
  reads: true,
});

/*
 * ARGV     [1] rules as JSON
 * Returns  their version
 */
export const setRules = new Script(
  `
call('HSET', base, 'rules', ARGV[1])
return call('HINCRBY', base, 'rulesVersion', 1)
`,
  { uses: [keys], grows: true },
);

/*
 * Looks for open tickets scored under other rules, some way through all tickets. Whatever is there from the first call
 * to the last is seen (SCAN's promise), and what enters meanwhile is scored already.
 *
 * ARGV     [1] clock, [2] lead, [3] version, [4] cursor, [5] how many tickets to look at
 * Returns  nothing where other rules are in force; else the next cursor (0: that was all), and of each found
 *          ticket, contact, body
 * Atomic   it changes nothing but what time has brought
 */
export const findUnscored = new Script(
  `
if call('HGET', base, 'rulesVersion') ~= ARGV[3] then return false end
due.catchUp()
local version, found = ARGV[3], {}
local page = call('HSCAN', keys.tickets, ARGV[4], 'COUNT', ARGV[5])
for i = 1, #page[2], 2 do
  local id, t = page[2][i], cjson.decode(page[2][i + 1])
  if not t[CLOSED_AT] and t[RULES_VERSION] ~= version then
    table.insert(found, { id, t[CONTACT], call('HGET', keys.bodies, id) })
  end
end
return { page[1], found }
`,
  { uses: [due] },
);

/*
 * Gives tickets the score of their contact, and the place that goes with it.
 *
 * ARGV     [1] clock, [2] lead, [3] version, then ticket, score, ticket, score …
 * Returns  how many: those that are open and were scored under other rules; 0 where other rules are in force
 * Atomic   all of them
 */
export const rescore = new Script(
  `
if call('HGET', base, 'rulesVersion') ~= ARGV[3] then return 0 end
due.catchUp()
local version, done = ARGV[3], 0
for i = 4, #ARGV, 2 do
  local id = ARGV[i]
  local t = tickets.load(id)
  if t and not t[CLOSED_AT] and t[RULES_VERSION] ~= version then
    local waits = t[STATE] == 'waiting'
    if waits then lanes.leave(id, t) end
    t[RULE_SCORE], t[RULES_VERSION] = ARGV[i + 1], version
    if waits then lanes.enter(id, t) end
    tickets.save(id, t)
    done = done + 1
  end
end
lanes.count()
return done
`,
  { uses: [due] },
);
