/**
 * Puts a person into a center in every way there is, erases them if told to, and leaves a picture of the memory.
 * Runs in a process of its own: `node --expose-gc --import tsx picture.ts keep|erase SNAPSHOT`, the values on stdin.
 */
import { readFileSync } from "node:fs";
import { writeHeapSnapshot } from "node:v8";
import { live, type Person } from "./a-person.ts";

const [, , what, snapshot] = process.argv;

/** The person is known in here only. */
async function lived() {
  const person = JSON.parse(readFileSync(0, "utf8")) as Person;
  const center = await live(person);
  if (what === "erase") await center.consent.erase({ contact: person.id, reason: "art. 18 VI" });
  return center;
}

const center = await lived();
// The last subject of a regular expression is remembered by the language itself.
/x/.test("x");
globalThis.gc?.();
writeHeapSnapshot(snapshot);
console.log(JSON.stringify({ counts: await center.counts(), verified: (await center.consent.verify()).ok }));
