/** Since when a contact's service window is open, so that a delivery that is told late is known to lie within it. */
export const STEP_6 = `
  ALTER TABLE outbound_contacts ADD COLUMN window_since INTEGER;
`;
