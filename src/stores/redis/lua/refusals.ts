import type { Library } from "../script.ts";
import { tickets } from "./tickets.ts";
import { time } from "./time.ts";

/** Offers that agents have refused, as a ticket's record keeps them: agent, end, agent, end … */
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

  -- What has ended is dropped.
  add = function(t, agent, till)
    local list = {}
    for place = 1, t[REFUSALS] and #t[REFUSALS] or 0, 2 do
      local other, ends = t[REFUSALS][place], t[REFUSALS][place + 1]
      if other ~= agent and now < tonumber(ends) then
        table.insert(list, other)
        table.insert(list, ends)
      end
    end
    table.insert(list, agent)
    table.insert(list, digits(till))
    t[REFUSALS] = list
  end,
}
`,
};
