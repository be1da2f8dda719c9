export type { FreshStore } from "./contract/stage.ts";
export { type ContractOptions, storeContract, type TestRunner } from "./contract.ts";
export { type ManualClock, manualClock } from "./manual-clock.ts";
