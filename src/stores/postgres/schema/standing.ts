/**
 * Where tickets stand, and how they get there.
 *
 * Locks are taken in one order, so that nobody waits for each other: the enrolment, rows of `agents` by their ids, rows of
 * `tickets`, then those of the table that the ticket is in, the contact's consent last. A claim takes no row of `tickets`.
 */
export const standing = `
CREATE OR REPLACE FUNCTION moment(_given bigint) RETURNS bigint LANGUAGE sql VOLATILE
RETURN coalesce(_given, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint);
COMMENT ON FUNCTION moment IS 'The time given, or this server''s.';

CREATE OR REPLACE FUNCTION enrol() RETURNS void LANGUAGE sql
RETURN pg_advisory_xact_lock_shared('lanes'::regclass::oid::integer, 0);
COMMENT ON FUNCTION enrol IS 'Before anybody joins the line: neither new rules nor the dropping of empty lanes come in between.';

CREATE OR REPLACE FUNCTION shown(_ticket tickets, _state text, _held_until bigint, _closed_at bigint, _answered_at bigint) RETURNS json
LANGUAGE sql STABLE RETURN json_build_array(
  _ticket.id, _ticket.channel, _ticket.outbound, _ticket.contact, _ticket.purpose, _ticket.address, _ticket.template,
  _ticket.contact_score, _ticket.received_at, _ticket.scheduled_for, _ticket.skills, _ticket.details, _ticket.arrival,
  _state, _held_until, _closed_at, coalesce(_ticket.answered_at, _answered_at), _ticket.preferred_agent, _ticket.preferred_until);
COMMENT ON FUNCTION shown IS 'A ticket for outside: an array, since an object takes twice as long to build, with every claim.';

CREATE OR REPLACE FUNCTION given(_agent text, _at bigint, _way text, _grounds json) RETURNS json LANGUAGE sql STABLE
RETURN CASE
  WHEN _agent IS NULL THEN NULL
  WHEN _grounds IS NULL THEN json_build_object('agent', _agent, 'at', _at, 'by', _way)
  ELSE json_build_object('agent', _agent, 'at', _at, 'by', _way, 'grounds', _grounds) END;
COMMENT ON FUNCTION given IS 'Whom a ticket was given to, and why, as it is shown outside.';

CREATE OR REPLACE VIEW cases AS
SELECT t.arrival, t.id, t.contact, s.state,
  shown(t, s.state, CASE WHEN h.gate THEN h.until END, f.at, coalesce(c.answered_at, f.answered_at)) AS shown,
  coalesce(given(c.agent, c.given_at, c.way, c.grounds), given(f.agent, f.given_at, f.way, f.grounds), t.assignment)
    AS assignment
FROM tickets t
LEFT JOIN holds h ON h.ticket = t.arrival
LEFT JOIN claims c ON c.ticket = t.arrival
LEFT JOIN closed f ON f.ticket = t.arrival
CROSS JOIN LATERAL (SELECT CASE
  WHEN f.state IS NOT NULL THEN f.state
  WHEN h.ticket IS NOT NULL THEN 'held'
  WHEN c.deadline IS NOT NULL THEN 'offered'
  WHEN c.token IS NOT NULL THEN 'active'
  ELSE 'waiting' END AS state) s;
COMMENT ON VIEW cases IS 'Every ticket with its state, as it is shown outside, and whom it was last given to.';

CREATE OR REPLACE VIEW ranks AS
SELECT l.id AS lane, l.channel, l.skills, l.first_skill, l.reserved_for, l.promoted, c.score,
  CASE WHEN c.absolute THEN 0 WHEN l.promoted THEN 1 ELSE 2 END AS tier
FROM lanes l JOIN channels c ON c.id = l.channel
WHERE c.enabled;
COMMENT ON VIEW ranks IS 'The lanes that are not paused, with keys 1 and 2 of the order: tier, then the larger score.';

CREATE OR REPLACE FUNCTION hash_of(_skills text[]) RETURNS bytea LANGUAGE sql STABLE RETURN sha256(convert_to(_skills::text, 'UTF8'));

CREATE OR REPLACE FUNCTION lane_of(_channel text, _promoted boolean, _skills text[], _reserved_for text)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  _hash bytea := hash_of(_skills);
  _lane integer;
BEGIN
  LOOP
    SELECT id INTO _lane FROM lanes
    WHERE channel = _channel AND promoted = _promoted AND skills_hash = _hash AND reserved_for = _reserved_for;
    IF FOUND THEN RETURN _lane; END IF;
    INSERT INTO lanes (channel, promoted, skills, skills_hash, reserved_for)
    VALUES (_channel, _promoted, _skills, _hash, _reserved_for)
    ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
COMMENT ON FUNCTION lane_of IS 'The lane of such tickets; opened, where there is none yet.';

CREATE OR REPLACE FUNCTION let_go(_arrival bigint) RETURNS claims LANGUAGE plpgsql AS $$
DECLARE
  _claim claims;
BEGIN
  DELETE FROM claims c WHERE c.ticket = _arrival RETURNING * INTO _claim;
  IF FOUND THEN
    UPDATE tickets SET answered_at = coalesce(answered_at, _claim.answered_at), assignment = given(_claim.agent, _claim.given_at, _claim.way, _claim.grounds)
    WHERE arrival = _arrival;
  END IF;
  RETURN _claim;
END $$;
COMMENT ON FUNCTION let_go IS 'Ends the claim of a ticket, where there is one; what it says of the ticket is kept there.';

CREATE OR REPLACE FUNCTION leave(_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM line WHERE ticket = _ticket;
  DELETE FROM holds WHERE ticket = _ticket;
END $$;

CREATE OR REPLACE FUNCTION stand(_arrival bigint, _now bigint, _lead bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _ticket tickets;
  _on channels;
  _joins bigint;
  _since bigint;
  _limit_at bigint;
  _promoted boolean;
  _reserved boolean;
BEGIN
  PERFORM leave(_arrival);
  SELECT * INTO _ticket FROM tickets WHERE arrival = _arrival;
  SELECT * INTO _on FROM channels WHERE id = _ticket.channel;
  _joins := _ticket.scheduled_for - _lead;
  _since := greatest(_ticket.received_at, _joins);
  _reserved := coalesce(_ticket.preferred_until > _now, false);
  _limit_at := CASE WHEN NOT _ticket.told_too_long THEN _since + _on.wait_limit END;
  IF _joins > _now AND NOT _ticket.promoted THEN
    INSERT INTO holds (ticket, until, gate, limit_at, reserved_until)
    VALUES (_arrival, _joins, false, _limit_at, CASE WHEN _reserved THEN _ticket.preferred_until END);
    RETURN;
  END IF;
  _promoted := _ticket.promoted OR _joins IS NOT NULL;
  INSERT INTO line (ticket, lane, contact_score, since, outbound, reserved_until, escalates_at, limit_at, contact) VALUES (
    _arrival,
    lane_of(_ticket.channel, _promoted, _ticket.skills, CASE WHEN _reserved THEN _ticket.preferred_agent ELSE '' END),
    coalesce(_ticket.contact_score, _ticket.rule_score),
    _since,
    _ticket.outbound,
    CASE WHEN _reserved THEN _ticket.preferred_until END,
    CASE WHEN NOT _promoted THEN _since + _on.escalate_after END,
    _limit_at,
    _ticket.contact
  );
  IF _promoted AND NOT _ticket.promoted THEN
    UPDATE tickets SET promoted = true WHERE arrival = _arrival;
  END IF;
END $$;
COMMENT ON FUNCTION stand IS 'Puts a ticket in the line or on hold, by the keys it has now. Its row of tickets is locked by whoever asks.';

CREATE OR REPLACE FUNCTION stop(_arrival bigint, _final boolean, _until bigint, _now bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _joins bigint := (SELECT until FROM holds WHERE ticket = _arrival AND NOT gate);
BEGIN
  PERFORM leave(_arrival);
  IF _final THEN
    PERFORM let_go(_arrival);
    INSERT INTO closed (ticket, at, state) VALUES (_arrival, _now, 'cancelled');
  ELSE
    INSERT INTO holds (ticket, until, gate, joins) VALUES (_arrival, _until, true, CASE WHEN _joins > _until THEN _joins END);
  END IF;
END $$;
COMMENT ON FUNCTION stop IS 'Cancels a ticket that the gate refuses for good, and holds one that it may allow later. It stands in the line, or on hold for its time.';

CREATE OR REPLACE FUNCTION also_waiting(_contact text, _but bigint[]) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT json_agg(shown(t, 'waiting', NULL, NULL, NULL)
      ORDER BY r.tier, r.score DESC, q.contact_score DESC, q.since, q.ticket)
    FROM line q JOIN tickets t ON t.arrival = q.ticket JOIN ranks r ON r.lane = q.lane
    WHERE q.contact = _contact AND q.ticket <> ALL (_but)
  );
END $$;
COMMENT ON FUNCTION also_waiting IS 'The contact''s tickets that wait in the line, in order, but for those.';
`;
