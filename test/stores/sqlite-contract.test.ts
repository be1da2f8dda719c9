import { storeContract } from "proximo/testing";
import { describe, test } from "vitest";
import { drivers } from "./sqlite/drivers.ts";
import { opened } from "./sqlite/file.ts";

for (const { name, open, missing } of drivers)
  if (open === undefined) test.skip(`SQLite over ${missing}`, () => {});
  else storeContract({ describe, test }, `SQLite over ${name}`, () => opened(open));
