import { unlessDue } from "./due.ts";
import { settings } from "./settings.ts";

/**
 * How tickets enter. Inbound ones come by columns: one in small statements, many in a large one, which is dear to start. A
 * column in which nobody has anything is null. The details of several are one array, which costs less than to quote each;
 * those of one are no array, for nothing but json_array_elements takes out of one whatever JSON there is. An outbound ticket
 * comes alone, since the gate is asked first. Answers, by place: what was stamped on a ticket that entered (arrival, time,
 * whether it is held), or why it did not. Where another process puts in the same id at the same moment, the statement fails
 * and is made again.
 */
export const entries = `
CREATE OR REPLACE FUNCTION why_not(_id text, _channel text, _outbound boolean, _fingerprint text, _rules_version integer)
RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  _answer json;
BEGIN
  SELECT CASE WHEN t.fingerprint = _fingerprint THEN json_build_object('present', c.shown)
    ELSE json_build_object('code', 'DUPLICATE_TICKET') END
  INTO _answer FROM tickets t JOIN cases c USING (arrival) WHERE t.id = _id;
  IF FOUND THEN RETURN _answer; END IF;
  IF _rules_version <> (SELECT version FROM rules) THEN RETURN json_build_object('outdated', true); END IF;
  RETURN barred(_channel, _outbound);
END $$;

CREATE OR REPLACE FUNCTION enter(
  _id text, _channel text, _contact text, _score smallint, _received bigint, _scheduled bigint, _skills text[], _details json,
  _fingerprint text, _rule_score smallint, _rules_version integer, _preferred text, _preferred_until bigint, _now bigint, _lead bigint
) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  _received_at bigint := coalesce(_received, _now);
  _joins bigint := _scheduled - _lead;
  _since bigint := greatest(_received_at, _joins);
  _held boolean := coalesce(_joins > _now, false);
  _promoted boolean := coalesce(_joins <= _now, false);
  _reserved_until bigint := CASE WHEN _preferred_until > _now THEN _preferred_until END;
  _on record;
  _arrival bigint;
BEGIN
  SELECT c.wait_limit, c.escalate_after INTO _on FROM channels c JOIN rules r ON r.version = _rules_version
  WHERE c.id = _channel AND c.inbound AND NOT EXISTS (SELECT FROM tickets t WHERE t.id = _id);
  IF NOT FOUND THEN RETURN NULL; END IF;
  INSERT INTO tickets (id, channel, outbound, contact, contact_score, received_at, scheduled_for, skills, details,
    fingerprint, rule_score, rules_version, promoted, preferred_agent, preferred_until)
  VALUES (_id, _channel, false, _contact, _score, _received_at, _scheduled, _skills, _details,
    _fingerprint, _rule_score, _rules_version, _promoted, _preferred, _preferred_until)
  RETURNING arrival INTO _arrival;
  IF _held THEN
    INSERT INTO holds (ticket, until, gate, limit_at, reserved_until)
    VALUES (_arrival, _joins, false, _since + _on.wait_limit, _reserved_until);
  ELSE
    INSERT INTO line (ticket, lane, contact_score, since, outbound, reserved_until, escalates_at, limit_at, contact) VALUES (
      _arrival, lane_of(_channel, _promoted, _skills, CASE WHEN _reserved_until IS NULL THEN '' ELSE _preferred END),
      coalesce(_score, _rule_score), _since, false, _reserved_until,
      CASE WHEN NOT _promoted THEN _since + _on.escalate_after END, _since + _on.wait_limit, _contact);
  END IF;
  RETURN json_build_array(json_build_array(0, _arrival, _received_at, _held));
END $$;
COMMENT ON FUNCTION enter IS 'Lets one ticket in, and stamps it; null where it may not enter.';

CREATE OR REPLACE FUNCTION enqueue(
  _ids text[], _channels text[], _contacts text[], _scores smallint[], _received bigint[], _scheduled bigint[],
  _skills text[], _details json, _fingerprints text[], _rule_scores smallint[], _rules_versions integer[],
  _preferred text[], _preferred_until bigint[], _given bigint, _lead bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _stamps json;
  _entered integer;
BEGIN
  ${unlessDue}
  PERFORM enrol();
  IF cardinality(_ids) = 1 THEN
    _stamps := enter(_ids[1], _channels[1], _contacts[1], _scores[1], _received[1], _scheduled[1],
      coalesce(_skills[1], '{}')::text[], _details, _fingerprints[1], _rule_scores[1], _rules_versions[1], _preferred[1],
      _preferred_until[1], _now, _lead);
    _entered := CASE WHEN _stamps IS NULL THEN 0 ELSE 1 END;
  ELSE
    WITH entry AS (
      SELECT e.*, coalesce(e.skill_list, '{}')::text[] AS skills, e.scheduled - _lead AS joins,
        coalesce(e.scheduled - _lead <= _now, false) AS promoted,
        CASE WHEN e.preferred_until > _now THEN e.preferred ELSE '' END AS reserved_for
      FROM ROWS FROM (
        unnest(_ids, _channels, _contacts, _scores, _received, _scheduled, _skills, _fingerprints, _rule_scores, _rules_versions,
          _preferred, _preferred_until),
        json_array_elements(_details)
      ) WITH ORDINALITY AS e(id, channel, contact, score, received, scheduled, skill_list, fingerprint, rule_score, rules_version,
        preferred, preferred_until, details, place)
    ), new AS MATERIALIZED (
      SELECT nextval('tickets_arrival_seq') AS arrival, e.*, coalesce(e.received, _now) AS received_at,
        greatest(coalesce(e.received, _now), e.joins) AS since, c.wait_limit, c.escalate_after,
        e.joins IS NOT NULL AND NOT e.promoted AS held,
        CASE WHEN e.joins IS NULL OR e.promoted
          THEN coalesce(l.id, lane_of(e.channel, e.promoted, e.skills, e.reserved_for)) END AS lane
      FROM entry e
      JOIN rules r ON r.version = e.rules_version
      JOIN channels c ON c.id = e.channel AND c.inbound
      LEFT JOIN lanes l ON (l.channel, l.promoted, l.skills_hash, l.reserved_for) =
        (e.channel, e.promoted, hash_of(e.skills), e.reserved_for)
      WHERE NOT EXISTS (SELECT FROM tickets t WHERE t.id = e.id)
    ), entered AS (
      INSERT INTO tickets (arrival, id, channel, outbound, contact, contact_score, received_at, scheduled_for, skills, details,
        fingerprint, rule_score, rules_version, promoted, preferred_agent, preferred_until)
      SELECT arrival, id, channel, false, contact, score, received_at, scheduled, skills, details,
        fingerprint, rule_score, rules_version, promoted, preferred, preferred_until
      FROM new
    ), waiting AS (
      INSERT INTO line (ticket, lane, contact_score, since, outbound, reserved_until, escalates_at, limit_at, contact)
      SELECT arrival, lane, coalesce(score, rule_score), since, false, CASE WHEN reserved_for <> '' THEN preferred_until END,
        CASE WHEN NOT promoted THEN since + escalate_after END, since + wait_limit, contact
      FROM new WHERE NOT held
    ), held AS (
      INSERT INTO holds (ticket, until, gate, limit_at, reserved_until)
      SELECT arrival, joins, false, since + wait_limit, CASE WHEN reserved_for <> '' THEN preferred_until END FROM new WHERE held
    )
    SELECT count(*), json_agg(json_build_array(place - 1, arrival, received_at, held)) INTO _entered, _stamps FROM new;
  END IF;
  IF _entered = cardinality(_ids) THEN RETURN json_build_object('stamps', _stamps); END IF;
  RETURN json_build_object('stamps', coalesce(_stamps, '[]'), 'others', (
    SELECT json_agg(json_build_array(e.place - 1, why_not(e.id, e.channel, false, e.fingerprint, e.rules_version)))
    FROM unnest(_ids, _channels, _fingerprints, _rules_versions) WITH ORDINALITY
      AS e(id, channel, fingerprint, rules_version, place)
    WHERE e.place - 1 NOT IN (SELECT (stamp ->> 0)::bigint FROM json_array_elements(_stamps) stamp)
  ));
END $$;

CREATE OR REPLACE FUNCTION enqueue_outbound(
  _id text, _channel text, _contact text, _purpose text, _address text, _template text, _score smallint, _received bigint,
  _scheduled bigint, _skills text[], _details json, _fingerprint text, _rule_score smallint, _rules_version integer,
  _preferred text, _preferred_until bigint, _basis text, _allowed boolean, _final boolean, _until bigint, _given bigint, _lead bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _answer json;
  _ground text;
  _arrival bigint;
BEGIN
  ${unlessDue}
  PERFORM enrol();
  LOOP
    _answer := why_not(_id, _channel, true, _fingerprint, _rules_version);
    IF _answer IS NOT NULL THEN RETURN _answer; END IF;
    _ground := ground(_contact, _channel);
    IF _basis IS DISTINCT FROM _ground THEN
      RETURN json_build_object('basis', _ground, 'on', channel_shown(_channel), 'now', _now);
    END IF;
    INSERT INTO tickets (id, channel, outbound, contact, purpose, address, template, contact_score, received_at,
      scheduled_for, skills, details, fingerprint, rule_score, rules_version, promoted, preferred_agent, preferred_until)
    VALUES (_id, _channel, true, _contact, _purpose, _address, _template, _score, coalesce(_received, _now),
      _scheduled, _skills, _details, _fingerprint, _rule_score, _rules_version, false, _preferred, _preferred_until)
    ON CONFLICT (id) DO NOTHING
    RETURNING arrival INTO _arrival;
    EXIT WHEN FOUND;
  END LOOP;
  PERFORM stand(_arrival, _now, _lead);
  IF NOT _allowed THEN PERFORM stop(_arrival, _final, _until, _now); END IF;
  RETURN (SELECT json_build_object('entered', shown) FROM cases WHERE arrival = _arrival);
END $$;
`;
