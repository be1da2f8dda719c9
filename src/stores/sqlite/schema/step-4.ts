/**
 * Reports come late and more than once. When a contact resumed marketing at the platform is kept, so that a stop of before
 * that changes nothing; and what was told of messages, so that it counts once.
 */
export const STEP_4 = `
  ALTER TABLE outbound_contacts ADD COLUMN resumed_since INTEGER;

  CREATE TABLE outbound_told (
    contact TEXT NOT NULL,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (contact, channel, kind, message)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX outbound_told_by_time ON outbound_told (channel, at);
`;
