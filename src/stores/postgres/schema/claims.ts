import { unlessDue } from "./due.ts";
import { heads } from "./heads.ts";
import { settings } from "./settings.ts";

/**
 * How tickets are claimed. Whoever claims looks at the heads of the lanes without a lock, says which ticket it wants by an
 * advisory lock, which other claims step aside for, and takes the row of `line` away as it saw it. That waits for an update
 * or a cancellation in progress, which may leave no such row: then it looks again. Who claims by a registered agent's id
 * has locked the row of that agent before.
 */
export const claims = `
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

CREATE OR REPLACE FUNCTION claim_next(_channels text[], _skills text[], _tokens text[], _agents text[], _given bigint)
RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _answers json[] := '{}';
  _own record;
BEGIN
  ${unlessDue}
  IF EXISTS (SELECT FROM claims WHERE token = ANY (_tokens)) THEN
    _answers := ARRAY[holdings(_tokens)];
    SELECT coalesce(array_agg(a.token), '{}'), coalesce(array_agg(a.agent), '{}') INTO _tokens, _agents
    FROM unnest(_tokens, _agents) AS a(token, agent) WHERE a.token NOT IN (SELECT token FROM claims);
  END IF;
  IF EXISTS (SELECT FROM lanes WHERE reserved_for = ANY (_agents)) THEN
    FOR _own IN
      SELECT * FROM unnest(_tokens, _agents) AS a(token, agent)
      WHERE EXISTS (SELECT FROM lanes WHERE reserved_for = a.agent)
    LOOP
      _answers := _answers || claim_first(_channels, _skills, _own.agent, ARRAY[_own.token], ARRAY[_own.agent], _now);
    END LOOP;
    SELECT coalesce(array_agg(a.token), '{}'), coalesce(array_agg(a.agent), '{}') INTO _tokens, _agents
    FROM unnest(_tokens, _agents) AS a(token, agent) WHERE NOT EXISTS (SELECT FROM lanes WHERE reserved_for = a.agent);
  END IF;
  RETURN array_to_json(_answers || claim_first(_channels, _skills, '', _tokens, _agents, _now));
END $$;
COMMENT ON FUNCTION claim_next IS 'Claims the first tickets that agents of equal abilities can serve, without a clearance: what is outbound is asked about.';

CREATE OR REPLACE FUNCTION claim_registered(_tokens text[], _agents text[], _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _answers json[] := '{}';
  _own record;
  _able record;
BEGIN
  ${unlessDue}
  PERFORM FROM agents WHERE id = ANY (_agents) ORDER BY id FOR UPDATE;
  FOR _own IN SELECT * FROM unnest(_tokens, _agents) AS a(token, agent) LOOP
    IF EXISTS (SELECT FROM claims WHERE token = _own.token) THEN
      _answers := _answers || holdings(ARRAY[_own.token]);
      CONTINUE;
    END IF;
    _able := able(_own.agent);
    IF NOT _able.known THEN
      _answers := _answers || json_build_array(json_build_object('token', _own.token, 'code', 'UNKNOWN_AGENT'));
    ELSIF _able.room THEN
      _answers := _answers
        || claim_first(_able.channels, _able.skills, _own.agent, ARRAY[_own.token], ARRAY[_own.agent], _now);
    END IF;
  END LOOP;
  RETURN array_to_json(_answers);
END $$;
COMMENT ON FUNCTION claim_registered IS 'Claims for each of these registered agents the first ticket that they have room for.';

CREATE OR REPLACE FUNCTION claim_cleared(
  _channels text[], _skills text[], _registered boolean, _agent text, _token text,
  _cleared text, _basis text, _allowed boolean, _final boolean, _until bigint, _given bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _head head;
  _ticket tickets;
  _but bigint[] := '{}';
  _able record;
  _taken json;
  _refused json;
BEGIN
  ${unlessDue}
  IF _registered THEN PERFORM FROM agents WHERE id = _agent FOR UPDATE; END IF;
  _taken := holdings(ARRAY[_token]);
  IF _registered AND _taken IS NULL THEN
    _able := able(_agent);
    IF NOT _able.known THEN RETURN json_build_object('code', 'UNKNOWN_AGENT'); END IF;
    IF NOT _able.room THEN RETURN '{}'; END IF;
    _channels := _able.channels;
    _skills := _able.skills;
  END IF;
  LOOP
    IF _taken IS NOT NULL THEN RETURN json_build_object('holding', _taken -> 0, 'refused', _refused); END IF;
    _head := (first_1(_channels, _skills, _agent, _but))[1];
    IF _head.ticket IS NULL THEN RETURN json_build_object('refused', _refused); END IF;
    IF _head.outbound THEN
      SELECT * INTO _ticket FROM tickets WHERE arrival = _head.ticket;
      IF _ticket.id IS DISTINCT FROM _cleared OR ground(_ticket.contact, _ticket.channel) IS DISTINCT FROM _basis THEN
        RETURN json_build_object('inquiry', inquiry(_head.ticket), 'refused', _refused);
      END IF;
    END IF;
    IF NOT wanted(_head.ticket) THEN
      _but := _but || _head.ticket;
    ELSIF _allowed OR NOT _head.outbound THEN
      _taken := take(ARRAY[_head], ARRAY[_token], ARRAY[_agent], 'next', NULL, NULL, _now);
    ELSE
      DELETE FROM line q
      WHERE q.ticket = _head.ticket AND q.lane = _head.lane AND q.contact_score = _head.contact_score AND q.since = _head.since;
      CONTINUE WHEN NOT FOUND;
      PERFORM stop(_head.ticket, _final, _until, _now);
      _refused := (SELECT shown FROM cases WHERE arrival = _head.ticket);
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION claim_cleared IS 'Claims the first ticket that the agent can serve, or stops the one that the clearance refuses and goes on.';

CREATE OR REPLACE FUNCTION claim_ticket(
  _id text, _within bigint, _grounds json, _channels text[], _skills text[], _registered boolean, _agent text, _token text,
  _cleared text, _basis text, _allowed boolean, _final boolean, _until bigint, _given bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _ticket tickets;
  _head head;
  _able record;
  _taken json;
BEGIN
  ${unlessDue}
  IF _registered THEN PERFORM FROM agents WHERE id = _agent FOR UPDATE; END IF;
  _taken := holdings(ARRAY[_token]);
  LOOP
    IF _taken IS NOT NULL THEN RETURN json_build_object('holding', _taken -> 0); END IF;
    SELECT * INTO _ticket FROM tickets WHERE id = _id;
    IF NOT FOUND THEN RETURN json_build_object('code', 'UNKNOWN_TICKET'); END IF;
    IF _registered THEN
      _able := able(_agent);
      IF NOT _able.known THEN RETURN json_build_object('code', 'UNKNOWN_AGENT'); END IF;
      IF NOT _able.room THEN RETURN '{}'; END IF;
      _channels := _able.channels;
      _skills := _able.skills;
    END IF;
    SELECT q.ticket, q.lane, q.contact_score, q.since, q.outbound INTO _head FROM line q JOIN ranks r ON r.lane = q.lane
    WHERE q.ticket = _ticket.arrival AND (_channels IS NULL OR r.channel = ANY (_channels)) AND r.skills <@ _skills
      AND r.reserved_for = ANY (ARRAY['', _agent]);
    IF NOT FOUND THEN RETURN '{}'; END IF;
    IF _within IS NOT NULL
      AND EXISTS (SELECT FROM refusals WHERE ticket = _ticket.arrival AND agent = _agent AND until > _now) THEN
      RETURN '{}';
    END IF;
    IF _head.outbound
      AND (_ticket.id IS DISTINCT FROM _cleared OR ground(_ticket.contact, _ticket.channel) IS DISTINCT FROM _basis) THEN
      RETURN json_build_object('inquiry', inquiry(_head.ticket));
    END IF;
    IF NOT wanted(_head.ticket) THEN RETURN '{}'; END IF;
    IF _allowed OR NOT _head.outbound THEN
      _taken := take(ARRAY[_head], ARRAY[_token], ARRAY[_agent], CASE WHEN _within IS NULL THEN 'take' ELSE 'offer' END,
        _within, _grounds, _now);
    ELSE
      DELETE FROM line q
      WHERE q.ticket = _head.ticket AND q.lane = _head.lane AND q.contact_score = _head.contact_score AND q.since = _head.since;
      CONTINUE WHEN NOT FOUND;
      PERFORM stop(_head.ticket, _final, _until, _now);
      RETURN json_build_object('refused', (SELECT shown FROM cases WHERE arrival = _head.ticket));
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION claim_ticket IS 'Claims this very ticket, or offers it, if it waits, the agent can serve it and the gate lets it through.';
`;
