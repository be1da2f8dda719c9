/**
 * How many agents a center needs, and how long its contacts wait.
 *
 * @module proximo/simulation
 */

export { agentsFor, type StaffingGoal } from "./agents-for.ts";
export { type ErlangAInput, type ErlangAResult, erlangA } from "./erlang-a.ts";
export { type ErlangCInput, type ErlangCResult, erlangC } from "./erlang-c.ts";
