import { unlessDue } from "./due.ts";
import { settings } from "./settings.ts";

/** A ticket that is closed, as it is shown outside with the claim that has ended; its row is `t`. */
const closed = (token: string, state: string, claim: string) => `json_build_array(
    ${token}, shown(t, ${state}, NULL, _now, ${claim}.answered_at), ${claim}.agent, ${claim}.deadline IS NOT NULL, ${claim}.claimed_at)`;

/** How tickets are completed and cancelled: one in small statements, many together in large ones. */
export const closing = `
CREATE OR REPLACE FUNCTION settle_one(_token text, _state text, _registered boolean, _now bigint) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  _claim claims;
  _channel text;
  _answer json;
BEGIN
  DELETE FROM claims WHERE token = _token AND (until <= _now) IS NOT TRUE RETURNING * INTO _claim;
  IF NOT FOUND THEN RETURN '[]'; END IF;
  INSERT INTO closed (ticket, at, state, answered_at, agent, given_at, way, grounds) VALUES (
    _claim.ticket, _now, _state, _claim.answered_at, _claim.agent, _claim.given_at, _claim.way, _claim.grounds);
  SELECT t.channel, json_build_array(${closed("_token", "_state", "_claim")}) INTO _channel, _answer
  FROM tickets t WHERE t.arrival = _claim.ticket;
  IF _registered AND _claim.deadline IS NULL THEN PERFORM wrap_up(_claim.agent, _channel, _now); END IF;
  RETURN _answer;
END $$;

CREATE OR REPLACE FUNCTION settle(_tokens text[], _states text[], _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _answers json;
  _agents text[];
  _channels text[];
  _registered boolean := EXISTS (SELECT FROM agents);
BEGIN
  -- A claim that is due is no more, whether or not somebody has noticed: only whose agent may have vanished is to be known.
  IF _registered THEN
    IF EXISTS (SELECT FROM agents WHERE due <= _now) THEN RETURN json_build_object('due', _now); END IF;
    PERFORM hold_agents(_tokens);
  END IF;
  IF cardinality(_tokens) = 1 THEN RETURN settle_one(_tokens[1], _states[1], _registered, _now); END IF;
  WITH gone AS (
    DELETE FROM claims c USING unnest(_tokens, _states) AS a(token, state) WHERE c.token = a.token AND (c.until <= _now) IS NOT TRUE
    RETURNING c.*, a.state
  ), done AS (
    INSERT INTO closed (ticket, at, state, answered_at, agent, given_at, way, grounds)
    SELECT ticket, _now, state, answered_at, agent, given_at, way, grounds FROM gone
  )
  SELECT
    json_agg(${closed("g.token", "g.state", "g")}),
    array_agg(g.agent) FILTER (WHERE g.deadline IS NULL), array_agg(t.channel) FILTER (WHERE g.deadline IS NULL)
  INTO _answers, _agents, _channels FROM gone g JOIN tickets t ON t.arrival = g.ticket;
  IF _registered THEN
    PERFORM wrap_up(e.agent, e.channel, _now) FROM unnest(_agents, _channels) AS e(agent, channel);
  END IF;
  RETURN coalesce(_answers, '[]');
END $$;
COMMENT ON FUNCTION settle IS 'Completes or cancels what these tokens hold; a claim that no longer stands is not among the answers.';

CREATE OR REPLACE FUNCTION cancel(_id text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _arrival bigint;
  _channel text;
  _holder text;
  _claim claims;
BEGIN
  ${unlessDue}
  IF EXISTS (SELECT FROM agents) THEN
    SELECT c.agent INTO _holder FROM tickets t JOIN claims c ON c.ticket = t.arrival WHERE t.id = _id;
    PERFORM FROM agents WHERE id = _holder FOR UPDATE;
  END IF;
  SELECT arrival, channel INTO _arrival, _channel FROM tickets WHERE id = _id FOR UPDATE;
  IF NOT FOUND THEN RETURN json_build_object('code', 'UNKNOWN_TICKET'); END IF;
  -- In the order in which a claim and its completion may move it on meanwhile.
  DELETE FROM line WHERE ticket = _arrival;
  IF NOT FOUND THEN DELETE FROM holds WHERE ticket = _arrival; END IF;
  IF NOT FOUND THEN
    _claim := let_go(_arrival);
    IF _claim.token IS NULL THEN RETURN '{}'; END IF;
    -- Whoever has it has it since it was looked up: their row is to be locked before the ticket's. It is tried again.
    IF _claim.agent IS DISTINCT FROM _holder AND EXISTS (SELECT FROM agents WHERE id = _claim.agent) THEN
      RAISE serialization_failure USING MESSAGE = 'the ticket was claimed meanwhile';
    END IF;
    IF _claim.deadline IS NULL THEN PERFORM wrap_up(_claim.agent, _channel, _now); END IF;
  END IF;
  INSERT INTO closed (ticket, at, state) VALUES (_arrival, _now, 'cancelled');
  RETURN ended(_claim, _arrival);
END $$;
`;
