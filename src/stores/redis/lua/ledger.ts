import type { Library } from "../server/script.ts";
import { keys } from "./keys.ts";

/**
 * The consent chain: `consent`, a hash of `size`, `head`, and the places of the latest `purpose` and the latest `erasure`;
 * `links`, `parts` and `kept`, hashes of JSON by place; `lapses`, a sorted set of the kept places by the end of their
 * retention; `suppressed`, a hash of moments by keyed hash; `purposes` and `file:CONTACT`, lists of places.
 */
export const ledger: Library = {
  uses: [keys],
  text: `
local ledger
ledger = {
  head = function()
    local head = call('HMGET', keys.consent, 'size', 'head')
    return tonumber(head[1]) or 0, head[2] or string.rep('0', 64)
  end,
}
`,
};
