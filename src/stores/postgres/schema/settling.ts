import { unlessDue } from "./due.ts";
import { settings } from "./settings.ts";

/**
 * How claims are accepted, given back and released. Of a registered agent's, the row of the agent is locked first: a wrap-up
 * may begin. A claim never changes hands, so that whose it is can be read before.
 */
export const settling = `
CREATE OR REPLACE FUNCTION hold_agents(_tokens text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM agents WHERE id IN (SELECT agent FROM claims WHERE token = ANY (_tokens)) ORDER BY id FOR UPDATE;
END $$;
COMMENT ON FUNCTION hold_agents IS 'Locks those of the agents with these claims who are registered.';

CREATE OR REPLACE FUNCTION wrap_up(_agent text, _channel text, _now bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _until bigint;
BEGIN
  SELECT _now + coalesce((channel_wrap_up ->> _channel)::bigint, wrap_up) INTO _until FROM agents WHERE id = _agent;
  IF NOT FOUND THEN RETURN; END IF;
  IF _until > _now THEN INSERT INTO wrap_ups (agent, channel, until) VALUES (_agent, _channel, _until); END IF;
  UPDATE agents SET idle_since = greatest(idle_since, _until),
    wrap_up_ends = CASE WHEN _until > _now THEN least(wrap_up_ends, _until) ELSE wrap_up_ends END
  WHERE id = _agent;
END $$;
COMMENT ON FUNCTION wrap_up IS 'What an agent was serving has ended: a registered one wraps up. Their row is locked by whoever asks.';

CREATE OR REPLACE FUNCTION claim_held(_token text) RETURNS claims LANGUAGE plpgsql AS $$
DECLARE
  _claim claims;
BEGIN
  PERFORM hold_agents(ARRAY[_token]);
  PERFORM FROM tickets WHERE arrival = (SELECT ticket FROM claims WHERE token = _token) FOR UPDATE;
  SELECT * INTO _claim FROM claims WHERE token = _token FOR UPDATE;
  RETURN _claim;
END $$;
COMMENT ON FUNCTION claim_held IS 'The claim with this token, while it stands: with its agent, its ticket and itself locked.';

CREATE OR REPLACE FUNCTION ended(_claim claims, _arrival bigint) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN json_build_object('ticket', (SELECT shown FROM cases WHERE arrival = _arrival),
    'agent', _claim.agent, 'offered', _claim.deadline IS NOT NULL, 'at', _claim.claimed_at);
END $$;
COMMENT ON FUNCTION ended IS 'The ticket as it is now, and the claim that has ended.';

CREATE OR REPLACE FUNCTION release(
  _token text, _channel text, _new_score boolean, _score smallint, _new_schedule boolean, _scheduled bigint, _skills text[],
  _new_preference boolean, _preferred text, _preferred_until bigint,
  _cleared text, _basis text, _allowed boolean, _final boolean, _until bigint, _given bigint, _lead bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _claim claims;
  _ticket tickets;
  _next tickets;
  _answer json;
BEGIN
  ${unlessDue}
  PERFORM enrol();
  _claim := claim_held(_token);
  IF _claim.token IS NULL THEN RETURN json_build_object('code', 'STALE_CLAIM'); END IF;
  SELECT * INTO _ticket FROM tickets WHERE arrival = _claim.ticket;
  _next := changed(_ticket, _channel, _new_score, _score, _new_schedule, _scheduled, _skills,
    _new_preference, _preferred, _preferred_until);
  IF _next.channel <> _ticket.channel THEN _answer := barred(_next.channel, _next.outbound); END IF;
  IF _answer IS NOT NULL THEN RETURN _answer; END IF;
  IF _next.outbound
    AND (_next.id IS DISTINCT FROM _cleared OR ground(_next.contact, _next.channel) IS DISTINCT FROM _basis) THEN
    RETURN json_build_object('inquiry', inquiry(_next));
  END IF;
  PERFORM let_go(_claim.ticket);
  IF _claim.deadline IS NULL THEN PERFORM wrap_up(_claim.agent, _ticket.channel, _now); END IF;
  PERFORM keep(_next, _now, _lead);
  IF _next.outbound AND NOT _allowed THEN PERFORM stop(_next.arrival, _final, _until, _now); END IF;
  RETURN ended(_claim, _next.arrival);
END $$;

CREATE OR REPLACE FUNCTION give_back(_token text, _refused_for bigint, _given bigint, _lead bigint)
RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _claim claims;
BEGIN
  ${unlessDue}
  PERFORM enrol();
  _claim := claim_held(_token);
  IF _claim.token IS NULL THEN RETURN json_build_object('code', 'STALE_CLAIM'); END IF;
  IF _claim.deadline IS NULL THEN RETURN json_build_object('code', 'OFFER_ACCEPTED', 'agent', _claim.agent); END IF;
  IF _refused_for IS NOT NULL THEN
    INSERT INTO refusals (ticket, agent, until) VALUES (_claim.ticket, _claim.agent, _now + _refused_for)
    ON CONFLICT (ticket, agent) DO UPDATE SET until = excluded.until;
  END IF;
  PERFORM let_go(_claim.ticket);
  PERFORM stand(_claim.ticket, _now, _lead);
  RETURN ended(_claim, _claim.ticket);
END $$;
COMMENT ON FUNCTION give_back IS 'An offer is refused: its ticket waits again, and is not offered to the same agent for so long.';

CREATE OR REPLACE FUNCTION accept_offer(_token text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _offered boolean;
  _held json[];
BEGIN
  ${unlessDue}
  UPDATE claims SET claimed_at = _now, answered_at = _now, deadline = NULL, until = NULL
  WHERE token = _token AND deadline IS NOT NULL;
  _offered := FOUND;
  _held := holdings(ARRAY[_token]);
  IF _held IS NULL THEN RETURN json_build_object('code', 'STALE_CLAIM'); END IF;
  RETURN json_build_object('offered', _offered, 'holding', _held[1]);
END $$;
COMMENT ON FUNCTION accept_offer IS 'Makes an offer a claim that is active. A deadline that passes meanwhile waits for it.';
`;
