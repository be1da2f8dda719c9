import type { Library } from "../script.ts";
import { keys } from "./keys.ts";

/** ARGV[1] is the time of an injected clock, or empty: the server's then. ARGV[2] is the promotion lead. Both in milliseconds. */
export const time: Library = {
  uses: [keys],
  text: `
local now, lead = tonumber(ARGV[1]), tonumber(ARGV[2])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
`,
};
