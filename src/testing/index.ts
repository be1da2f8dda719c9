/**
 * A clock that is moved by hand, and what makes a store a store.
 *
 * @module proximo/testing
 */

export type { FreshStore } from "./contract/stage/stage.ts";
export { type ContractOptions, storeContract, type TestRunner } from "./contract.ts";
export { type ManualClock, manualClock } from "./manual-clock.ts";
