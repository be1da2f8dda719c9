import type { Library } from "../script.ts";
import { keys } from "./keys.ts";

/**
 * What changes of a ticket, and what scripts look at; packed in this order. What is absent is `false`, and so is an own
 * contact score of a ticket that has none. `heldUntil` is -1 where the gate does not know until when.
 */
export const RECORD = [
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
] as const;

const names = RECORD.map((field) => field.replace(/[A-Z]/g, "_$&").toUpperCase());

/** A ticket as scripts see it: `t[STATE]`, `t[CHANNEL]` … */
export const record: Library = {
  uses: [keys],
  text: `
local ${names.join(", ")} = ${names.map((_, index) => index + 1).join(", ")}

local function load(id)
  local packed = call('HGET', TICKETS, id)
  return packed and cmsgpack.unpack(packed)
end

local function save(id, t)
  call('HSET', TICKETS, id, cmsgpack.pack(t))
end

-- As it is told to the outside.
local function case(id, t)
  return { id, t, call('HGET', BODIES, id) }
end
`,
};
