/**
 * Of every function that a store calls: tables are found in its own schema, and always by an index, however few rows there
 * were when the plan was made; a plan is made once for a connection, not for each value; nothing is compiled.
 */
export const settings = `
  SET search_path FROM CURRENT
  SET plan_cache_mode TO force_generic_plan
  SET enable_seqscan TO off
  SET enable_hashjoin TO off
  SET enable_mergejoin TO off
  SET jit TO off`;

/** Of those that count: what looks at many rows may join them as it likes. */
export const countingSettings = `
  SET search_path FROM CURRENT
  SET plan_cache_mode TO force_custom_plan
  SET jit TO off`;
