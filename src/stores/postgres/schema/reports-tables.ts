/**
 * Reports come late and more than once. When a contact resumed marketing at the platform is kept, so that a stop of before
 * that changes nothing; and what was told of messages, so that it counts once.
 */
export const reportsTables = `
ALTER TABLE standings ADD COLUMN IF NOT EXISTS resumed_since bigint;

CREATE TABLE IF NOT EXISTS told (
  contact text COLLATE "C",
  channel text COLLATE "C",
  kind text COLLATE "C",
  message text COLLATE "C",
  at bigint NOT NULL,
  CONSTRAINT told_pkey PRIMARY KEY (contact, channel, kind, message)
);
CREATE INDEX IF NOT EXISTS told_at ON told (channel, at);
COMMENT ON TABLE told IS 'What was told of messages, while the windows of the channel reach it.';
`;

/** Since when a contact's service window is open, so that a delivery that is told late is known to lie within it. */
export const windowColumn = `
ALTER TABLE standings ADD COLUMN IF NOT EXISTS window_since bigint;
`;
