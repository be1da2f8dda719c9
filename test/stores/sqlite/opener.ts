/** A process that opens a store in a file as soon as it is told to, and says what came of it: `opener.ts FILE`. */
import { createCenter } from "proximo";
import { openStore } from "../crash/open-store.ts";

const store = await openStore(`sqlite:${process.argv[2]}`);
console.log("ready");
process.stdin.once("data", async () => {
  try {
    const center = await createCenter({ store });
    await center.enqueue({ channel: "email" });
    console.log("opened");
  } catch (error) {
    console.log((error as { code?: string }).code ?? error);
  }
  process.exit();
});
