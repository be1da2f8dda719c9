import canonicalize from "canonicalize";
import { digest } from "../../consent/chain/digest.ts";

/** The same for the same input, and for no other: by it, a ticket that is put in again is known. It tells nothing of the input. */
export function fingerprintOf(input: object): string {
  return digest.sha256(canonicalize(input) ?? "");
}
