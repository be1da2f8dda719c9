import { storeContract } from "proximo/testing";
import { describe, test } from "vitest";
import { drivers } from "./drivers.ts";
import { opened } from "./temporary-file.ts";

/** `PROXIMO_LONG=1` plays histories for as long as patience lasts. */
const long = process.env.PROXIMO_LONG ? { runs: 5_000, timeout: 3_600_000 } : { runs: 200, timeout: 300_000 };
const options = { ...long, without: { broadcasts: "another handle on the file looks for changes, and hears of none" } };

for (const { name, open, missing } of drivers)
  if (open === undefined) test.skip(`SQLite over ${missing}`, () => {});
  else storeContract({ describe, test }, `SQLite over ${name}`, () => opened(open), options);
