/**
 * At the beginning of every function that a store calls, once it knows what time it is: where something is due that nobody
 * has let happen yet, it answers so and does nothing. Whoever called lets it happen, in a transaction of its own and so with
 * locks of its own, and calls again.
 */
export const unlessDue = `IF EXISTS (SELECT FROM holds WHERE until <= _now) OR EXISTS (SELECT FROM line WHERE due <= _now)
    OR EXISTS (SELECT FROM claims WHERE until <= _now) OR EXISTS (SELECT FROM agents WHERE due <= _now) THEN
    RETURN json_build_object('due', _now);
  END IF;`;
