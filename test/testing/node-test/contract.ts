/** Run by Node, not by vitest. It takes the name of a fault; without one, the store is right. */
import { describe, test } from "node:test";
import { memoryStore } from "proximo";
import { storeContract } from "proximo/testing";
import { faulty } from "../faults/fault.ts";
import { lineFaults } from "../faults/line.ts";

const [, , fault] = process.argv;
const open = () => (fault === undefined ? memoryStore() : faulty(lineFaults[fault]!));
const without = { messages: "it is not asked here" };

storeContract({ describe, test }, "memory", () => ({ store: open() }), { runs: 20, without });
