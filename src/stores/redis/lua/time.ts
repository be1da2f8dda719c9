import type { Library } from "../script.ts";
import { keys } from "./keys.ts";

/**
 * ARGV[1] is the time of an injected clock, or empty: the server's then. ARGV[2] is the promotion lead. Both in milliseconds.
 *
 * `moment` is `now` as text, as records and commands take it: Redis makes digits of a number by way of printf, at a price.
 */
export const time: Library = {
  uses: [keys],
  text: `
local function digits(number) return string.format('%d', number) end
local moment, lead = ARGV[1], ARGV[2]
if moment == '' then
  local time = call('TIME')
  moment = time[1] .. string.sub('00' .. math.floor(time[2] / 1000), -3)
end
local now = tonumber(moment)
`,
};
