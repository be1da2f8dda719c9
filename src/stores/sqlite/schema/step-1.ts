/**
 * The line, the consent chain and the outbound gate.
 *
 * A ticket is one row, and so is its claim: it cannot be held twice. The order of the line (`queue/order.ts`, keys 3 to 5) is the
 * index `tickets_in_line`; keys 1 and 2 are in no row of a ticket, so that a channel is re-scored in one update.
 */
export const STEP_1 = `
  CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE channels (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 100),
    absolute INTEGER NOT NULL CHECK (absolute IN (0, 1)),
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    inbound INTEGER NOT NULL CHECK (inbound IN (0, 1)),
    outbound INTEGER NOT NULL CHECK (outbound IN (0, 1)),
    CONSTRAINT channels_once UNIQUE (id)
  ) STRICT;

  CREATE TABLE rules (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    rules TEXT NOT NULL
  ) STRICT;

  CREATE TABLE lanes (
    lane INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    promoted INTEGER NOT NULL CHECK (promoted IN (0, 1)),
    skills TEXT NOT NULL,
    waiting INTEGER NOT NULL CHECK (waiting >= 0),
    CONSTRAINT lanes_once UNIQUE (channel, promoted, skills)
  ) STRICT;

  CREATE TABLE tickets (
    arrival INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    channel TEXT NOT NULL,
    contact TEXT,
    state TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    rule_score INTEGER NOT NULL,
    rules_version INTEGER NOT NULL,
    promoted INTEGER NOT NULL,
    contact_score INTEGER NOT NULL,
    waiting_since INTEGER NOT NULL,
    lane INTEGER,
    due INTEGER,
    gated INTEGER NOT NULL DEFAULT 0,
    token TEXT,
    agent TEXT,
    claimed_at INTEGER,
    claim INTEGER,
    closed_at INTEGER,
    closing INTEGER,
    promotion INTEGER,
    ticket TEXT NOT NULL,
    CONSTRAINT tickets_in_line_wait CHECK ((lane IS NOT NULL) = (state = 'waiting')),
    CONSTRAINT tickets_claimed_by_one CHECK ((token IS NOT NULL) = (state IN ('active', 'offered'))),
    CONSTRAINT tickets_closed_once CHECK ((closing IS NOT NULL) = (state IN ('completed', 'cancelled')))
  ) STRICT;

  CREATE UNIQUE INDEX tickets_by_id ON tickets (id);
  CREATE INDEX tickets_by_contact ON tickets (contact, arrival) WHERE contact IS NOT NULL;
  CREATE INDEX tickets_in_line ON tickets (lane, contact_score DESC, waiting_since, arrival) WHERE lane IS NOT NULL;
  CREATE INDEX tickets_due ON tickets (gated, due, arrival) WHERE due IS NOT NULL;
  CREATE INDEX tickets_gated ON tickets (channel, arrival) WHERE gated = 1;
  CREATE UNIQUE INDEX tickets_by_token ON tickets (token) WHERE token IS NOT NULL;
  CREATE INDEX tickets_closed ON tickets (closing) WHERE closing IS NOT NULL;
  CREATE INDEX tickets_by_rules ON tickets (rules_version, arrival) WHERE closing IS NULL;
  CREATE INDEX tickets_promoted ON tickets (promotion) WHERE promotion IS NOT NULL;

  CREATE TABLE consent_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    head TEXT NOT NULL
  ) STRICT;

  CREATE TABLE consent_links (
    seq INTEGER PRIMARY KEY,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  CREATE TABLE consent_parts (
    seq INTEGER PRIMARY KEY,
    contact TEXT,
    salt TEXT NOT NULL,
    record TEXT NOT NULL,
    kept_inciso TEXT,
    kept_until INTEGER,
    CONSTRAINT consent_parts_kept_until CHECK ((kept_inciso IS NULL) = (kept_until IS NULL))
  ) STRICT;

  CREATE INDEX consent_parts_by_contact ON consent_parts (contact, seq);
  CREATE INDEX consent_parts_kept ON consent_parts (kept_until, seq) WHERE kept_until IS NOT NULL;

  CREATE TABLE consent_suppressions (
    hash TEXT NOT NULL PRIMARY KEY,
    since INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbound_contacts (
    contact TEXT NOT NULL,
    channel TEXT NOT NULL,
    last_received INTEGER,
    last_delivered INTEGER,
    not_before INTEGER,
    stopped_since INTEGER,
    question TEXT,
    PRIMARY KEY (contact, channel)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbound_decisions (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    contact TEXT NOT NULL,
    decision TEXT NOT NULL
  ) STRICT;

  CREATE INDEX outbound_decisions_by_contact ON outbound_decisions (contact, seq);
  CREATE INDEX outbound_decisions_by_time ON outbound_decisions (at);

  CREATE TABLE outbound_senders (
    channel TEXT NOT NULL,
    template TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (channel, template)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbound_hours (
    channel TEXT NOT NULL,
    template TEXT NOT NULL,
    hour INTEGER NOT NULL,
    delivered INTEGER NOT NULL,
    blocked INTEGER NOT NULL,
    reported INTEGER NOT NULL,
    opted_out INTEGER NOT NULL,
    PRIMARY KEY (channel, template, hour)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbound_reached (
    place INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    contact TEXT,
    at INTEGER NOT NULL,
    delivered_at INTEGER
  ) STRICT;

  CREATE UNIQUE INDEX outbound_reached_once ON outbound_reached (contact, channel) WHERE contact IS NOT NULL;
  CREATE INDEX outbound_reached_by_time ON outbound_reached (channel, at);

  INSERT INTO rules VALUES (1, 0, '[]');
  INSERT INTO consent_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
`;
