import { headQuery, headSettings, heads } from "./heads.ts";

/** A row of `line` is taken away as it was seen, in the place where it was seen. */
export const asSeen = (head: string) =>
  ["ticket", "lane", "contact_score", "since"].map((key) => `q.${key} = ${head}.${key}`).join(" AND ");

/** A claim as it is shown outside, with its ticket `t`: an array, as the ticket is. @param but whom the same statement takes out of the line: it still sees them there */
const holding = (token: string, agent: string, at: string, deadline: string, answeredAt: string, but = "'{}'") =>
  `json_build_array(${token}, ${agent}, ${at}, ${deadline},
    shown(t, CASE WHEN ${deadline} IS NULL THEN 'active' ELSE 'offered' END, NULL, NULL, ${answeredAt}),
    CASE WHEN t.contact IS NOT NULL THEN also_waiting(t.contact, ${but}) END)`;

const PICKED = "ARRAY(SELECT ticket FROM unnest(_picked))";

/** When time takes a claim back that is no offer: its agent may have vanished before. */
const until = (agent: string) =>
  `(SELECT a.heard_at + a.heartbeat + a.release_after FROM agents a WHERE a.id = ${agent} AND a.vanished)`;

/**
 * How tickets are claimed. Whoever claims looks at the heads of the lanes without a lock, says which ticket it wants by an
 * advisory lock, which other claims step aside for, and takes the row of `line` away as it saw it. That waits for an update
 * or a cancellation in progress, which may leave no such row: then it looks again, and where the ticket still waits, but
 * elsewhere, begins anew. Who claims by a registered agent's id has locked the row of that agent before.
 *
 * One ticket is claimed in small statements, many in large ones: a statement of many parts is dear to start.
 */
export const taking = `
CREATE OR REPLACE FUNCTION wanted(_ticket bigint) RETURNS boolean LANGUAGE sql
RETURN pg_try_advisory_xact_lock('line'::regclass::oid::integer, (_ticket & 2147483647)::integer);
COMMENT ON FUNCTION wanted IS 'False: another claim in progress has it.';

CREATE OR REPLACE FUNCTION missed(_tickets bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM line WHERE ticket = ANY (_tickets)) THEN
    RAISE serialization_failure USING MESSAGE = 'a ticket was moved while it was claimed';
  END IF;
END $$;
COMMENT ON FUNCTION missed IS 'Fails where some of these still wait, elsewhere: until this claim is over, others would step over them, and nobody has them.';

${heads}

CREATE OR REPLACE FUNCTION holdings(_tokens text[]) RETURNS json[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT array_agg(${holding("c.token", "c.agent", "c.claimed_at", "c.deadline", "c.answered_at")} ORDER BY c.place)
    FROM unnest(_tokens) token JOIN claims c USING (token) JOIN tickets t ON t.arrival = c.ticket
  );
END $$;
COMMENT ON FUNCTION holdings IS 'The claims with these tokens that stand, as they are shown outside.';

CREATE OR REPLACE FUNCTION take(
  _head head, _token text, _agent text, _way text, _within bigint, _grounds json, _now bigint
) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  _deadline bigint := _now + _within;
  _answered_at bigint := CASE WHEN _within IS NULL THEN _now END;
  _shown json;
BEGIN
  DELETE FROM line q WHERE ${asSeen("_head")};
  IF NOT FOUND THEN
    PERFORM missed(ARRAY[_head.ticket]);
    RETURN NULL;
  END IF;
  INSERT INTO claims (token, ticket, agent, claimed_at, given_at, way, grounds, deadline, until, answered_at)
  VALUES (_token, _head.ticket, _agent, _now, _now, _way, _grounds, _deadline, coalesce(_deadline, ${until("_agent")}), _answered_at);
  SELECT ${holding("_token", "_agent", "_now", "_deadline", "_answered_at")}
  INTO _shown FROM tickets t WHERE t.arrival = _head.ticket;
  RETURN _shown;
END $$;
COMMENT ON FUNCTION take IS 'Claims the head, and shows it, if it still stands as it was seen.';

CREATE OR REPLACE FUNCTION claim_first(_channels text[], _skills text[], _as text, _token text, _agent text, _now bigint)
RETURNS json[] LANGUAGE plpgsql ${headSettings} AS $$
DECLARE
  _head head;
  _but bigint[] := '{}';
  _taken json;
BEGIN
  LOOP
    ${headQuery("INTO _head")};
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF _head.outbound THEN RETURN ARRAY[json_build_array(_token, json_build_object('inquiry', inquiry(_head.ticket)))]; END IF;
    IF wanted(_head.ticket) THEN
      _taken := take(_head, _token, _agent, 'next', NULL, NULL, _now);
      IF _taken IS NOT NULL THEN RETURN ARRAY[_taken]; END IF;
    ELSE
      _but := _but || _head.ticket;
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION claim_first IS 'Claims the first ticket that such an agent can serve, or says what is to be asked about it; null where there is none.';

CREATE OR REPLACE FUNCTION claim_many(_channels text[], _skills text[], _tokens text[], _agents text[], _now bigint)
RETURNS json[] LANGUAGE plpgsql AS $$
DECLARE
  _done integer := 0;
  _wanted integer;
  _heads head[];
  _head head;
  _picked head[];
  _but bigint[] := '{}';
  _taken integer;
  _shown json[];
  _answers json[] := '{}';
BEGIN
  WHILE _done < cardinality(_tokens) LOOP
    _wanted := cardinality(_tokens) - _done;
    _heads := heads(_channels, _skills, '', _but, _wanted);
    EXIT WHEN _heads = '{}';
    IF _heads[1].outbound THEN
      RETURN _answers || (
        SELECT array_agg(json_build_array(token, json_build_object('inquiry', inquiry(_heads[1].ticket))))
        FROM unnest(_tokens[_done + 1:]) AS token
      );
    END IF;
    _picked := '{}';
    FOREACH _head IN ARRAY _heads LOOP
      EXIT WHEN _head.outbound OR cardinality(_picked) = _wanted;
      IF wanted(_head.ticket) THEN _picked := _picked || _head; ELSE _but := _but || _head.ticket; END IF;
    END LOOP;
    WITH gone AS (
      DELETE FROM line q USING unnest(_picked) WITH ORDINALITY AS h(ticket, lane, contact_score, since, outbound, place)
      WHERE ${asSeen("h")} RETURNING q.ticket, h.place
    ), claimed AS (
      INSERT INTO claims (token, ticket, agent, claimed_at, given_at, way, until, answered_at)
      SELECT _tokens[_done + n], ticket, _agents[_done + n], _now, _now, 'next', ${until("_agents[_done + n]")}, _now
      FROM (SELECT ticket, row_number() OVER (ORDER BY place) AS n FROM gone) g ORDER BY n
      RETURNING token, ticket, agent
    )
    SELECT count(*), array_agg(${holding("c.token", "c.agent", "_now", "NULL::bigint", "_now", PICKED)})
    INTO _taken, _shown FROM claimed c JOIN tickets t ON t.arrival = c.ticket;
    IF _taken < cardinality(_picked) THEN PERFORM missed(${PICKED}); END IF;
    _answers := _answers || _shown;
    _done := _done + _taken;
  END LOOP;
  RETURN _answers;
END $$;
COMMENT ON FUNCTION claim_many IS 'Claims the first tickets that such agents can serve, as many as there are tokens; what is reserved is left alone.';
`;
