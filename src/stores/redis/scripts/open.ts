import { keys } from "../lua/keys.ts";
import { Script } from "../script.ts";

/*
 * Opens the store, and gives a new one its channels.
 *
 * ARGV     [1] the version of the schema that this program knows; then, for each channel of a new store, its id and settings
 * Returns  the version that the store has, and the server's time in microseconds
 * Atomic   whichever process comes first makes the store
 */
export const open = new Script(
  `
local version = call('HGET', base, 'schema')
if not version then
  version = ARGV[1]
  call('HSET', base, 'schema', version)
  for i = 2, #ARGV, 2 do call('HSET', keys.channels, ARGV[i], ARGV[i + 1]) end
end
local time = call('TIME')
return { version, time[1] * 1000000 + time[2] }
`,
  { uses: [keys] },
);
