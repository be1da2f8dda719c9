import { isDueOr, unlessDue } from "./due.ts";
import { headQuery, headSettings } from "./heads.ts";
import { settings } from "./settings.ts";
import { asSeen } from "./taking.ts";

/**
 * Whoever claims with a token that another is claiming with waits, or each would find another ticket to be the first. One
 * token is nearly always free at once, which an expression finds out and no statement is needed for.
 */
const oneByOne = (
  token: string,
) => `IF NOT pg_try_advisory_xact_lock('claims'::regclass::oid::integer, hashtext(${token})) THEN
    PERFORM pg_advisory_xact_lock('claims'::regclass::oid::integer, hashtext(${token}));
  END IF;`;
const allOneByOne = (tokens: string) => `PERFORM pg_advisory_xact_lock('claims'::regclass::oid::integer, hash)
    FROM (SELECT hashtext(token) AS hash FROM unnest(${tokens}) token ORDER BY hash) t;`;

/** The ways to claim: Next, by a description or by an id, with the answer of the gate, and this very ticket. */
export const claims = `
CREATE OR REPLACE FUNCTION claim_next(_channels text[], _skills text[], _tokens text[], _agents text[], _given bigint)
RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _answers json[] := '{}';
  _own record;
BEGIN
  IF cardinality(_tokens) = 1 THEN
    ${oneByOne("_tokens[1]")}
    IF ${isDueOr("SELECT FROM claims WHERE token = _tokens[1]")} THEN
      ${unlessDue}
      _answers := holdings(_tokens);
      IF _answers IS NOT NULL THEN RETURN array_to_json(_answers); END IF;
    END IF;
    RETURN array_to_json(coalesce(claim_first(_channels, _skills, _agents[1], _tokens[1], _agents[1], _now), '{}'));
  END IF;
  ${allOneByOne("_tokens")}
  IF ${isDueOr("SELECT FROM claims WHERE token = ANY (_tokens) UNION ALL SELECT FROM lanes WHERE reserved_for = ANY (_agents)")} THEN
    ${unlessDue}
    _answers := _answers || holdings(_tokens);
    FOR _own IN
      SELECT * FROM unnest(_tokens, _agents) AS a(token, agent)
      WHERE EXISTS (SELECT FROM lanes WHERE reserved_for = a.agent) AND a.token NOT IN (SELECT token FROM claims)
    LOOP
      _answers := _answers || claim_first(_channels, _skills, _own.agent, _own.token, _own.agent, _now);
    END LOOP;
    SELECT coalesce(array_agg(a.token), '{}'), coalesce(array_agg(a.agent), '{}') INTO _tokens, _agents
    FROM unnest(_tokens, _agents) AS a(token, agent)
    WHERE NOT EXISTS (SELECT FROM lanes WHERE reserved_for = a.agent) AND a.token NOT IN (SELECT token FROM claims);
  END IF;
  RETURN array_to_json(_answers || claim_many(_channels, _skills, _tokens, _agents, _now));
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
      _answers := _answers || json_build_array(_own.token, json_build_object('code', 'UNKNOWN_AGENT'));
    ELSIF _able.room THEN
      _answers := _answers
        || claim_first(_able.channels, _able.skills, _own.agent, _own.token, _own.agent, _now);
    END IF;
  END LOOP;
  RETURN array_to_json(_answers);
END $$;
COMMENT ON FUNCTION claim_registered IS 'Claims for each of these registered agents the first ticket that they have room for.';

CREATE OR REPLACE FUNCTION claim_cleared(
  _channels text[], _skills text[], _registered boolean, _agent text, _token text,
  _cleared text, _basis text, _allowed boolean, _final boolean, _until bigint, _given bigint
) RETURNS json LANGUAGE plpgsql ${settings}${headSettings} AS $$
DECLARE
  _now bigint := moment(_given);
  _head head;
  _ticket tickets;
  _but bigint[] := '{}';
  _able record;
  _taken json;
  _refused json;
BEGIN
  ${oneByOne("_token")}
  ${unlessDue}
  IF _registered THEN PERFORM FROM agents WHERE id = _agent FOR UPDATE; END IF;
  _taken := (holdings(ARRAY[_token]))[1];
  IF _registered AND _taken IS NULL THEN
    _able := able(_agent);
    IF NOT _able.known THEN RETURN json_build_object('code', 'UNKNOWN_AGENT'); END IF;
    IF NOT _able.room THEN RETURN '{}'; END IF;
    _channels := _able.channels;
    _skills := _able.skills;
  END IF;
  LOOP
    IF _taken IS NOT NULL THEN RETURN json_build_object('holding', _taken, 'refused', _refused); END IF;
    ${headQuery("INTO _head", "_agent")};
    IF NOT FOUND THEN RETURN json_build_object('refused', _refused); END IF;
    IF _head.outbound THEN
      SELECT * INTO _ticket FROM tickets WHERE arrival = _head.ticket;
      IF _ticket.id IS DISTINCT FROM _cleared OR ground(_ticket.contact, _ticket.channel) IS DISTINCT FROM _basis THEN
        RETURN json_build_object('inquiry', inquiry(_head.ticket), 'refused', _refused);
      END IF;
    END IF;
    IF NOT wanted(_head.ticket) THEN
      _but := _but || _head.ticket;
    ELSIF _allowed OR NOT _head.outbound THEN
      _taken := take(_head, _token, _agent, 'next', NULL, NULL, _now);
    ELSE
      DELETE FROM line q WHERE ${asSeen("_head")};
      IF NOT FOUND THEN
        PERFORM missed(ARRAY[_head.ticket]);
        CONTINUE;
      END IF;
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
  _taken := (holdings(ARRAY[_token]))[1];
  LOOP
    IF _taken IS NOT NULL THEN RETURN json_build_object('holding', _taken); END IF;
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
      _taken := take(_head, _token, _agent, CASE WHEN _within IS NULL THEN 'take' ELSE 'offer' END, _within, _grounds, _now);
    ELSE
      DELETE FROM line q WHERE ${asSeen("_head")};
      CONTINUE WHEN NOT FOUND;
      PERFORM stop(_head.ticket, _final, _until, _now);
      RETURN json_build_object('refused', (SELECT shown FROM cases WHERE arrival = _head.ticket));
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION claim_ticket IS 'Claims this very ticket, or offers it, if it waits, the agent can serve it and the gate lets it through.';
`;
