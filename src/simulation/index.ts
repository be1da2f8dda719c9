/**
 * How many agents a center needs, and how long its contacts wait.
 *
 * @module proximo/simulation
 */

export { type Alternative, type Comparison, compare } from "./compare.ts";
export type { RandomDuration } from "./durations.ts";
export type { Estimate } from "./estimate.ts";
export type { Figures } from "./figures.ts";
export { type SimulationResult, simulate } from "./simulate.ts";
export type {
  ContactKind,
  Shift,
  SimulatedAgent,
  SimulatedChannel,
  SimulatedContact,
  Simulation,
} from "./simulation.ts";
export { agentsFor, type StaffingGoal } from "./staffing/agents-for.ts";
export { type ErlangAInput, type ErlangAResult, erlangA } from "./staffing/erlang-a.ts";
export { type ErlangCInput, type ErlangCResult, erlangC } from "./staffing/erlang-c.ts";
