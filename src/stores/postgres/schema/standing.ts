/**
 * Where tickets stand, and how they get there.
 *
 * Locks are taken in one order, so that nobody waits for each other: the enrolment, rows of `tickets`, then those of the table
 * that the ticket is in, the contact's consent last. A claim takes no row of `tickets`.
 */
export const standing = `
CREATE FUNCTION moment(_given bigint) RETURNS bigint LANGUAGE sql VOLATILE
RETURN coalesce(_given, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint);
COMMENT ON FUNCTION moment IS 'The time given, or this server''s.';

CREATE FUNCTION enrol() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared('lanes'::regclass::oid::integer, 0);
END $$;
COMMENT ON FUNCTION enrol IS 'Before anybody joins the line: neither new rules nor the dropping of empty lanes come in between.';

CREATE FUNCTION shown(_ticket tickets, _state text, _held_until bigint, _closed_at bigint) RETURNS json
LANGUAGE sql STABLE RETURN json_build_array(
  _ticket.id, _ticket.channel, _ticket.outbound, _ticket.contact, _ticket.purpose, _ticket.address, _ticket.template,
  _ticket.contact_score, _ticket.received_at, _ticket.scheduled_for, _ticket.skills, _ticket.details, _ticket.arrival,
  _state, _held_until, _closed_at);
COMMENT ON FUNCTION shown IS 'A ticket for outside: an array, since an object takes twice as long to build, with every claim.';

CREATE VIEW cases AS
SELECT t.arrival, t.id, t.contact, s.state, shown(t, s.state, CASE WHEN h.gate THEN h.until END, f.at) AS shown
FROM tickets t
LEFT JOIN holds h ON h.ticket = t.arrival
LEFT JOIN claims c ON c.ticket = t.arrival
LEFT JOIN closed f ON f.ticket = t.arrival
CROSS JOIN LATERAL (SELECT CASE
  WHEN f.state IS NOT NULL THEN f.state
  WHEN h.ticket IS NOT NULL THEN 'held'
  WHEN c.token IS NOT NULL THEN 'active'
  ELSE 'waiting' END AS state) s;
COMMENT ON VIEW cases IS 'Every ticket with its state, and as it is shown outside.';

CREATE VIEW ranks AS
SELECT l.id AS lane, l.channel, l.skills, l.first_skill, c.score,
  CASE WHEN c.absolute THEN 0 WHEN l.promoted THEN 1 ELSE 2 END AS tier
FROM lanes l JOIN channels c ON c.id = l.channel
WHERE c.enabled;
COMMENT ON VIEW ranks IS 'The lanes that are not paused, with keys 1 and 2 of the order: tier, then the larger score.';

CREATE FUNCTION hash_of(_skills text[]) RETURNS bytea LANGUAGE sql STABLE RETURN sha256(convert_to(_skills::text, 'UTF8'));

CREATE FUNCTION lane_of(_channel text, _promoted boolean, _skills text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  _hash bytea := hash_of(_skills);
  _lane integer;
BEGIN
  LOOP
    SELECT id INTO _lane FROM lanes WHERE channel = _channel AND promoted = _promoted AND skills_hash = _hash;
    IF FOUND THEN RETURN _lane; END IF;
    INSERT INTO lanes (channel, promoted, skills, skills_hash) VALUES (_channel, _promoted, _skills, _hash)
    ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
COMMENT ON FUNCTION lane_of IS 'The lane of such tickets; opened, where there is none yet.';

CREATE FUNCTION leave(_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM line WHERE ticket = _ticket;
  DELETE FROM holds WHERE ticket = _ticket;
END $$;

CREATE FUNCTION stand(_arrival bigint, _now bigint, _lead bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _ticket tickets;
  _joins bigint;
BEGIN
  PERFORM leave(_arrival);
  SELECT * INTO _ticket FROM tickets WHERE arrival = _arrival;
  _joins := _ticket.scheduled_for - _lead;
  IF _joins > _now AND NOT _ticket.promoted THEN
    INSERT INTO holds (ticket, until, gate) VALUES (_arrival, _joins, false);
    RETURN;
  END IF;
  INSERT INTO line (ticket, lane, contact_score, since, outbound) VALUES (
    _arrival,
    lane_of(_ticket.channel, _ticket.promoted OR _joins IS NOT NULL, _ticket.skills),
    coalesce(_ticket.contact_score, _ticket.rule_score),
    greatest(_ticket.received_at, _joins),
    _ticket.outbound
  );
  IF _joins IS NOT NULL AND NOT _ticket.promoted THEN
    UPDATE tickets SET promoted = true WHERE arrival = _arrival;
  END IF;
END $$;
COMMENT ON FUNCTION stand IS 'Puts a ticket in the line or on hold, by the keys it has now. Its row of tickets is locked by whoever asks.';

CREATE FUNCTION let_in(_now bigint, _lead bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _due record;
BEGIN
  PERFORM enrol();
  FOR _due IN
    SELECT h.ticket, h.gate, h.until FROM holds h JOIN tickets t ON t.arrival = h.ticket
    WHERE h.until <= _now ORDER BY h.gate DESC, h.until, h.ticket FOR UPDATE
  LOOP
    IF NOT _due.gate THEN
      UPDATE tickets SET promoted = true WHERE arrival = _due.ticket;
      INSERT INTO promotions (ticket, at) VALUES (_due.ticket, _due.until) ON CONFLICT DO NOTHING;
    END IF;
    PERFORM stand(_due.ticket, _now, _lead);
  END LOOP;
END $$;
COMMENT ON FUNCTION let_in IS 'Lets join whoever is due: for callers who have seen that somebody is.';

CREATE FUNCTION stop(_arrival bigint, _final boolean, _until bigint, _now bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM leave(_arrival);
  IF _final THEN
    DELETE FROM claims WHERE ticket = _arrival;
    INSERT INTO closed (ticket, at, state) VALUES (_arrival, _now, 'cancelled');
  ELSE
    INSERT INTO holds (ticket, until, gate) VALUES (_arrival, _until, true);
  END IF;
END $$;
COMMENT ON FUNCTION stop IS 'Cancels a ticket that the gate refuses for good, and holds one that it may allow later.';

CREATE FUNCTION also_waiting(_contact text, _but bigint[]) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT json_agg(shown(t, 'waiting', NULL, NULL)
      ORDER BY r.tier, r.score DESC, q.contact_score DESC, q.since, q.ticket)
    FROM tickets t JOIN line q ON q.ticket = t.arrival JOIN ranks r ON r.lane = q.lane
    WHERE t.contact = _contact AND t.arrival <> ALL (_but)
  );
END $$;
COMMENT ON FUNCTION also_waiting IS 'The contact''s other tickets that wait in the line, in order.';
`;
