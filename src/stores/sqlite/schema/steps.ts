import { STEP_1 } from "./step-1.ts";
import { STEP_2 } from "./step-2.ts";
import { STEP_3 } from "./step-3.ts";
import { STEP_4 } from "./step-4.ts";
import { STEP_5 } from "./step-5.ts";
import { STEP_6 } from "./step-6.ts";

/**
 * The schema, step by step: a file at version n has been through the first n of them. A step that was published is never
 * changed; whatever comes later is a further step.
 */
export const STEPS: readonly string[] = [STEP_1, STEP_2, STEP_3, STEP_4, STEP_5, STEP_6];
