import { memoryStore } from "proximo";
import { storeContract } from "proximo/testing";
import { describe, test } from "vitest";

storeContract({ describe, test }, "memory", () => ({ store: memoryStore() }), { runs: 1_000, timeout: 300_000 });
