/**
 * What a schema that keeps tickets, consent and the gate needs to keep agents, offers, limits and counts as well. Whatever
 * has a moment at which time alone changes it carries that moment, in an index of those few. Claims that stand already are
 * taken as made by Next, since nobody wrote down otherwise.
 */
export const agentsTables = `
ALTER TABLE channels
  ADD wait_limit bigint CONSTRAINT channels_wait_limit_check CHECK (wait_limit >= 0),
  ADD escalate_after bigint CONSTRAINT channels_escalate_after_check CHECK (escalate_after >= 0);

ALTER TABLE lanes ADD reserved_for text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE lanes DROP CONSTRAINT lanes_key;
ALTER TABLE lanes ADD CONSTRAINT lanes_key UNIQUE (channel, promoted, skills_hash, reserved_for);
DROP INDEX lanes_first_skill;
CREATE INDEX lanes_reach ON lanes (reserved_for, first_skill);
COMMENT ON COLUMN lanes.reserved_for IS 'The agent to whom alone its tickets are given for now; empty where anybody may have them.';

ALTER TABLE tickets
  ADD preferred_agent text,
  ADD preferred_until bigint,
  ADD answered_at bigint,
  ADD told_too_long boolean NOT NULL DEFAULT false,
  ADD assignment json,
  ADD CONSTRAINT tickets_preference_check CHECK ((preferred_agent IS NULL) = (preferred_until IS NULL));
COMMENT ON COLUMN tickets.answered_at IS 'When an agent first had it, once the claim has ended: until then, the claim says it.';
COMMENT ON COLUMN tickets.assignment IS 'Whom it was given to before, if anybody had it; the claim that stands, or closed, knows better.';

ALTER TABLE line
  ADD reserved_until bigint,
  ADD escalates_at bigint,
  ADD limit_at bigint,
  ADD due bigint GENERATED ALWAYS AS (least(reserved_until, escalates_at, limit_at)) STORED;
CREATE INDEX line_due ON line (due) WHERE due IS NOT NULL;
COMMENT ON COLUMN line.due IS 'When time will next change it where it waits.';

ALTER TABLE holds ADD limit_at bigint, ADD reserved_until bigint;
CREATE INDEX holds_reserved_until ON holds (reserved_until) WHERE reserved_until IS NOT NULL;
COMMENT ON COLUMN holds.limit_at IS 'When it will have waited for too long, by its channel when it was held.';

ALTER TABLE claims
  ADD deadline bigint,
  ADD until bigint,
  ADD answered_at bigint,
  ADD given_at bigint,
  ADD way text NOT NULL DEFAULT 'next' CONSTRAINT claims_way_check CHECK (way IN ('next', 'take', 'offer')),
  ADD grounds json,
  ADD CONSTRAINT claims_until_check CHECK (deadline IS NULL OR (until IS NOT NULL AND until <= deadline));
UPDATE claims SET answered_at = claimed_at, given_at = claimed_at;
ALTER TABLE claims ALTER given_at SET NOT NULL, ALTER way DROP DEFAULT;
CREATE INDEX claims_until ON claims (until, place) WHERE until IS NOT NULL;
CREATE INDEX claims_agent ON claims (agent, place);
COMMENT ON COLUMN claims.deadline IS 'Of an offer; null once it is accepted.';
COMMENT ON COLUMN claims.until IS 'When time takes it back: an offer, or what an agent has who has vanished.';

ALTER TABLE closed
  ADD answered_at bigint,
  ADD agent text COLLATE "C",
  ADD given_at bigint,
  ADD way text,
  ADD grounds json;
COMMENT ON COLUMN closed.agent IS 'Who completed it or cancelled it while it was theirs; the rest is what their claim said.';

CREATE TABLE notices (
  seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT notices_pkey PRIMARY KEY,
  what text NOT NULL CONSTRAINT notices_what_check
    CHECK (what IN ('promoted', 'escalated', 'tooLong', 'lapsed', 'released', 'vanished')),
  ticket bigint,
  agent text COLLATE "C",
  claimed_at bigint,
  CONSTRAINT notices_ticket_check CHECK ((ticket IS NULL) = (what = 'vanished'))
);
CREATE INDEX notices_ticket ON notices (ticket) WHERE ticket IS NOT NULL;
COMMENT ON TABLE notices IS 'What time has brought and no process has told of yet.';
INSERT INTO notices (what, ticket) SELECT 'promoted', ticket FROM promotions ORDER BY at, ticket;
DROP TABLE promotions;

CREATE TABLE agents (
  id text COLLATE "C" CONSTRAINT agents_pkey PRIMARY KEY,
  place bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT agents_place_key UNIQUE,
  channels text[] COLLATE "C",
  skills text[] COLLATE "C" NOT NULL DEFAULT '{}',
  capacity bigint NOT NULL DEFAULT 1 CONSTRAINT agents_capacity_check CHECK (capacity >= 0),
  channel_capacity json NOT NULL DEFAULT '{}',
  wrap_up bigint NOT NULL DEFAULT 0 CONSTRAINT agents_wrap_up_check CHECK (wrap_up >= 0),
  channel_wrap_up json NOT NULL DEFAULT '{}',
  presence text NOT NULL DEFAULT 'offline' CONSTRAINT agents_presence_check CHECK (presence IN ('available', 'away', 'offline')),
  heartbeat bigint CONSTRAINT agents_heartbeat_check CHECK (heartbeat >= 0),
  release_after bigint CONSTRAINT agents_release_after_check CHECK (release_after >= 0),
  vanished boolean NOT NULL DEFAULT false,
  presence_since bigint NOT NULL,
  heard_at bigint NOT NULL,
  idle_since bigint NOT NULL,
  wrap_up_ends bigint,
  due bigint GENERATED ALWAYS AS (
    least(CASE WHEN presence <> 'offline' AND NOT vanished THEN heard_at + heartbeat END, wrap_up_ends)) STORED
) WITH (fillfactor = 70);
CREATE INDEX agents_due ON agents (due) WHERE due IS NOT NULL;
COMMENT ON TABLE agents IS 'Who is registered. Whoever gives an agent a ticket by their id locks the row first, and so counts what they have.';
COMMENT ON COLUMN agents.due IS 'When they vanish unless they are heard from, or the first of their wrap-ups ends.';

CREATE TABLE wrap_ups (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT wrap_ups_pkey PRIMARY KEY,
  agent text COLLATE "C" NOT NULL CONSTRAINT wrap_ups_agent_fkey REFERENCES agents ON DELETE CASCADE,
  channel text COLLATE "C" NOT NULL,
  until bigint NOT NULL
);
CREATE INDEX wrap_ups_agent ON wrap_ups (agent, until, id);
COMMENT ON TABLE wrap_ups IS 'Places of agents that are still taken after a ticket has ended. With the row of the agent locked.';

CREATE TABLE refusals (
  ticket bigint,
  agent text COLLATE "C",
  until bigint NOT NULL,
  CONSTRAINT refusals_pkey PRIMARY KEY (ticket, agent)
);
COMMENT ON TABLE refusals IS 'Which offers were given back, and until when they are not made again to the same agent.';

CREATE TABLE tallies (
  at bigint,
  series text COLLATE "C",
  measure text COLLATE "C",
  amount double precision NOT NULL,
  CONSTRAINT tallies_pkey PRIMARY KEY (at, series, measure)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE tallies IS 'Counts and sums by the beginning of their interval, 0 for what is kept for good. Nothing names a contact.';
`;
