import { unlessDue } from "./due.ts";
import { settings } from "./settings.ts";

/** Channels, rules, and the lanes that nobody stands in any more. */
export const configuration = `
CREATE OR REPLACE FUNCTION channels() RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT json_agg(channel_shown(id) ORDER BY place) FROM channels);
END $$;

CREATE OR REPLACE FUNCTION set_channel(
  _id text, _score smallint, _absolute boolean, _enabled boolean, _inbound boolean, _outbound boolean,
  _new_limit boolean, _wait_limit bigint, _new_escalation boolean, _escalate_after bigint, _given bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  -- What came in before it came in under the limits as they were.
  ${unlessDue}
  IF NOT EXISTS (SELECT FROM channels WHERE id = _id) THEN
    INSERT INTO channels (id) VALUES (_id) ON CONFLICT DO NOTHING;
  END IF;
  UPDATE channels SET score = coalesce(_score, score), absolute = coalesce(_absolute, absolute),
    enabled = coalesce(_enabled, enabled), inbound = coalesce(_inbound, inbound), outbound = coalesce(_outbound, outbound),
    wait_limit = CASE WHEN _new_limit THEN _wait_limit ELSE wait_limit END,
    escalate_after = CASE WHEN _new_escalation THEN _escalate_after ELSE escalate_after END
  WHERE id = _id;
  RETURN channel_shown(_id);
END $$;

CREATE OR REPLACE FUNCTION rules() RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT json_build_object('version', version, 'rules', rules) FROM rules);
END $$;

CREATE OR REPLACE FUNCTION set_rules(_rules json) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  -- After whoever is entering under the rules before, so that they are found among those to be re-scored.
  PERFORM pg_advisory_xact_lock('lanes'::regclass::oid::integer, 0);
  UPDATE rules SET version = version + 1, rules = _rules, rescored_to = -1;
  RETURN rules();
END $$;

CREATE OR REPLACE FUNCTION to_rescore(_version integer, _limit integer, _given bigint)
RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (
    SELECT json_build_object('from', r.rescored_to, 'page', (
      SELECT json_agg(json_build_array(t.arrival, t.contact, t.details)) FROM (
        SELECT * FROM tickets t
        WHERE t.arrival > r.rescored_to AND t.rules_version <> _version
          AND NOT EXISTS (SELECT FROM closed f WHERE f.ticket = t.arrival)
        ORDER BY t.arrival LIMIT _limit
      ) t))
    FROM rules r WHERE r.version = _version
  );
END $$;

CREATE OR REPLACE FUNCTION rescore(_version integer, _from bigint, _arrivals bigint[], _scores smallint[])
RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _free bigint[];
  _waiting bigint[];
  _left bigint;
BEGIN
  PERFORM FROM rules WHERE version = _version AND rescored_to = _from FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  -- Whoever holds several rows waits for none: what somebody else is moving is left for another time.
  SELECT array_agg(arrival) INTO _free FROM (
    SELECT arrival FROM tickets WHERE arrival = ANY (_arrivals) ORDER BY arrival FOR UPDATE SKIP LOCKED
  ) t;
  SELECT array_agg(ticket) INTO _waiting FROM (
    SELECT ticket FROM line WHERE ticket = ANY (_free) ORDER BY ticket FOR UPDATE SKIP LOCKED
  ) q;
  _free := ARRAY(
    SELECT arrival FROM unnest(_free) AS f(arrival)
    WHERE arrival = ANY (_waiting) OR NOT EXISTS (SELECT FROM line WHERE ticket = arrival)
  );
  SELECT min(arrival) INTO _left FROM unnest(_arrivals) AS a(arrival) WHERE arrival <> ALL (_free);
  UPDATE rules SET rescored_to = coalesce(_left - 1, _arrivals[cardinality(_arrivals)]);
  RETURN json_build_object('left', _left, 'done', scored(_version, _arrivals, _scores, _free));
END $$;
COMMENT ON FUNCTION rescore IS 'Re-scores a page of open tickets; null where another process came first. left: the first that could not be locked.';

CREATE OR REPLACE FUNCTION rescore_one(_version integer, _arrival bigint, _score smallint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  PERFORM FROM rules WHERE version = _version FOR SHARE;
  IF NOT FOUND THEN RETURN to_json(0); END IF;
  PERFORM FROM tickets WHERE arrival = _arrival FOR UPDATE;
  PERFORM FROM line WHERE ticket = _arrival FOR UPDATE;
  RETURN to_json(scored(_version, ARRAY[_arrival], ARRAY[_score], ARRAY[_arrival]));
END $$;
COMMENT ON FUNCTION rescore_one IS 'Waits for whoever is moving it.';

CREATE OR REPLACE FUNCTION scored(_version integer, _arrivals bigint[], _scores smallint[], _but_only bigint[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  _done bigint;
BEGIN
  WITH scored AS (
    UPDATE tickets t SET rule_score = a.score, rules_version = _version
    FROM unnest(_arrivals, _scores) AS a(arrival, score)
    WHERE t.arrival = a.arrival AND t.arrival = ANY (_but_only) AND t.rules_version <> _version
      AND NOT EXISTS (SELECT FROM closed f WHERE f.ticket = t.arrival)
    RETURNING t.arrival, t.contact_score, t.rule_score
  ), moved AS (
    UPDATE line q SET contact_score = s.rule_score FROM scored s
    WHERE q.ticket = s.arrival AND s.contact_score IS NULL AND q.contact_score <> s.rule_score
  )
  SELECT count(*) INTO _done FROM scored;
  RETURN _done;
END $$;

CREATE OR REPLACE FUNCTION drop_lanes() RETURNS void LANGUAGE plpgsql ${settings} AS $$
BEGIN
  -- Nobody is about to join a lane while this is held, and it is not waited for.
  IF pg_try_advisory_xact_lock('lanes'::regclass::oid::integer, 0) THEN
    DELETE FROM lanes l WHERE (l.first_skill <> '' OR l.reserved_for <> '') AND NOT EXISTS (SELECT FROM line q WHERE q.lane = l.id);
  END IF;
END $$;
COMMENT ON FUNCTION drop_lanes IS 'Drops the lanes of rare skills, or of one agent, that nobody stands in.';
`;
