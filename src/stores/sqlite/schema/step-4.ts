/** When a contact resumed marketing at the platform, so that a stop of before that is told late changes nothing. */
export const STEP_4 = `
  ALTER TABLE outbound_contacts ADD COLUMN resumed_since INTEGER;
`;
