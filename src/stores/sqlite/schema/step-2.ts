/**
 * Agents, offers, and what time brings.
 *
 * `due` is from now on the moment at which time alone next changes a ticket, in whatever state; a ticket without one costs
 * its index nothing. Whom a lane is reserved for stands among its skills (`reservation.ts`). What has passed and was not
 * told is in `passages`, where there was a number on the ticket for promotions alone.
 */
export const STEP_2 = `
  ALTER TABLE channels ADD COLUMN wait_limit INTEGER;
  ALTER TABLE channels ADD COLUMN escalate_after INTEGER;

  ALTER TABLE tickets ADD COLUMN deadline INTEGER
    CONSTRAINT tickets_offered_for_a_time CHECK ((deadline IS NOT NULL) = (state = 'offered'));
  ALTER TABLE tickets ADD COLUMN answered_at INTEGER;
  ALTER TABLE tickets ADD COLUMN escalates_at INTEGER;
  ALTER TABLE tickets ADD COLUMN limit_at INTEGER;
  ALTER TABLE tickets ADD COLUMN told_too_long INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tickets ADD COLUMN refusals TEXT;
  ALTER TABLE tickets ADD COLUMN assignment TEXT;
  UPDATE tickets SET answered_at = claimed_at WHERE state = 'active';

  DROP INDEX tickets_due;
  CREATE INDEX tickets_due ON tickets (due, arrival) WHERE due IS NOT NULL;
  CREATE INDEX tickets_of_agent ON tickets (agent, claim, channel) WHERE agent IS NOT NULL;

  CREATE TABLE passages (
    place INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    of_ticket INTEGER,
    of_agent TEXT,
    claim_state TEXT,
    claim_since INTEGER
  ) STRICT;

  INSERT INTO passages (what, of_ticket)
    SELECT 'promoted', arrival FROM tickets
    WHERE promotion > coalesce((SELECT value FROM counters WHERE name = 'told'), 0) ORDER BY promotion;
  DROP INDEX tickets_promoted;
  ALTER TABLE tickets DROP COLUMN promotion;
  DELETE FROM counters WHERE name IN ('promotions', 'told');

  CREATE TABLE agents (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    profile TEXT NOT NULL,
    vanished INTEGER NOT NULL CHECK (vanished IN (0, 1)),
    presence_since INTEGER NOT NULL,
    heard_at INTEGER NOT NULL,
    idle_since INTEGER NOT NULL,
    wrapping_up TEXT NOT NULL,
    due INTEGER,
    CONSTRAINT agents_once UNIQUE (id)
  ) STRICT;

  CREATE INDEX agents_due ON agents (due) WHERE due IS NOT NULL;

  CREATE TABLE tallies (
    at INTEGER NOT NULL,
    series TEXT NOT NULL,
    measure TEXT NOT NULL,
    amount REAL NOT NULL,
    PRIMARY KEY (at, series, measure)
  ) STRICT, WITHOUT ROWID;
`;
