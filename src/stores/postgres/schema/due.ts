/** Whether something is due: in one look-up, since every call pays for it. */
const due = `SELECT FROM holds WHERE until <= _now UNION ALL SELECT FROM line WHERE due <= _now
    UNION ALL SELECT FROM claims WHERE until <= _now UNION ALL SELECT FROM agents WHERE due <= _now`;

export const isDue = `EXISTS (${due})`;

/** Whether something is due or else out of the ordinary, as this query finds: in one look-up still. */
export const isDueOr = (query: string) => `EXISTS (${due} UNION ALL ${query})`;

/**
 * At the beginning of the functions that a store calls, once they know what time it is: where something is due that nobody
 * has let happen yet, they answer so and do nothing. Whoever called lets it happen, in a transaction of its own and so with
 * locks of its own, and calls again.
 */
export const unlessDue = `IF ${isDue} THEN
    RETURN json_build_object('due', _now);
  END IF;`;
