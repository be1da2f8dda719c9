import type { Library } from "../script.ts";
import { gate } from "./gate.ts";

/** A change is JSON with what is to be changed: `contactScore` 0 takes the score away, `scheduledFor` -1 the schedule. */
export const change: Library = {
  uses: [gate],
  text: `
local function apply(t, change)
  if change.channel then t[CHANNEL] = change.channel end
  if change.skills then t[SKILLS] = change.skills end
  if change.contactScore then t[OWN_SCORE] = change.contactScore > 0 and change.contactScore end
  if change.scheduledFor then
    t[SCHEDULED_FOR] = change.scheduledFor >= 0 and change.scheduledFor
    t[PROMOTED] = false
  end
end

-- The record as it would be.
local function changed(t, change)
  local copy = { unpack(t) }
  apply(copy, change)
  return copy
end

-- Lets a ticket stand where its keys say, once changed.
local function replace(id, t, change)
  leave(id, t)
  apply(t, change)
  join(id, t)
end
`,
};
