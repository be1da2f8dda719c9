import type { Library } from "../script.ts";

/**
 * Every key of a store. They begin with its one declared key, which carries the hash tag.
 *
 * Where ids meet in one name, a length stands before the first of them, so that no two names are the same.
 */
export const keys: Library = {
  text: `
local call, base = redis.call, KEYS[1]
-- hash: schema, rules, rulesVersion, and the counters arrivals, claims, closings, decisions, anonymous
local META = base
-- hash: channel -> its settings (see channels)
local CHANNELS = base .. ':channels'
-- hash: ticket -> its record (see record)
local TICKETS = base .. ':tickets'
-- hash: ticket -> its fingerprint as JSON, a line feed, what never changes of it as JSON
local BODIES = base .. ':bodies'
-- sorted set: the sections in which somebody waits, of enabled channels, by keys 1 and 2 of the order
local LINE = base .. ':line'
-- hash: section -> how many wait there, paused or not
local WAITING = base .. ':waiting'
-- sorted set: who is held, by the moment at which the hold ends
local HELD = base .. ':held'
-- set: those of them that the outbound gate holds
local STOPPED = base .. ':stopped'
-- list: the tickets promoted since the agenda was last asked for
local PROMOTIONS = base .. ':promotions'
-- hash: token -> claim number, agent, ticket (see claims)
local CLAIMS = base .. ':claims'
-- sorted set: closed tickets in the order in which they were closed
local CLOSED = base .. ':closed'
-- sorted set: a section's lanes that require skills, by who is first in each: the keys of that ticket, then the skills
local function headsKey(section) return base .. ':heads:' .. section end
-- sorted set: the skills that a section's lanes require, as paths of a set-trie
local function skillsKey(section) return base .. ':skills:' .. section end
-- sorted set: a lane (see lanes)
local function laneKey(section, skills) return base .. ':lane:' .. #section .. ':' .. section .. skills end
-- sorted set: a contact's tickets, the open ones with score 0 and the closed ones with 1
local function contactKey(contact) return base .. ':contact:' .. contact end
-- hash: what the gate knows of a contact (see the scripts of the outbound store)
local function personKey(contact) return base .. ':person:' .. contact end
-- hash: where the consent chain stands: size, head, the places of the latest purpose and the latest erasure
local CONSENT = base .. ':consent'
-- list: the places in the chain of a contact's entries, or of the purposes
local PURPOSES = base .. ':purposes'
local function fileKey(contact) return base .. ':file:' .. contact end
`,
};
