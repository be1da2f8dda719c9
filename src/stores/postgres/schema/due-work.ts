import { isDue } from "./due.ts";
import { settings } from "./settings.ts";

/** How many of a kind happen in one transaction. */
const TOGETHER = 200;

/**
 * What time brings: tickets are promoted, escalated, too long in the line, free of a reservation, or taken back; agents
 * vanish and end their wrap-ups. Each becomes a notice, for one process to tell.
 *
 * Whoever holds several rows waits for none: `pass` leaves alone what somebody else is moving, and where that is all there
 * is, `pass_one` waits for it.
 */
export const dueWork = `
CREATE OR REPLACE FUNCTION take_back(_arrival bigint, _now bigint, _lead bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _claim claims := let_go(_arrival);
BEGIN
  PERFORM stand(_arrival, _now, _lead);
  INSERT INTO notices (what, ticket, agent, claimed_at) VALUES (
    CASE WHEN _claim.deadline IS NULL THEN 'released' ELSE 'lapsed' END, _arrival, _claim.agent, _claim.claimed_at);
END $$;
COMMENT ON FUNCTION take_back IS 'The time of an agent with a ticket is over: it waits again. Its claim is locked by whoever asks.';

CREATE OR REPLACE FUNCTION vanish(_agent agents, _now bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _at bigint := _agent.heard_at + _agent.heartbeat;
BEGIN
  IF _agent.wrap_up_ends <= _now THEN
    DELETE FROM wrap_ups WHERE agent = _agent.id AND until <= _now;
    UPDATE agents SET wrap_up_ends = (SELECT min(until) FROM wrap_ups WHERE agent = agents.id)
    WHERE id = _agent.id;
  END IF;
  IF _at <= _now AND NOT _agent.vanished AND _agent.presence <> 'offline' THEN
    UPDATE agents SET vanished = true, presence_since = CASE WHEN presence = 'available' THEN _at ELSE presence_since END
    WHERE id = _agent.id;
    UPDATE claims SET until = CASE WHEN deadline IS NULL THEN _at + _agent.release_after ELSE least(deadline, _at) END
    WHERE agent = _agent.id;
    INSERT INTO notices (what, agent) VALUES ('vanished', _agent.id);
  END IF;
END $$;
COMMENT ON FUNCTION vanish IS 'Ends the wrap-ups of an agent that are over, and lets vanish one who was not heard from.';

CREATE OR REPLACE FUNCTION move(_arrival bigint, _escalates boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE line q SET
    lane = lane_of(t.channel, l.promoted OR _escalates, t.skills, CASE WHEN _escalates THEN l.reserved_for ELSE '' END),
    escalates_at = CASE WHEN NOT _escalates THEN q.escalates_at END,
    reserved_until = CASE WHEN _escalates THEN q.reserved_until END
  FROM tickets t, lanes l WHERE q.ticket = _arrival AND t.arrival = q.ticket AND l.id = q.lane;
END $$;
COMMENT ON FUNCTION move IS 'To the lane of promoted tickets, or to one that is reserved for nobody. It joins no line anew: its limits stay.';

CREATE OR REPLACE FUNCTION wait_long(_arrival bigint, _what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _what = 'free' THEN
    PERFORM move(_arrival, false);
    RETURN;
  END IF;
  IF _what = 'escalated' THEN
    UPDATE tickets SET promoted = true WHERE arrival = _arrival;
    PERFORM move(_arrival, true);
  ELSE
    UPDATE tickets SET told_too_long = true WHERE arrival = _arrival;
    UPDATE line SET limit_at = NULL WHERE ticket = _arrival;
  END IF;
  INSERT INTO notices (what, ticket) VALUES (_what, _arrival);
END $$;
COMMENT ON FUNCTION wait_long IS 'A ticket in the line is escalated, has waited for too long, or is free of its reservation.';
${passes("pass", TOGETHER, "FOR UPDATE", "SKIP LOCKED")}
COMMENT ON FUNCTION pass IS 'Lets happen what is due and nobody else is moving; how much that was, and whether something is left.';
${passes("pass_one", 1, "FOR UPDATE", "")}
COMMENT ON FUNCTION pass_one IS 'Lets happen the first that is due of each kind, after whoever is moving it.';
`;

function passes(name: string, most: number, lock: string, unless: string): string {
  return `
CREATE OR REPLACE FUNCTION ${name}(_now bigint, _lead bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
DECLARE
  _agent agents;
  _arrival bigint;
  _hold holds;
  _free bigint[];
  _horizon bigint;
  _event record;
  _done integer := 0;
BEGIN
  PERFORM enrol();
  FOR _agent IN SELECT * FROM agents WHERE due <= _now ORDER BY due, id LIMIT ${most} ${lock} ${unless} LOOP
    PERFORM vanish(_agent, _now);
    _done := _done + 1;
  END LOOP;
  FOR _arrival IN
    SELECT t.arrival FROM holds h JOIN tickets t ON t.arrival = h.ticket
    WHERE h.until <= _now ORDER BY h.until, h.ticket LIMIT ${most} ${lock} OF t ${unless}
  LOOP
    SELECT * INTO _hold FROM holds WHERE ticket = _arrival AND until <= _now FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    _done := _done + 1;
    IF _hold.gate THEN
      PERFORM stand(_arrival, _now, _lead);
    ELSE
      UPDATE tickets SET promoted = true WHERE arrival = _arrival;
      PERFORM stand(_arrival, _now, _lead);
      UPDATE line SET limit_at = _hold.limit_at WHERE ticket = _arrival AND limit_at IS DISTINCT FROM _hold.limit_at;
      INSERT INTO notices (what, ticket) VALUES ('promoted', _arrival);
    END IF;
  END LOOP;
  FOR _arrival IN
    SELECT t.arrival FROM claims c JOIN tickets t ON t.arrival = c.ticket
    WHERE c.until <= _now ORDER BY c.until, c.place LIMIT ${most} ${lock} OF t ${unless}
  LOOP
    PERFORM FROM claims WHERE ticket = _arrival AND until <= _now FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    _done := _done + 1;
    PERFORM take_back(_arrival, _now, _lead);
  END LOOP;
  SELECT array_agg(arrival), CASE WHEN count(*) = ${most} THEN max(due) ELSE _now END INTO _free, _horizon FROM (
    SELECT t.arrival, q.due FROM line q JOIN tickets t ON t.arrival = q.ticket
    WHERE q.due <= _now ORDER BY q.due, q.ticket LIMIT ${most} ${lock} OF t ${unless}
  ) d;
  _free := ARRAY(SELECT ticket FROM line WHERE ticket = ANY (_free) AND due <= _now ${lock} ${unless});
  FOR _event IN
    SELECT q.ticket, e.what FROM line q
    CROSS JOIN LATERAL (VALUES (1, 'escalated', q.escalates_at), (2, 'tooLong', q.limit_at), (3, 'free', q.reserved_until)) AS e(n, what, at)
    WHERE q.ticket = ANY (_free) AND e.at <= _horizon ORDER BY e.at, q.ticket, e.n
  LOOP
    PERFORM wait_long(_event.ticket, _event.what);
    _done := _done + 1;
  END LOOP;
  RETURN json_build_object('done', _done, 'left', ${isDue});
END $$;`;
}
