import { unlessDue } from "./due.ts";
import { settings } from "./settings.ts";

/** Who is registered, what they have and what they have room for. */
export const agents = `
CREATE OR REPLACE FUNCTION agent_shown(_agent agents) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN json_build_object(
    'id', _agent.id, 'channels', _agent.channels, 'skills', _agent.skills,
    'capacity', json_build_object('total', _agent.capacity, 'byChannel', _agent.channel_capacity),
    'wrapUp', json_build_object('byChannel', _agent.channel_wrap_up, 'otherwise', _agent.wrap_up),
    'presence', CASE WHEN _agent.vanished AND _agent.presence = 'available' THEN 'away' ELSE _agent.presence END,
    'heartbeat', _agent.heartbeat, 'releaseAfter', _agent.release_after, 'vanished', _agent.vanished,
    'presenceSince', _agent.presence_since, 'heardAt', _agent.heard_at, 'idleSince', _agent.idle_since,
    'load', (
      SELECT coalesce(json_object_agg(channel, n), '{}') FROM (
        SELECT t.channel, count(*) AS n FROM claims c JOIN tickets t ON t.arrival = c.ticket
        WHERE c.agent = _agent.id GROUP BY t.channel
      ) l),
    'wrappingUp', (
      SELECT coalesce(json_agg(json_build_object('channel', channel, 'until', until) ORDER BY until, id), '[]')
      FROM wrap_ups WHERE agent = _agent.id));
END $$;

CREATE OR REPLACE FUNCTION room_of(_agent agents, OUT room boolean, OUT channels text[]) LANGUAGE plpgsql STABLE AS $$
DECLARE
  _full text[];
BEGIN
  channels := _agent.channels;
  WITH taken AS (
    SELECT t.channel FROM claims c JOIN tickets t ON t.arrival = c.ticket WHERE c.agent = _agent.id
    UNION ALL SELECT w.channel FROM wrap_ups w WHERE w.agent = _agent.id
  )
  SELECT _agent.presence = 'available' AND NOT _agent.vanished AND (SELECT count(*) FROM taken) < _agent.capacity,
    (SELECT array_agg(l.key) FROM json_each_text(_agent.channel_capacity) l
      WHERE (SELECT count(*) FROM taken WHERE taken.channel = l.key) >= l.value::bigint)
  INTO room, _full;
  IF _full IS NOT NULL THEN
    channels := ARRAY(SELECT c.id FROM unnest(coalesce(_agent.channels, ARRAY(SELECT id FROM channels))) AS c(id) WHERE c.id <> ALL (_full));
  END IF;
  room := coalesce(room AND channels IS DISTINCT FROM '{}', false);
END $$;
COMMENT ON FUNCTION room_of IS 'Whether a registered agent can be given anything now, and on which channels; null for all.';

CREATE OR REPLACE FUNCTION able(_id text, OUT known boolean, OUT room boolean, OUT channels text[], OUT skills text[])
LANGUAGE plpgsql AS $$
DECLARE
  _agent agents;
BEGIN
  SELECT * INTO _agent FROM agents a WHERE a.id = _id FOR UPDATE;
  known := FOUND;
  skills := _agent.skills;
  SELECT r.room, r.channels INTO room, channels FROM room_of(_agent) r;
END $$;
COMMENT ON FUNCTION able IS 'What a registered agent can be given now. Nobody else gives them anything by their id until this is over.';

CREATE OR REPLACE FUNCTION agents(_with_room boolean, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (
    SELECT coalesce(json_agg(agent_shown(a) ORDER BY a.place), '[]') FROM agents a
    WHERE NOT _with_room OR (a.presence = 'available' AND NOT a.vanished AND (room_of(a)).room)
  );
END $$;

CREATE OR REPLACE FUNCTION agent(_id text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (SELECT agent_shown(a) FROM agents a WHERE a.id = _id);
END $$;

CREATE OR REPLACE FUNCTION withdraw_offers(_agent text, _now bigint, _lead bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _arrival bigint;
BEGIN
  PERFORM FROM tickets WHERE arrival IN (SELECT ticket FROM claims WHERE agent = _agent AND deadline IS NOT NULL)
  ORDER BY arrival FOR UPDATE;
  FOR _arrival IN
    SELECT ticket FROM claims WHERE agent = _agent AND deadline IS NOT NULL ORDER BY place FOR UPDATE
  LOOP
    PERFORM take_back(_arrival, _now, _lead);
  END LOOP;
END $$;
COMMENT ON FUNCTION withdraw_offers IS 'Their offers wait again. Their row is locked by whoever asks, so that none comes in between.';

CREATE OR REPLACE FUNCTION heard(_was agents, _is agents, _now bigint) RETURNS agents LANGUAGE plpgsql AS $$
DECLARE
  _back boolean := _is.presence = 'available' AND (_was.presence <> 'available' OR _was.vanished);
BEGIN
  IF _back OR _is.presence <> _was.presence THEN _is.presence_since := _now; END IF;
  IF _back THEN _is.idle_since := _now; END IF;
  UPDATE agents SET channels = _is.channels, skills = _is.skills, capacity = _is.capacity,
    channel_capacity = _is.channel_capacity, wrap_up = _is.wrap_up, channel_wrap_up = _is.channel_wrap_up,
    presence = _is.presence, heartbeat = _is.heartbeat, release_after = _is.release_after, vanished = false,
    presence_since = _is.presence_since, heard_at = _now, idle_since = _is.idle_since
  WHERE id = _is.id RETURNING * INTO _is;
  -- What they serve is not taken back any more.
  IF _was.vanished THEN UPDATE claims SET until = NULL WHERE agent = _is.id AND deadline IS NULL AND until IS NOT NULL; END IF;
  RETURN _is;
END $$;
COMMENT ON FUNCTION heard IS 'Keeps what they are now: they are there. Their row is locked by whoever asks.';

CREATE OR REPLACE FUNCTION set_agent(
  _id text, _new_channels boolean, _channels text[], _skills text[], _capacity bigint, _channel_capacity json,
  _wrap_up bigint, _channel_wrap_up json, _presence text, _new_heartbeat boolean, _heartbeat bigint,
  _new_release boolean, _release_after bigint, _given bigint, _lead bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _was agents;
  _is agents;
BEGIN
  ${unlessDue}
  PERFORM enrol();
  LOOP
    SELECT * INTO _was FROM agents WHERE id = _id FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO agents (id, presence_since, heard_at, idle_since) VALUES (_id, _now, _now, _now) ON CONFLICT DO NOTHING;
  END LOOP;
  _is := _was;
  IF _new_channels THEN _is.channels := _channels; END IF;
  _is.skills := coalesce(_skills, _is.skills);
  _is.capacity := coalesce(_capacity, _is.capacity);
  _is.channel_capacity := coalesce(_channel_capacity, _is.channel_capacity);
  _is.wrap_up := coalesce(_wrap_up, _is.wrap_up);
  _is.channel_wrap_up := coalesce(_channel_wrap_up, _is.channel_wrap_up);
  _is.presence := coalesce(_presence, _is.presence);
  IF _new_heartbeat THEN _is.heartbeat := _heartbeat; END IF;
  IF _new_release THEN _is.release_after := _release_after; END IF;
  _is := heard(_was, _is, _now);
  IF _is.presence <> 'available' THEN PERFORM withdraw_offers(_id, _now, _lead); END IF;
  RETURN agent_shown(_is);
END $$;

CREATE OR REPLACE FUNCTION heartbeat(_id text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _agent agents;
BEGIN
  ${unlessDue}
  SELECT * INTO _agent FROM agents WHERE id = _id FOR UPDATE;
  IF NOT FOUND THEN RETURN json_build_object('code', 'UNKNOWN_AGENT'); END IF;
  RETURN agent_shown(heard(_agent, _agent, _now));
END $$;

CREATE OR REPLACE FUNCTION ready(_id text, _given bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
  _agent agents;
BEGIN
  ${unlessDue}
  SELECT * INTO _agent FROM agents WHERE id = _id FOR UPDATE;
  IF NOT FOUND THEN RETURN json_build_object('code', 'UNKNOWN_AGENT'); END IF;
  DELETE FROM wrap_ups WHERE agent = _id;
  IF FOUND THEN
    UPDATE agents SET wrap_up_ends = NULL, idle_since = _now WHERE id = _id RETURNING * INTO _agent;
  END IF;
  RETURN agent_shown(_agent);
END $$;

CREATE OR REPLACE FUNCTION remove_agent(_id text, _given bigint, _lead bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  PERFORM enrol();
  PERFORM FROM agents WHERE id = _id FOR UPDATE;
  IF NOT FOUND THEN RETURN to_json(false); END IF;
  PERFORM withdraw_offers(_id, _now, _lead);
  UPDATE claims SET until = NULL WHERE agent = _id AND until IS NOT NULL;
  DELETE FROM agents WHERE id = _id;
  RETURN to_json(true);
END $$;
COMMENT ON FUNCTION remove_agent IS 'Their offers wait again; what they serve stays with them.';
`;
