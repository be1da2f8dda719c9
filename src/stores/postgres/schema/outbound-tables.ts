/** What the outbound gate keeps. Whatever concerns the volume of a channel happens with its row of `senders` locked. */
export const outboundTables = `
CREATE TABLE standings (
  contact text COLLATE "C",
  channel text COLLATE "C",
  last_received bigint,
  last_delivered bigint,
  not_before bigint,
  stopped_since bigint,
  CONSTRAINT standings_pkey PRIMARY KEY (contact, channel)
);
COMMENT ON TABLE standings IS 'What is known of a contact on a channel.';

CREATE TABLE questions (
  contact text COLLATE "C",
  channel text COLLATE "C",
  question json NOT NULL,
  CONSTRAINT questions_pkey PRIMARY KEY (contact, channel)
);
COMMENT ON TABLE questions IS 'The opt-in question last put to a contact on a channel, until it is answered.';

CREATE TABLE decisions (
  seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT decisions_pkey PRIMARY KEY,
  at bigint NOT NULL,
  contact text COLLATE "C" NOT NULL,
  decision json NOT NULL
);
CREATE INDEX decisions_contact ON decisions (contact, seq);
CREATE INDEX decisions_at ON decisions (at);
COMMENT ON TABLE decisions IS 'Every decision of the gate (LGPD art. 37), until it is purged or its contact erased.';

CREATE TABLE senders (
  channel text COLLATE "C",
  template text COLLATE "C",
  state json NOT NULL DEFAULT '{"pauses":0}',
  version bigint NOT NULL DEFAULT 0,
  reached bigint NOT NULL DEFAULT 0,
  CONSTRAINT senders_pkey PRIMARY KEY (channel, template)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE senders IS 'The whole of a channel (template empty) and its templates, with their state at the platform. reached counts the rows of reach.';

CREATE TABLE hours (
  channel text COLLATE "C",
  template text COLLATE "C",
  hour bigint,
  delivered bigint NOT NULL DEFAULT 0,
  blocked bigint NOT NULL DEFAULT 0,
  reported bigint NOT NULL DEFAULT 0,
  opted_out bigint NOT NULL DEFAULT 0,
  CONSTRAINT hours_pkey PRIMARY KEY (channel, template, hour)
) WITH (fillfactor = 50);
COMMENT ON TABLE hours IS 'What became of the messages of a sender, hour by hour since 1970. Nothing names anybody.';

CREATE TABLE reach (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT reach_pkey PRIMARY KEY,
  channel text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  delivered_at bigint,
  contact text COLLATE "C",
  CONSTRAINT reach_contact_key UNIQUE (contact, channel)
);
CREATE INDEX reach_at ON reach (channel, at);
COMMENT ON TABLE reach IS 'The contacts reached in the moving window of a channel, each at its latest moment. Erased, one keeps the moment and loses its name.';
`;
