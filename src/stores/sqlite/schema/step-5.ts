/** Of a contact's tickets, those that are open by themselves: whoever has come often is served as soon as anybody. */
export const STEP_5 = `
  DROP INDEX tickets_by_contact;
  CREATE INDEX tickets_by_contact ON tickets (contact, closing, arrival) WHERE contact IS NOT NULL;
`;
