import { ledger } from "../lua/ledger.ts";
import { Script } from "../server/script.ts";

/*
 * Returns  how long the chain is, the hash of its last entry
 */
export const getHead = new Script("return { ledger.head() }", { uses: [ledger], reads: true });

/*
 * Extends the chain, if it still stands where the entry says.
 *
 * ARGV     [1] place, [2] hash of the entry before, [3] hash, [4] link as JSON, [5] kind,
 *          [6] part as JSON or empty, [7] 'purpose' or 'contact', [8] contact,
 *          [9] places of parts to delete, as a JSON array, [10] places of parts to keep, as one,
 *          [11] their retention as JSON, [12] its end, [13] since when hashes are suppressed, [14] and on: the hashes
 * Returns  1 or 0 for whether this link is in the chain now, how long the chain is, the hash of its last entry
 * Atomic   the chain, what it does to parts, and the basis of the gate's answers. A link that stands there already, sent
 *          again by a client whose connection was lost, is not added twice
 */
export const append = new Script(
  `
local place, size, head = tonumber(ARGV[1]), ledger.head()
if size + 1 ~= place or head ~= ARGV[2] then
  return { call('HGET', keys.links, place) == ARGV[4] and 1 or 0, size, head }
end
local function fileOf(part)
  local contact = cjson.decode(part).contact
  return contact == cjson.null and keys.purposes or keys.of('file', contact)
end
call('HSET', keys.links, place, ARGV[4])
if ARGV[6] ~= '' then
  call('HSET', keys.parts, place, ARGV[6])
  call('RPUSH', ARGV[7] == 'purpose' and keys.purposes or keys.of('file', ARGV[8]), place)
end
for _, erased in ipairs(cjson.decode(ARGV[9])) do
  local part = call('HGET', keys.parts, erased)
  if part then
    call('LREM', fileOf(part), 1, erased)
    call('HDEL', keys.parts, erased)
    call('HDEL', keys.kept, erased)
    call('ZREM', keys.lapses, erased)
  end
end
for _, kept in ipairs(cjson.decode(ARGV[10])) do
  if call('HEXISTS', keys.parts, kept) == 1 then
    call('HSET', keys.kept, kept, ARGV[11])
    call('ZADD', keys.lapses, ARGV[12], kept)
  end
end
for i = 14, #ARGV do
  local since = tonumber(call('HGET', keys.suppressed, ARGV[i]) or '-1')
  if since < tonumber(ARGV[13]) then call('HSET', keys.suppressed, ARGV[i], ARGV[13]) end
end
if ARGV[5] == 'purpose' or ARGV[5] == 'erasure' then call('HSET', keys.consent, ARGV[5], place) end
call('HSET', keys.consent, 'size', place, 'head', ARGV[3])
return { 1, place, ARGV[3] }
`,
  { uses: [ledger], grows: true },
);

/*
 * ARGV     [1] 'purpose' or 'contact', [2] contact, [3] how many entries are known, [4] the last of them as JSON, or empty
 * Returns  1 or 0 for whether what is known still stands; then, of each entry after it, or of all: link, part, retention
 * Atomic   it sees the file of one moment
 */
export const readFile = new Script(
  `
local file = ARGV[1] == 'purpose' and keys.purposes or keys.of('file', ARGV[2])
local from = tonumber(ARGV[3])
if from > 0 and call('HGET', keys.links, call('LINDEX', file, from - 1) or '') ~= ARGV[4] then from = 0 end
local found = { from > 0 and 1 or 0 }
for _, place in ipairs(call('LRANGE', file, from, -1)) do
  table.insert(found, { call('HGET', keys.links, place), call('HGET', keys.parts, place), call('HGET', keys.kept, place) })
end
return found
`,
  { uses: [ledger], reads: true },
);

/*
 * ARGV     [1] first place, [2] how many
 * Returns  links as JSON, in the order of the chain
 */
export const readLinks = new Script(
  `
local size, found = ledger.head(), {}
for place = math.max(ARGV[1], 1), size do
  if #found == tonumber(ARGV[2]) then break end
  local link = call('HGET', keys.links, place)
  if link then table.insert(found, link) end
end
return found
`,
  { uses: [ledger], reads: true },
);

/*
 * ARGV     [1] first place, [2] how many
 * Returns  of each part that is there, in the order of the chain: part as JSON, retention as JSON or nothing
 */
export const readParts = new Script(
  `
local size, found = ledger.head(), {}
for place = math.max(ARGV[1], 1), size do
  if #found == tonumber(ARGV[2]) then break end
  local part = call('HGET', keys.parts, place)
  if part then table.insert(found, { part, call('HGET', keys.kept, place) }) end
end
return found
`,
  { uses: [ledger], reads: true },
);

/*
 * ARGV     [1] now, [2] how many
 * Returns  the places of kept parts whose retention has ended, the longest ended first
 */
export const listLapsed = new Script(
  "return call('ZRANGE', keys.lapses, '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2])",
  { uses: [ledger], reads: true },
);

/*
 * ARGV     keyed hashes
 * Returns  since when each is suppressed, or nothing
 */
export const getSuppressions = new Script("return call('HMGET', keys.suppressed, unpack(ARGV))", {
  uses: [ledger],
  reads: true,
});
