/** What the gate holds may have a time of its own, which comes later. */
export const joiningColumn = `
ALTER TABLE holds ADD COLUMN IF NOT EXISTS joins bigint;
CREATE INDEX IF NOT EXISTS holds_joins ON holds (joins, ticket) WHERE joins IS NOT NULL;
COMMENT ON COLUMN holds.joins IS 'Its promotion, where that is later than the gate holds it.';
`;

/** Of a contact's tickets, those that wait by themselves: whoever has come often is served as soon as anybody. */
export const contactColumn = `
ALTER TABLE line ADD COLUMN IF NOT EXISTS contact text COLLATE "C";
UPDATE line q SET contact = t.contact FROM tickets t WHERE t.arrival = q.ticket AND t.contact IS NOT NULL;
CREATE INDEX IF NOT EXISTS line_contact ON line (contact) WHERE contact IS NOT NULL;
COMMENT ON COLUMN line.contact IS 'As in tickets, where those that are closed are too.';
`;
