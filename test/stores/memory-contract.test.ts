import { memoryStore } from "proximo";
import { storeContract } from "proximo/testing";
import { describe, test } from "vitest";

storeContract({ describe, test }, "memory", () => ({ store: memoryStore() }), { runs: 2_000 });
