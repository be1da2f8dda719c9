/**
 * Who is first in the line, of those that an agent can serve, but for some. Lanes are read in their order, each by its index
 * and no further than asked for; a lane after the group (of one tier and channel score) that has enough is not looked into.
 * So much the planner sees only where it may not sort everything: then it sorts group by group, as they come.
 *
 * @param most a number, or what plpgsql calls it
 * @param shown columns of `q`, and where plpgsql puts them
 * @param as for whom a reservation counts
 */
function firstOf(most: number | string, shown: string, as = "_as"): string {
  return `
  SELECT ${shown} FROM (
    SELECT lane, tier, score FROM ranks
    WHERE (_channels IS NULL OR channel = ANY (_channels))
      AND reserved_for = ANY (ARRAY['', ${as}]) AND first_skill = ANY (array_prepend('', _skills)) AND skills <@ _skills
    ORDER BY tier, score DESC
  ) r CROSS JOIN LATERAL (
    SELECT * FROM line q WHERE q.lane = r.lane AND q.ticket <> ALL (_but)
    ORDER BY q.contact_score DESC, q.since, q.ticket LIMIT ${most}
  ) q
  ORDER BY r.tier, r.score DESC, q.contact_score DESC, q.since, q.ticket LIMIT ${most}`;
}

/** Of every function in which the first are looked for: no plan sorts whole lanes, or looks into all of them. */
export const headSettings = `
  SET enable_sort TO off`;

/** The first of all, in columns. @param into where plpgsql puts them @param as for whom a reservation counts */
export function headQuery(into = "", as?: string): string {
  return firstOf(1, `q.ticket, q.lane, q.contact_score, q.since, q.outbound ${into}`, as);
}

export const heads = `
CREATE OR REPLACE FUNCTION heads(_channels text[], _skills text[], _as text, _but bigint[], _wanted integer) RETURNS head[] LANGUAGE plpgsql STABLE ${headSettings} AS $$
DECLARE
  -- Others who claim at the same time have some of them.
  _most bigint := 2 * _wanted + 8;
BEGIN
  RETURN ARRAY(${firstOf("_most", "(q.ticket, q.lane, q.contact_score, q.since, q.outbound)::head")});
END $$;
COMMENT ON FUNCTION heads IS 'The first of the line for such an agent, in order: so many, where they are there, or more.';
`;
