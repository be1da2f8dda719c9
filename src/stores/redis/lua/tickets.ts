import type { Library } from "../server/script.ts";
import { keys } from "./keys.ts";

/**
 * What changes of a ticket, and what scripts look at: its record, a JSON array in this order. What is absent is `false`, or
 * beyond the end, as what a later version has added is; a contact that nobody knows is empty.
 *
 * Numbers are digits in a text: the JSON of Redis writes no more than 14 digits of a number, and 8.64e15 has 16. Scores are as
 * lanes sort them: 100 less the score, in two digits. `heldUntil` is -1 where the gate does not know until when.
 *
 * `preferred` is the agent as a step of a lane's path (see lanes), `reserved` the same while the lane is theirs alone;
 * `escalatesAt` and `limitAt` are those of the channel when it last joined; `awaited` says that it is in that set; `refusals`
 * is a list of agent, end, agent, end …
 */
export const RECORD = [
  "id",
  "state",
  "channel",
  "skills",
  "contact",
  "direction",
  "ownScore",
  "ruleScore",
  "rulesVersion",
  "receivedAt",
  "scheduledFor",
  "promoted",
  "arrival",
  "waitingSince",
  "heldUntil",
  "token",
  "agent",
  "claimedAt",
  "closedAt",
  "answeredAt",
  "deadline",
  "awaited",
  "limitAt",
  "escalatesAt",
  "toldTooLong",
  "preferred",
  "preferredUntil",
  "reserved",
  "refusals",
] as const;

const constant = (field: string) => field.replace(/[A-Z]/g, "_$&").toUpperCase();

/** A ticket as scripts see it: `t[STATE]`, `t[CHANNEL]` … */
export const tickets: Library = {
  uses: [keys],
  constants: {
    ...Object.fromEntries(RECORD.map((field, place) => [constant(field), place + 1])),
    FIELDS: RECORD.length,
  },
  text: `
-- records: those that were read or written, as JSON.
local tickets
tickets = {
  records = {},

  load = function(id)
    local record = call('HGET', keys.tickets, id)
    tickets.records[id] = record
    return record and tickets.parsed(record)
  end,

  parsed = function(record)
    local t = cjson.decode(record)
    for place = #t + 1, FIELDS do t[place] = false end
    return t
  end,

  record = function(t)
    local last = FIELDS
    while not t[last] do last = last - 1 end
    return cjson.encode({ unpack(t, 1, last) })
  end,

  save = function(id, t)
    tickets.records[id] = tickets.record(t)
    call('HSET', keys.tickets, id, tickets.records[id])
  end,

  -- As it is told to the outside, once it is saved: record and body, as JSON. Replies are text, since Redis looks at every
  -- table of a reply seven times.
  case = function(id)
    local record = tickets.records[id] or call('HGET', keys.tickets, id)
    return '[' .. record .. ',' .. call('HGET', keys.bodies, id) .. ']'
  end,
}
`,
};
