import { settings } from "./settings.ts";

/** What happened to messages, and what is known of whom they went to. */
export const occurrences = `
CREATE OR REPLACE FUNCTION stand_moved(
  _kind text, _contact text, _channel text, _at bigint, _not_before bigint, _service_window bigint
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _known standings;
  _open_since bigint;
  _own reach;
BEGIN
  PERFORM sender_locked(_channel, '');
  SELECT * INTO _known FROM standings WHERE contact = _contact AND channel = _channel;
  _open_since := coalesce(_known.window_since, _known.last_received);
  SELECT * INTO _own FROM reach WHERE contact = _contact AND channel = _channel;
  IF _kind IN ('received', 'delivered') OR (_kind = 'failed' AND _not_before IS NOT NULL) THEN
    INSERT INTO standings AS s (contact, channel, last_received, window_since, last_delivered, not_before) VALUES (_contact, _channel,
      CASE WHEN _kind = 'received' THEN _at END,
      -- As long as the window of one reaches the other it is open without a break.
      CASE WHEN _kind <> 'received' THEN _open_since
        WHEN _at > _known.last_received + _service_window THEN _at
        WHEN _at + _service_window < _open_since THEN _open_since
        ELSE least(_open_since, _at) END,
      CASE WHEN _kind = 'delivered' THEN _at END,
      CASE WHEN _kind = 'failed' THEN _not_before END)
    ON CONFLICT (contact, channel) DO UPDATE SET
      last_received = greatest(s.last_received, excluded.last_received),
      window_since = excluded.window_since,
      last_delivered = greatest(s.last_delivered, excluded.last_delivered),
      not_before = greatest(s.not_before, excluded.not_before);
  END IF;
  IF _kind = 'delivered'
    AND (_service_window > 0 AND _open_since <= _at AND _at < _known.last_received + _service_window) IS NOT TRUE THEN
    PERFORM put_reached(_contact, _channel, _at, greatest(_at, _own.delivered_at));
  ELSIF _kind IN ('delivered', 'failed') AND _own.id IS NOT NULL THEN
    -- A reservation is taken back; a delivery before it still counts.
    IF _own.delivered_at IS NOT NULL THEN
      UPDATE reach SET at = delivered_at WHERE id = _own.id;
    ELSE
      DELETE FROM reach WHERE id = _own.id;
      UPDATE senders SET reached = reached - 1 WHERE channel = _channel AND template = '';
    END IF;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION judged(
  _kind text, _channel text, _template text, _at bigint, _version bigint, _state json, _recount boolean, _since bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM sender_locked(_channel, _template);
  UPDATE senders SET state = _state, version = version + 1
  WHERE channel = _channel AND template = _template AND version = _version;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM hours WHERE channel = _channel AND template = _template AND (_recount OR (hour + 1) * 3600000 <= _since);
  IF NOT _recount AND _kind IS NOT NULL THEN
    INSERT INTO hours AS h (channel, template, hour, delivered, blocked, reported, opted_out) VALUES (
      _channel, _template, floor(_at / 3600000.0),
      (_kind = 'delivered')::integer, (_kind = 'blocked')::integer, (_kind = 'reported')::integer, (_kind = 'optedOut')::integer)
    ON CONFLICT (channel, template, hour) DO UPDATE SET delivered = h.delivered + excluded.delivered,
      blocked = h.blocked + excluded.blocked, reported = h.reported + excluded.reported,
      opted_out = h.opted_out + excluded.opted_out;
  END IF;
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION is_news(_kind text, _contact text, _channel text, _message text, _at bigint, _since bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM sender_locked(_channel, '');
  DELETE FROM told WHERE channel = _channel AND at <= _since;
  IF EXISTS (SELECT FROM told WHERE contact = _contact AND channel = _channel AND kind = _kind AND message = _message) THEN
    RETURN false;
  END IF;
  IF _at > _since THEN
    INSERT INTO told (contact, channel, kind, message, at) VALUES (_contact, _channel, _kind, _message, _at);
  END IF;
  RETURN true;
END $$;
COMMENT ON FUNCTION is_news IS 'Whether this was not told of the message yet. It is kept, and what has left the window is forgotten.';

CREATE OR REPLACE FUNCTION happened(
  _kind text, _contact text, _channel text, _template text, _message text, _at bigint, _not_before bigint,
  _service_window bigint, _since bigint, _told_since bigint, _versions bigint[], _states text[], _recounts boolean[]
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _versions_now bigint[];
BEGIN
  IF _versions IS NOT NULL THEN
    _versions_now := ARRAY[(sender_locked(_channel, '')).version];
    IF _template IS NOT NULL THEN
      _versions_now := _versions_now || (sender_locked(_channel, _template)).version;
    END IF;
    IF _versions_now <> _versions THEN RETURN NULL; END IF;
  END IF;
  IF _message IS NOT NULL AND NOT is_news(_kind, _contact, _channel, _message, _at, _told_since) THEN
    RETURN (SELECT to_json(at) FROM told WHERE contact = _contact AND channel = _channel AND kind = _kind AND message = _message);
  END IF;
  PERFORM stand_moved(_kind, _contact, _channel, _at, _not_before, _service_window);
  IF _versions IS NOT NULL THEN
    PERFORM judged(_kind, _channel, '', _at, _versions[1], _states[1]::json, _recounts[1], _since);
    IF _template IS NOT NULL THEN
      PERFORM judged(_kind, _channel, _template, _at, _versions[2], _states[2]::json, _recounts[2], _since);
    END IF;
  END IF;
  RETURN to_json(_at);
END $$;
COMMENT ON FUNCTION happened IS 'Keeps what happened, and tells when; null where the senders are no longer as they were judged.';

CREATE OR REPLACE FUNCTION sender(_channel text, _template text, _since bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN json_build_array(sender_shown(_channel, '', _since),
    CASE WHEN _template <> '' THEN sender_shown(_channel, _template, _since) END);
END $$;

CREATE OR REPLACE FUNCTION change_sender(_channel text, _template text, _version bigint, _state json)
RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN to_json(judged(NULL, _channel, _template, 0, _version, _state, false, 0));
END $$;

CREATE OR REPLACE FUNCTION set_wish(_contact text, _channel text, _wants text, _at bigint) RETURNS void LANGUAGE plpgsql ${settings} AS $$
BEGIN
  PERFORM pg_advisory_xact_lock('parts'::regclass::oid::integer, hashtext(_contact));
  INSERT INTO standings AS s (contact, channel, stopped_since, resumed_since)
  VALUES (_contact, _channel, CASE _wants WHEN 'stopped' THEN _at END, CASE _wants WHEN 'resumed' THEN _at END)
  ON CONFLICT (contact, channel) DO UPDATE SET stopped_since = excluded.stopped_since, resumed_since = excluded.resumed_since
  WHERE _at >= coalesce(s.stopped_since, s.resumed_since, _at);
END $$;

CREATE OR REPLACE FUNCTION set_question(_contact text, _channel text, _question json) RETURNS void LANGUAGE plpgsql ${settings} AS $$
BEGIN
  INSERT INTO questions AS q (contact, channel, question) VALUES (_contact, _channel, _question)
  ON CONFLICT (contact, channel) DO UPDATE SET question = excluded.question;
END $$;

CREATE OR REPLACE FUNCTION take_question(_contact text, _channel text) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _question json;
BEGIN
  DELETE FROM questions WHERE contact = _contact AND channel = _channel RETURNING question INTO _question;
  RETURN _question;
END $$;

CREATE OR REPLACE FUNCTION erase_contact(_contact text) RETURNS void LANGUAGE plpgsql ${settings} AS $$
BEGIN
  DELETE FROM standings WHERE contact = _contact;
  DELETE FROM questions WHERE contact = _contact;
  DELETE FROM told WHERE contact = _contact;
  DELETE FROM decisions WHERE contact = _contact;
  UPDATE reach SET contact = NULL WHERE contact = _contact;
END $$;

CREATE OR REPLACE FUNCTION purge_decisions(_before bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _purged bigint;
BEGIN
  DELETE FROM decisions WHERE at < _before;
  GET DIAGNOSTICS _purged = ROW_COUNT;
  RETURN to_json(_purged);
END $$;
`;
