import { senders } from "../lua/senders.ts";
import { Script } from "../server/script.ts";

/*
 * ARGV     [1] senders, as a JSON array of { sender, since (from when it is counted) }, [2] what is told of messages, as a JSON
 *          array of { channel, what, since }
 * Returns  the standing of each sender, and of what is told when it happened where it is known already, else -1
 */
export const getSenders = new Script(
  `
local standings, known = {}, {}
for place, one in ipairs(cjson.decode(ARGV[1])) do standings[place] = senders.standing(one.sender, one.since) end
for place, one in ipairs(cjson.decode(ARGV[2])) do known[place] = reach.told(one.channel, one.what, one.since) or -1 end
return { standings, known }
`,
  { uses: [senders] },
);

/*
 * Keeps the states of senders, as judged outside, and what happened, if none of them has changed since it was judged.
 *
 * ARGV     [1] version from now on, [2] senders and what is to become of them, as a JSON array of { sender, version (at which it
 *          was judged), state, counts (what to count, in order: { kind, at, since }, or { recount } to begin anew) }, [3] what
 *          happened to contacts, as a JSON array of { kind, contact, channel, at, notBefore, serviceWindow, and of a message
 *          with an id, what is told and since when it would be known }
 * Returns  1, or 0 where one has changed, or something was told meanwhile: nothing is kept then
 * Atomic   all of it. With a version that stands already, sent again by a client whose connection was lost, it does nothing
 */
export const keepOccurrences = new Script(
  `
local judged, occurrences = cjson.decode(ARGV[2]), cjson.decode(ARGV[3])
for _, one in ipairs(judged) do
  local version = call('HGET', keys.of('sender', one.sender), 'version') or ''
  if version == ARGV[1] then return 1 end
  if version ~= one.version then return 0 end
end
for _, o in ipairs(occurrences) do
  if o.what and reach.told(o.channel, o.what, o.since) then return 0 end
end

local function keepLatest(contact, field, at)
  local before = tonumber(call('HGET', keys.of('person', contact), field) or '')
  call('HSET', keys.of('person', contact), field, before and math.max(before, at) or at)
end

local function windowOf(contact, channel)
  local moments = call('HMGET', keys.of('person', contact), 'windowSince:' .. channel, 'lastReceived:' .. channel)
  local last = tonumber(moments[2] or '')
  return tonumber(moments[1] or '') or last, last
end

-- As long as the window of one message reaches the other it is open without a break.
local function receive(contact, channel, at, length)
  local since, last = windowOf(contact, channel)
  if not last or at > last + length then since = at
  elseif at + length >= since then since = math.min(since, at) end
  call('HSET', keys.of('person', contact), 'windowSince:' .. channel, since)
  keepLatest(contact, 'lastReceived:' .. channel, at)
end

local function move(o)
  local contact, channel, at = o.contact, o.channel, o.at
  if o.kind == 'received' then receive(contact, channel, at, o.serviceWindow)
  elseif o.kind == 'delivered' then
    keepLatest(contact, 'lastDelivered:' .. channel, at)
    local since, last = windowOf(contact, channel)
    if last and o.serviceWindow > 0 and since <= at and at < last + o.serviceWindow then reach.release(channel, contact)
    else reach.put(channel, contact, at, math.max(at, reach.delivered(channel, contact) or at)) end
  elseif o.kind == 'failed' then
    reach.release(channel, contact)
    if o.notBefore then keepLatest(contact, 'notBefore:' .. channel, o.notBefore) end
  end
end

for _, o in ipairs(occurrences) do
  move(o)
  if o.what and o.at > o.since then reach.tell(o.contact, o.channel, o.what, o.at) end
end
for _, one in ipairs(judged) do
  local key = keys.of('sender', one.sender)
  for _, counted in ipairs(one.counts) do
    if counted.recount then senders.recount(one.sender) else senders.count(one.sender, counted.kind, counted.at, counted.since) end
  end
  call('HSET', key, 'state', one.state, 'version', ARGV[1])
end
return 1
`,
  { uses: [senders], grows: true },
);
