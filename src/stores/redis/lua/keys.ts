import type { Library } from "../server/script.ts";

/**
 * The keys of a store. All begin with the one that is declared, which carries the hash tag: `keys.tickets` is
 * `{prefix}:tickets`. Where ids meet in one name, a length stands before the first of them, so that no two names are the
 * same.
 *
 * | key | type | what |
 * |---|---|---|
 * | itself (`base`) | hash | `schema`, `rules`, `rulesVersion`, `soonest` (see time), and the numbers given last: `arrivals`, `claims`, `closings`, `agents`, `decisions`, `anonymous` |
 * | `channels` | hash | channel: its settings (see channels) |
 * | `tickets` | hash | ticket: its record (see tickets) |
 * | `bodies` | hash | ticket: its fingerprint and what never changes of it, a JSON array |
 * | `line` | sorted set | the sections in which somebody waits, of enabled channels, by keys 1 and 2 of the order |
 * | `waiting` | hash | section: how many wait there, paused or not |
 * | `lane:…`, `heads:…`, `skills:…` | sorted sets | the lanes, by section (see lanes) |
 * | `held` | sorted set | who is held, by the moment at which they may join the line |
 * | `stopped` | set | those of them that the outbound gate holds |
 * | `awaited` | sorted set | who waits, is on hold or is with an agent, by the moment at which time alone will change that |
 * | `passed`, `vanished` | lists | what has happened to tickets (see due), and which agents have vanished, since the agenda was last asked for |
 * | `claims` | hash | token: the claim (see claims) |
 * | `assignments` | hash | ticket: whom it was last given to, a JSON array of agent, moment, how, grounds or null |
 * | `agents` | sorted set | those who are registered, in the order in which they were first set |
 * | `agent:…` | hash | an agent's sheet (see roster) |
 * | `serving:…` | sorted set | the tickets that an agent has, registered or not, by the claim's number |
 * | `load:…` | hash | channel: how many they have of it |
 * | `vanishing`, `wrapping` | sorted sets | agents by when they vanish, by when their next wrap-up ends |
 * | `tally:…` | hash | of one interval, series and measure as a JSON array: the sum |
 * | `intervals` | sorted set | those intervals, by their beginning |
 * | `closed` | sorted set | closed tickets in the order in which they were closed |
 * | `contact:…` | sorted set | a contact's tickets, the open ones with score 0 and the closed ones with 1 |
 * | `consent`, `links`, `parts`, `kept`, `lapses`, `suppressed`, `purposes`, `file:…` | | the consent chain (see ledger) |
 * | `person:…`, `reach:…`, `told:…`, `log:…`, `decisions`, `decided`, `decidedAt`, `sender:…` | | the gate (see reach and senders) |
 */
export const keys: Library = {
  text: `
local call, base = redis.call, KEYS[1]
local keys = setmetatable({}, { __index = function(known, name)
  local key = base .. ':' .. name
  known[name] = key
  return key
end })
function keys.of(kind, id) return base .. ':' .. kind .. ':' .. id end
`,
};
