import type { Library } from "../server/script.ts";
import { tickets } from "./tickets.ts";
import { time } from "./time.ts";

/**
 * Offers that agents have refused, as a ticket's record keeps them: agent, end, agent, end … What has ended stays, since it
 * would hold again by a clock that runs backwards.
 */
export const refusals: Library = {
  uses: [tickets, time],
  text: `
local refusals
refusals = {
  stands = function(t, agent)
    local list = t[REFUSALS] or {}
    for place = 1, #list, 2 do
      if list[place] == agent then return now < tonumber(list[place + 1]) end
    end
    return false
  end,

  -- Who has refused it, for now.
  standing = function(t)
    local list, found = t[REFUSALS] or {}, {}
    for place = 1, #list, 2 do
      if now < tonumber(list[place + 1]) then table.insert(found, list[place]) end
    end
    return found
  end,

  add = function(t, agent, till)
    local list = t[REFUSALS] or {}
    local place = 1
    while list[place] and list[place] ~= agent do place = place + 2 end
    list[place], list[place + 1] = agent, digits(till)
    t[REFUSALS] = list
  end,
}
`,
};
