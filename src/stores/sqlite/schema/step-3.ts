/** Who is held, the soonest to join first: while a ticket is held, `waiting_since` is when it may join the line. */
export const STEP_3 = `
  UPDATE tickets SET waiting_since = coalesce(due, ${Number.MAX_SAFE_INTEGER}) WHERE gated = 1;
  CREATE INDEX tickets_held ON tickets (waiting_since, arrival) WHERE state = 'held';
`;
