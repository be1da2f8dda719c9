import type { Library } from "../server/script.ts";
import { gate } from "./gate.ts";

/** A change is JSON with what is to be changed: an empty `contactScore` or `preferred` takes it away, `scheduledFor` -1 the schedule. */
export const change: Library = {
  uses: [gate],
  text: `
local change
change = {
  apply = function(t, changes)
    if changes.channel then t[CHANNEL] = changes.channel end
    if changes.skills then t[SKILLS] = changes.skills end
    if changes.contactScore then t[OWN_SCORE] = changes.contactScore ~= '' and changes.contactScore end
    if changes.scheduledFor then
      t[SCHEDULED_FOR] = changes.scheduledFor >= 0 and digits(changes.scheduledFor)
      t[PROMOTED], t[TOLD_TOO_LONG] = false, false
    end
    if changes.preferred then
      t[PREFERRED] = changes.preferred ~= '' and changes.preferred
      t[PREFERRED_UNTIL] = t[PREFERRED] and digits(changes.preferredUntil)
    end
  end,

  -- The record as it would be.
  preview = function(t, changes)
    local copy = { unpack(t) }
    change.apply(copy, changes)
    return copy
  end,

  -- Lets a ticket stand where its keys say, once changed.
  replace = function(id, t, changes)
    line.leave(id, t)
    change.apply(t, changes)
    line.join(id, t)
  end,
}
`,
};
