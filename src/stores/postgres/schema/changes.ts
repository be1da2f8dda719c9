import { unlessDue } from "./due.ts";
import { settings } from "./settings.ts";

/** How tickets change, each alone and with its row of `tickets` locked: nobody but a claim moves it meanwhile. */
export const changes = `
CREATE OR REPLACE FUNCTION channel_shown(_id text) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT json_strip_nulls(json_build_object('id', id, 'score', score, 'absolute', absolute, 'enabled', enabled,
    'inbound', inbound, 'outbound', outbound, 'waitLimit', wait_limit, 'escalateAfter', escalate_after))
    FROM channels WHERE id = _id);
END $$;

CREATE OR REPLACE FUNCTION barred(_channel text, _outbound boolean) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  _known channels;
BEGIN
  SELECT * INTO _known FROM channels WHERE id = _channel;
  RETURN CASE
    WHEN _known.id IS NULL THEN json_build_object('code', 'UNKNOWN_CHANNEL', 'channel', _channel)
    WHEN _outbound AND NOT _known.outbound THEN json_build_object('code', 'OUTBOUND_NOT_ALLOWED', 'channel', _channel)
    WHEN NOT _outbound AND NOT _known.inbound THEN json_build_object('code', 'INBOUND_NOT_ALLOWED', 'channel', _channel)
  END;
END $$;
COMMENT ON FUNCTION barred IS 'Why a ticket may not enter on a channel in this direction; null where it may.';

CREATE OR REPLACE FUNCTION ground(_contact text, _channel text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared('chain'::regclass::oid::integer, 0);
  PERFORM pg_advisory_xact_lock_shared('parts'::regclass::oid::integer, hashtext(coalesce(_contact, '')));
  RETURN (
    SELECT json_build_array(
      (SELECT max(seq) FROM parts WHERE contact = coalesce(_contact, '')), (SELECT max(seq) FROM parts WHERE contact IS NULL),
      erased_at, (SELECT stopped_since FROM standings WHERE contact = coalesce(_contact, '') AND channel = _channel),
      _channel, (SELECT outbound FROM channels WHERE id = _channel))
    FROM chain
  );
END $$;
COMMENT ON FUNCTION ground IS 'What a yes to an outbound ticket rests on. No consent of the contact is recorded, or withdrawn, before this is over.';

CREATE OR REPLACE FUNCTION inquiry(_arrival bigint) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  _ticket tickets;
BEGIN
  SELECT * INTO _ticket FROM tickets WHERE arrival = _arrival;
  RETURN inquiry(_ticket);
END $$;

CREATE OR REPLACE FUNCTION inquiry(_ticket tickets) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  RETURN json_build_object('ticket', shown(_ticket, NULL, NULL, NULL, NULL), 'on', channel_shown(_ticket.channel),
    'basis', ground(_ticket.contact, _ticket.channel));
END $$;

CREATE OR REPLACE FUNCTION changed(
  _ticket tickets, _channel text, _new_score boolean, _score smallint, _new_schedule boolean, _scheduled bigint, _skills text[],
  _new_preference boolean, _preferred text, _preferred_until bigint
) RETURNS tickets LANGUAGE plpgsql AS $$
BEGIN
  _ticket.channel := coalesce(_channel, _ticket.channel);
  _ticket.skills := coalesce(_skills, _ticket.skills);
  IF _new_score THEN _ticket.contact_score := _score; END IF;
  IF _new_schedule THEN
    _ticket.scheduled_for := _scheduled;
    _ticket.promoted := false;
    _ticket.told_too_long := false;
  END IF;
  IF _new_preference THEN
    _ticket.preferred_agent := _preferred;
    _ticket.preferred_until := _preferred_until;
  END IF;
  RETURN _ticket;
END $$;

CREATE OR REPLACE FUNCTION keep(_ticket tickets, _now bigint, _lead bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tickets SET channel = _ticket.channel, skills = _ticket.skills, contact_score = _ticket.contact_score,
    scheduled_for = _ticket.scheduled_for, promoted = _ticket.promoted, told_too_long = _ticket.told_too_long,
    preferred_agent = _ticket.preferred_agent, preferred_until = _ticket.preferred_until
  WHERE arrival = _ticket.arrival;
  PERFORM stand(_ticket.arrival, _now, _lead);
END $$;

CREATE OR REPLACE FUNCTION update_ticket(
  _id text, _channel text, _new_score boolean, _score smallint, _new_schedule boolean, _scheduled bigint, _skills text[],
  _new_preference boolean, _preferred text, _preferred_until bigint,
  _cleared text, _basis text, _allowed boolean, _final boolean, _until bigint, _given bigint, _lead bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _ticket tickets;
  _next tickets;
  _hold holds;
  _answer json;
BEGIN
  ${unlessDue}
  PERFORM enrol();
  SELECT * INTO _ticket FROM tickets WHERE id = _id FOR UPDATE;
  IF NOT FOUND THEN RETURN json_build_object('code', 'UNKNOWN_TICKET'); END IF;
  PERFORM FROM line WHERE ticket = _ticket.arrival FOR UPDATE;
  IF NOT FOUND THEN
    SELECT * INTO _hold FROM holds WHERE ticket = _ticket.arrival FOR UPDATE;
    IF NOT FOUND THEN
      RETURN (SELECT json_build_object('code', 'TICKET_NOT_WAITING', 'state', state) FROM cases WHERE id = _id);
    END IF;
  END IF;
  _next := changed(_ticket, _channel, _new_score, _score, _new_schedule, _scheduled, _skills,
    _new_preference, _preferred, _preferred_until);
  IF _next.channel = _ticket.channel THEN
    PERFORM keep(_next, _now, _lead);
    IF _hold.gate THEN PERFORM stop(_next.arrival, false, _hold.until, _now); END IF;
  ELSE
    _answer := barred(_next.channel, _next.outbound);
    IF _answer IS NOT NULL THEN RETURN _answer; END IF;
    IF _next.outbound
      AND (_next.id IS DISTINCT FROM _cleared OR ground(_next.contact, _next.channel) IS DISTINCT FROM _basis) THEN
      RETURN json_build_object('inquiry', inquiry(_next));
    END IF;
    PERFORM keep(_next, _now, _lead);
    IF _next.outbound AND NOT _allowed THEN PERFORM stop(_next.arrival, _final, _until, _now); END IF;
  END IF;
  RETURN json_build_object('ticket', (SELECT shown FROM cases WHERE arrival = _next.arrival));
END $$;

CREATE OR REPLACE FUNCTION inquiries(_contact text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (SELECT coalesce(json_agg(inquiry(t) ORDER BY t.arrival), '[]')
    FROM tickets t JOIN cases c USING (arrival)
    WHERE t.contact = _contact AND t.outbound AND c.state IN ('held', 'waiting', 'offered'));
END $$;

CREATE OR REPLACE FUNCTION withdraw(_cleared text, _basis text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _ticket tickets;
  _claim claims;
BEGIN
  ${unlessDue}
  SELECT * INTO _ticket FROM tickets WHERE id = _cleared AND outbound FOR UPDATE;
  PERFORM FROM line WHERE ticket = _ticket.arrival FOR UPDATE;
  IF NOT FOUND THEN PERFORM FROM holds WHERE ticket = _ticket.arrival FOR UPDATE; END IF;
  IF NOT FOUND THEN SELECT * INTO _claim FROM claims WHERE ticket = _ticket.arrival AND deadline IS NOT NULL FOR UPDATE; END IF;
  IF NOT FOUND OR ground(_ticket.contact, _ticket.channel) <> _basis THEN RETURN '{}'; END IF;
  PERFORM stop(_ticket.arrival, true, NULL, _now);
  RETURN ended(_claim, _ticket.arrival);
END $$;

CREATE OR REPLACE FUNCTION reopen(_channel text, _contact text, _given bigint, _lead bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _arrival bigint;
BEGIN
  ${unlessDue}
  PERFORM enrol();
  FOR _arrival IN
    SELECT t.arrival FROM holds h JOIN tickets t ON t.arrival = h.ticket
    WHERE h.gate AND t.channel = _channel AND (_contact IS NULL OR t.contact = _contact) ORDER BY t.arrival FOR UPDATE OF t
  LOOP
    PERFORM FROM holds WHERE ticket = _arrival AND gate FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    PERFORM stand(_arrival, _now, _lead);
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION forget(_contact text) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _arrivals bigint[];
BEGIN
  SELECT array_agg(arrival) INTO _arrivals
  FROM (SELECT arrival FROM tickets WHERE contact = _contact ORDER BY arrival FOR UPDATE) t;
  DELETE FROM line WHERE ticket = ANY (_arrivals);
  DELETE FROM holds WHERE ticket = ANY (_arrivals);
  DELETE FROM claims WHERE ticket = ANY (_arrivals);
  DELETE FROM closed WHERE ticket = ANY (_arrivals);
  DELETE FROM notices WHERE ticket = ANY (_arrivals);
  DELETE FROM refusals WHERE ticket = ANY (_arrivals);
  DELETE FROM tickets WHERE arrival = ANY (_arrivals);
  RETURN to_json(coalesce(cardinality(_arrivals), 0));
END $$;
`;
