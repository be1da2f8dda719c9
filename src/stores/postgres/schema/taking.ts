import { heads } from "./heads.ts";

/**
 * How tickets are claimed. Whoever claims looks at the heads of the lanes without a lock, says which ticket it wants by an
 * advisory lock, which other claims step aside for, and takes the row of `line` away as it saw it. That waits for an update
 * or a cancellation in progress, which may leave no such row: then it looks again. Who claims by a registered agent's id
 * has locked the row of that agent before.
 */
export const taking = `
CREATE OR REPLACE FUNCTION wanted(_ticket bigint) RETURNS boolean LANGUAGE sql
RETURN pg_try_advisory_xact_lock('line'::regclass::oid::integer, (_ticket & 2147483647)::integer);
COMMENT ON FUNCTION wanted IS 'False: another claim in progress has it.';

${heads}

CREATE OR REPLACE FUNCTION take(
  _heads head[], _tokens text[], _agents text[], _way text, _within bigint, _grounds json, _now bigint
) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  _taken json;
BEGIN
  WITH gone AS (
    DELETE FROM line q USING unnest(_heads) h
    WHERE q.ticket = h.ticket AND q.lane = h.lane AND q.contact_score = h.contact_score AND q.since = h.since
    RETURNING q.*
  ), claimed AS (
    INSERT INTO claims (token, ticket, agent, claimed_at, given_at, way, grounds, deadline, until, answered_at)
    SELECT _tokens[n], ticket, _agents[n], _now, _now, _way, _grounds, _now + _within,
      coalesce(_now + _within,
        (SELECT a.heard_at + a.heartbeat + a.release_after FROM agents a WHERE a.id = _agents[n] AND a.vanished)),
      CASE WHEN _within IS NULL THEN _now END
    FROM (SELECT ticket, row_number() OVER (ORDER BY contact_score DESC, since, ticket) AS n FROM gone) g ORDER BY n
    RETURNING *
  )
  SELECT json_agg(json_build_object('token', c.token, 'agent', c.agent, 'at', _now, 'deadline', c.deadline,
    'ticket', shown(t, CASE WHEN _within IS NULL THEN 'active' ELSE 'offered' END, NULL, NULL, c.answered_at),
    'also', CASE WHEN t.contact IS NOT NULL THEN also_waiting(t.contact, ARRAY(SELECT ticket FROM gone)) END))
  INTO _taken FROM claimed c JOIN tickets t ON t.arrival = c.ticket;
  RETURN _taken;
END $$;
COMMENT ON FUNCTION take IS 'Claims those of the heads that still stand as they were seen, in order, for the tokens in their order.';

CREATE OR REPLACE FUNCTION holdings(_tokens text[]) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT json_agg(json_build_object('token', c.token, 'agent', c.agent, 'at', c.claimed_at, 'deadline', c.deadline,
      'ticket', shown(t, CASE WHEN c.deadline IS NULL THEN 'active' ELSE 'offered' END, NULL, NULL, c.answered_at),
      'also', CASE WHEN t.contact IS NOT NULL THEN also_waiting(t.contact, ARRAY[t.arrival]) END) ORDER BY c.place)
    FROM claims c JOIN tickets t ON t.arrival = c.ticket WHERE c.token = ANY (_tokens)
  );
END $$;
COMMENT ON FUNCTION holdings IS 'The claims with these tokens that stand, as they are shown outside.';

CREATE OR REPLACE FUNCTION claim_first(
  _channels text[], _skills text[], _as text, _tokens text[], _agents text[], _now bigint
) RETURNS json[] LANGUAGE plpgsql AS $$
DECLARE
  _answers json[] := '{}';
  _done integer := 0;
  _wanted integer;
  _heads head[];
  _head head;
  _picked head[];
  _but bigint[] := '{}';
  _taken json;
BEGIN
  WHILE _done < cardinality(_tokens) LOOP
    _wanted := cardinality(_tokens) - _done;
    _heads := heads(_channels, _skills, _as, _but, _wanted);
    EXIT WHEN _heads IS NULL;
    IF _heads[1].outbound THEN
      _answers := _answers || (SELECT json_agg(json_build_object('token', token, 'inquiry', inquiry(_heads[1].ticket)))
        FROM unnest(_tokens[_done + 1:]) AS token);
      EXIT;
    END IF;
    _picked := '{}';
    FOREACH _head IN ARRAY _heads LOOP
      EXIT WHEN _head.outbound OR cardinality(_picked) = _wanted;
      IF wanted(_head.ticket) THEN _picked := _picked || _head; ELSE _but := _but || _head.ticket; END IF;
    END LOOP;
    CONTINUE WHEN cardinality(_picked) = 0;
    _taken := take(_picked, _tokens[_done + 1:], _agents[_done + 1:], 'next', NULL, NULL, _now);
    CONTINUE WHEN _taken IS NULL;
    _answers := _answers || _taken;
    _done := _done + json_array_length(_taken);
  END LOOP;
  RETURN _answers;
END $$;
COMMENT ON FUNCTION claim_first IS 'Claims the first tickets that such agents can serve, as many as there are tokens; what is reserved for another is left alone.';
`;
