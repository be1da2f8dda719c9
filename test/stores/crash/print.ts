import { writeSync } from "node:fs";
import type { Line } from "./log.ts";

const asleep = new Int32Array(new SharedArrayBuffer(4));

/**
 * At once: what was printed is with the parent, however soon this process is killed. A parent that is slow to read leaves
 * the pipe full: then it is waited for, and nothing is asked that was not said before.
 */
export function print(line: Line): void {
  let rest = Buffer.from(`${JSON.stringify(line)}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(asleep, 0, 0, 1);
    }
  }
}
