import { settings } from "./settings.ts";

/** What the gate asks, and what it decided. */
export const decisions = `
CREATE OR REPLACE FUNCTION sender_locked(_channel text, _template text) RETURNS senders LANGUAGE plpgsql AS $$
DECLARE
  _sender senders;
BEGIN
  LOOP
    SELECT * INTO _sender FROM senders WHERE channel = _channel AND template = _template FOR UPDATE;
    IF FOUND THEN RETURN _sender; END IF;
    INSERT INTO senders (channel, template) VALUES (_channel, _template) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION sender_shown(_channel text, _template text, _since bigint) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  _sender senders;
BEGIN
  SELECT * INTO _sender FROM senders WHERE channel = _channel AND template = _template;
  RETURN (
    SELECT json_build_object('state', coalesce(_sender.state, '{"pauses":0}'), 'version', coalesce(_sender.version, 0),
      'counts', json_build_object('delivered', coalesce(sum(delivered), 0), 'blocked', coalesce(sum(blocked), 0),
        'reported', coalesce(sum(reported), 0), 'optedOut', coalesce(sum(opted_out), 0)))
    FROM hours WHERE channel = _channel AND template = _template AND (hour + 1) * 3600000 > _since
  );
END $$;

CREATE OR REPLACE FUNCTION left_window(_channel text, _since bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _left bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM reach WHERE channel = _channel AND at <= _since) THEN RETURN; END IF;
  PERFORM sender_locked(_channel, '');
  DELETE FROM reach WHERE channel = _channel AND at <= _since;
  GET DIAGNOSTICS _left = ROW_COUNT;
  UPDATE senders SET reached = reached - _left WHERE channel = _channel AND template = '';
END $$;
COMMENT ON FUNCTION left_window IS 'Forgets who has left the window: for good, also where a clock runs backwards.';

CREATE OR REPLACE FUNCTION put_reached(_contact text, _channel text, _at bigint, _delivered_at bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reach SET at = greatest(at, _at), delivered_at = _delivered_at WHERE contact = _contact AND channel = _channel;
  IF FOUND THEN RETURN; END IF;
  INSERT INTO reach (channel, at, delivered_at, contact) VALUES (_channel, _at, _delivered_at, _contact);
  UPDATE senders SET reached = reached + 1 WHERE channel = _channel AND template = '';
END $$;

CREATE OR REPLACE FUNCTION outbound_standing(_contact text, _channel text, _template text, _now bigint, _volume bigint, _quality bigint)
RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  IF _volume > 0 THEN PERFORM left_window(_channel, _now - _volume); END IF;
  RETURN json_build_object(
    'contact', (SELECT json_build_object('lastReceived', last_received, 'windowSince', window_since, 'lastDelivered', last_delivered,
      'notBefore', not_before, 'stoppedSince', stopped_since, 'resumedSince', resumed_since)
      FROM standings WHERE contact = _contact AND channel = _channel),
    'count', CASE WHEN _volume > 0 THEN (SELECT reached FROM senders WHERE channel = _channel AND template = '') ELSE 0 END,
    'included', EXISTS (SELECT FROM reach WHERE contact = _contact AND channel = _channel),
    'sender', sender_shown(_channel, '', _now - _quality),
    'template', CASE WHEN _template IS NOT NULL THEN sender_shown(_channel, _template, _now - _quality) END);
END $$;

CREATE OR REPLACE FUNCTION free_at(_channel text, _limit bigint, _now bigint, _volume bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _over bigint;
BEGIN
  PERFORM left_window(_channel, _now - _volume);
  _over := coalesce((SELECT reached FROM senders WHERE channel = _channel AND template = ''), 0) - _limit;
  IF _over < 0 THEN RETURN to_json(_now); END IF;
  RETURN (SELECT to_json(at + _volume) FROM reach WHERE channel = _channel ORDER BY at OFFSET _over LIMIT 1);
END $$;

CREATE OR REPLACE FUNCTION record(
  _contact text, _channel text, _decided_at bigint, _decision json, _reserved_at bigint, _window bigint, _limit bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _sender senders;
  _own reach;
  _seq bigint;
BEGIN
  IF _reserved_at IS NOT NULL THEN
    PERFORM sender_locked(_channel, '');
    PERFORM left_window(_channel, _reserved_at - _window);
    SELECT * INTO _own FROM reach WHERE contact = _contact AND channel = _channel;
    IF _own.id IS NULL AND (SELECT reached FROM senders WHERE channel = _channel AND template = '') >= _limit THEN
      RETURN NULL;
    END IF;
    PERFORM put_reached(_contact, _channel, _reserved_at, _own.delivered_at);
  END IF;
  INSERT INTO decisions (at, contact, decision) VALUES (_decided_at, _contact, _decision) RETURNING seq INTO _seq;
  RETURN to_json(_seq);
END $$;

CREATE OR REPLACE FUNCTION decisions(_contact text, _limit bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  IF _contact IS NULL THEN
    RETURN (SELECT coalesce(json_agg(json_build_array(seq, decision) ORDER BY seq), '[]')
      FROM (SELECT * FROM decisions ORDER BY seq DESC LIMIT _limit) d);
  END IF;
  RETURN (SELECT coalesce(json_agg(json_build_array(seq, decision) ORDER BY seq), '[]')
    FROM (SELECT * FROM decisions WHERE contact = _contact ORDER BY seq DESC LIMIT _limit) d);
END $$;
`;
