import { unlessDue } from "./due.ts";
import { countingSettings, settings } from "./settings.ts";

/** What is read, as of every promotion that is due; and what time takes away. */
export const reading = `
CREATE OR REPLACE FUNCTION claim(_token text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN array_to_json(holdings(ARRAY[_token]));
END $$;

CREATE OR REPLACE FUNCTION claims(_agent text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  IF _agent IS NULL THEN RETURN array_to_json(coalesce(holdings(ARRAY(SELECT token FROM claims)), '{}')); END IF;
  RETURN array_to_json(coalesce(holdings(ARRAY(SELECT token FROM claims WHERE agent = _agent)), '{}'));
END $$;

CREATE OR REPLACE FUNCTION ticket(_id text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (SELECT shown FROM cases WHERE id = _id);
END $$;

CREATE OR REPLACE FUNCTION tickets_of(_contact text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (SELECT coalesce(json_agg(shown ORDER BY arrival), '[]') FROM cases WHERE contact = _contact);
END $$;

CREATE OR REPLACE FUNCTION peek(_count bigint, _channels text[], _skills text[], _as text, _given bigint)
RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _group record;
  _found json;
  _pages json[] := '{}';
  _left bigint := _count;
BEGIN
  ${unlessDue}
  FOR _group IN
    SELECT tier, score, array_agg(lane) AS lanes FROM ranks
    WHERE (_channels IS NULL OR channel = ANY (_channels))
      AND (_skills IS NULL OR (first_skill = ANY (array_prepend('', _skills)) AND skills <@ _skills))
      AND (_as IS NULL OR reserved_for = ANY (ARRAY['', _as]))
    GROUP BY tier, score ORDER BY tier, score DESC
  LOOP
    EXIT WHEN _left = 0;
    -- The limit is written out: as a parameter it would make the plan sort whole lanes.
    EXECUTE format($query$
      SELECT json_agg(shown(t, 'waiting', NULL, NULL, NULL) ORDER BY q.contact_score DESC, q.since, q.ticket) FROM (
        SELECT q.* FROM unnest($1) AS r(lane) CROSS JOIN LATERAL (
          SELECT * FROM line q WHERE q.lane = r.lane ORDER BY q.contact_score DESC, q.since, q.ticket LIMIT %1$s
        ) q
        ORDER BY q.contact_score DESC, q.since, q.ticket LIMIT %1$s
      ) q JOIN tickets t ON t.arrival = q.ticket $query$, coalesce(_left::text, 'ALL'))
    INTO _found USING _group.lanes;
    CONTINUE WHEN _found IS NULL;
    _pages := _pages || _found;
    _left := _left - json_array_length(_found);
  END LOOP;
  RETURN array_to_json(_pages);
END $$;

CREATE OR REPLACE FUNCTION peek_held(_count bigint, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (
    SELECT coalesce(json_agg(c.shown ORDER BY h.at, h.ticket), '[]') FROM (
      SELECT * FROM (
        (SELECT until AS at, ticket FROM holds WHERE joins IS NULL ORDER BY until, ticket LIMIT _count)
        UNION ALL
        (SELECT joins, ticket FROM holds WHERE joins IS NOT NULL ORDER BY joins, ticket LIMIT _count)
      ) held ORDER BY at, ticket LIMIT _count
    ) h JOIN cases c ON c.arrival = h.ticket
  );
END $$;

CREATE OR REPLACE FUNCTION place(_id text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _own record;
BEGIN
  ${unlessDue}
  SELECT q.*, r.tier, r.score INTO _own FROM tickets t JOIN line q ON q.ticket = t.arrival JOIN ranks r ON r.lane = q.lane
  WHERE t.id = _id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN to_json(1 + (
    SELECT coalesce(sum(n), 0) FROM ranks r CROSS JOIN LATERAL (SELECT count(*) AS n FROM line q WHERE q.lane = r.lane) q
    WHERE (r.tier, -r.score) < (_own.tier, -_own.score)
  ) + (
    SELECT coalesce(sum(n), 0) FROM ranks r CROSS JOIN LATERAL (
      SELECT count(*) AS n FROM line q WHERE q.lane = r.lane AND q.contact_score > _own.contact_score
      UNION ALL
      SELECT count(*) FROM line q WHERE q.lane = r.lane AND q.contact_score = _own.contact_score
        AND (q.since, q.ticket) < (_own.since, _own.ticket)
    ) q
    WHERE (r.tier, r.score) = (_own.tier, _own.score)
  ));
END $$;

CREATE OR REPLACE FUNCTION counts(_given bigint) RETURNS json LANGUAGE plpgsql ${countingSettings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (
    SELECT json_build_object(
      'waiting', coalesce(sum(n) FILTER (WHERE r.lane IS NOT NULL), 0),
      'held', (SELECT count(*) FROM holds),
      'paused', coalesce(sum(n) FILTER (WHERE r.lane IS NULL), 0),
      'absolute', coalesce(sum(n) FILTER (WHERE r.tier = 0), 0),
      'promoted', coalesce(sum(n) FILTER (WHERE r.tier = 1), 0))
    FROM (SELECT lane, count(*) AS n FROM line GROUP BY lane) q LEFT JOIN ranks r USING (lane)
  );
END $$;

CREATE OR REPLACE FUNCTION agenda(_given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _passed json;
  _vanished json;
BEGIN
  ${unlessDue}
  -- A reservation that has ended does not come back, though the time given may.
  IF EXISTS (SELECT FROM holds WHERE reserved_until <= _now) THEN
    UPDATE holds SET reserved_until = NULL
    WHERE ticket IN (SELECT ticket FROM holds WHERE reserved_until <= _now FOR UPDATE SKIP LOCKED);
  END IF;
  IF EXISTS (SELECT FROM notices) THEN
    WITH told AS (
      DELETE FROM notices
      WHERE seq IN (SELECT seq FROM notices ORDER BY seq FOR UPDATE SKIP LOCKED)
      RETURNING *
    )
    SELECT json_agg(json_build_array(n.what, c.shown, n.agent, n.claimed_at) ORDER BY n.seq) FILTER (WHERE c.arrival IS NOT NULL),
      json_agg(n.agent ORDER BY n.seq) FILTER (WHERE n.what = 'vanished')
    INTO _passed, _vanished FROM told n LEFT JOIN cases c ON c.arrival = n.ticket;
  END IF;
  RETURN json_build_object(
    'now', _now,
    'urgent', EXISTS (
      SELECT FROM ranks r CROSS JOIN LATERAL (
        SELECT FROM line q WHERE q.lane = r.lane ORDER BY q.contact_score DESC, q.since, q.ticket LIMIT 1
      ) q
      WHERE r.tier < 2),
    'passed', _passed,
    'vanished', _vanished,
    'nextChange', least(
      (SELECT min(until) FROM holds), (SELECT min(reserved_until) FROM holds WHERE reserved_until > _now), (SELECT min(due) FROM line WHERE due IS NOT NULL),
      (SELECT min(until) FROM claims WHERE until IS NOT NULL), (SELECT min(due) FROM agents WHERE due IS NOT NULL)),
    'oldestClosed', (SELECT at FROM closed ORDER BY place LIMIT 1));
END $$;

CREATE OR REPLACE FUNCTION assignment(_id text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (SELECT assignment FROM cases WHERE id = _id);
END $$;

CREATE OR REPLACE FUNCTION refused_by(_id text, _given bigint) RETURNS json LANGUAGE plpgsql STABLE ${settings} AS $$
BEGIN
  RETURN (
    SELECT coalesce(json_agg(r.agent), '[]')
    FROM tickets t JOIN refusals r ON r.ticket = t.arrival WHERE t.id = _id AND r.until > moment(_given)
  );
END $$;
COMMENT ON FUNCTION refused_by IS 'Who is not offered the ticket for now, as they have refused it.';

CREATE OR REPLACE FUNCTION purge(_before bigint, _limit integer) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _purged bigint;
BEGIN
  WITH oldest AS MATERIALIZED (
    SELECT place, ticket, at FROM closed ORDER BY place LIMIT _limit FOR UPDATE
  ), gone AS (
    DELETE FROM closed c USING oldest o
    WHERE c.place = o.place AND NOT EXISTS (SELECT FROM oldest y WHERE y.place <= o.place AND y.at > _before)
    RETURNING c.ticket
  ), told AS (
    DELETE FROM notices WHERE ticket IN (SELECT ticket FROM gone)
  ), refused AS (
    DELETE FROM refusals WHERE ticket IN (SELECT ticket FROM gone)
  ), forgotten AS (
    DELETE FROM tickets t USING gone g WHERE t.arrival = g.ticket RETURNING t.arrival
  )
  SELECT count(*) INTO _purged FROM forgotten;
  RETURN to_json(_purged);
END $$;
COMMENT ON FUNCTION purge IS 'Forgets the longest closed, up to the first that was closed after then.';
`;
