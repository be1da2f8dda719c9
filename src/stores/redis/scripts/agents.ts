import { agents } from "../lua/agents.ts";
import { room } from "../lua/room.ts";
import { Script } from "../server/script.ts";

/*
 * ARGV     [1] clock, [2] lead, [3] 1 for those alone who have room, else empty
 * Returns  each agent as JSON (see agents), in the order in which they were first set
 * Atomic   it sees all of one moment; O(agents)
 */
export const listAgents = new Script(
  `
due.catchUp()
local found = {}
for _, id in ipairs(call('ZRANGE', keys.agents, 0, -1)) do
  local a = roster.load(id)
  if ARGV[3] == '' or room.isThere(id, a) then table.insert(found, agents.seen(id, a)) end
end
return found
`,
  { uses: [agents, room] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] agent
 * Returns  the agent as JSON (see agents), or nothing
 */
export const getAgent = new Script(
  `
due.catchUp()
local a = roster.load(ARGV[3])
return a and agents.seen(ARGV[3], a) or false
`,
  { uses: [agents] },
);

/*
 * Changes an agent, or adds one.
 *
 * ARGV     [1] clock, [2] lead, [3] agent, [4] fields of a new one's sheet as a JSON array: name, text, name, text …; then
 *          of what is changed, name and text, the text empty where it is taken away, a capacity without the total that stays
 * Returns  the agent as JSON (see agents)
 * Atomic   changed, with what follows for what they have
 */
export const setAgent = new Script(
  `
due.catchUp()
local id = ARGV[3]
local a = roster.load(id)
if not a then
  a = {}
  call('ZADD', keys.agents, line.next('agents'), id)
  local fields = cjson.decode(ARGV[4])
  for i = 1, #fields, 2 do roster.set(id, a, fields[i], fields[i + 1]) end
  roster.set(id, a, 'presenceSince', moment)
  roster.set(id, a, 'idleSince', moment)
end
local presence = a.presence
for i = 5, #ARGV, 2 do
  if ARGV[i] == 'presence' then presence = ARGV[i + 1]
  elseif ARGV[i] == 'capacity' then
    local capacity = cjson.decode(ARGV[i + 1])
    capacity.total = capacity.total or cjson.decode(a.capacity).total
    roster.set(id, a, 'capacity', cjson.encode(capacity))
  else roster.set(id, a, ARGV[i], ARGV[i + 1] ~= '' and ARGV[i + 1] or nil) end
end
roster.hear(id, a, presence)
if presence ~= 'available' then agents.withdrawOffers(id) end
agents.awaitAgain(id)
lanes.count()
return agents.seen(id, a)
`,
  { uses: [agents], grows: true },
);

/*
 * ARGV     [1] clock, [2] lead, [3] agent
 * Returns  1, or 0 where there is no such agent
 * Atomic   gone, and their offers wait again
 */
export const removeAgent = new Script(
  `
due.catchUp()
local id = ARGV[3]
if call('ZREM', keys.agents, id) == 0 then return 0 end
call('DEL', keys.of('agent', id))
call('ZREM', keys.vanishing, id)
call('ZREM', keys.wrapping, id)
agents.withdrawOffers(id)
agents.awaitAgain(id)
lanes.count()
return 1
`,
  { uses: [agents] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] agent
 * Returns  the agent as JSON (see agents), or nothing
 * Atomic   heard from, and what they have awaited anew
 */
export const hearAgent = new Script(
  `
due.catchUp()
local id = ARGV[3]
local a = roster.load(id)
if not a then return false end
roster.hear(id, a, a.presence)
agents.awaitAgain(id)
return agents.seen(id, a)
`,
  { uses: [agents] },
);

/*
 * ARGV     [1] clock, [2] lead, [3] agent
 * Returns  the agent as JSON (see agents), or nothing
 * Atomic   every wrap-up has ended, or none
 */
export const readyAgent = new Script(
  `
due.catchUp()
local id = ARGV[3]
local a = roster.load(id)
if not a then return false end
if a.wrappingUp then roster.set(id, a, 'idleSince', moment) end
roster.keepWrapUps(id, a, {})
return agents.seen(id, a)
`,
  { uses: [agents] },
);
