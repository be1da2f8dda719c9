/**
 * How many agents a center needs, and how long its contacts wait.
 *
 * @module proximo/simulation
 */

export { agentsFor, type StaffingGoal } from "./agents-for.ts";
export { type Alternative, type Comparison, compare } from "./compare.ts";
export type { RandomDuration } from "./durations.ts";
export { type ErlangAInput, type ErlangAResult, erlangA } from "./erlang-a.ts";
export { type ErlangCInput, type ErlangCResult, erlangC } from "./erlang-c.ts";
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
