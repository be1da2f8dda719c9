/**
 * Who is first in the line, of those that an agent can serve, but for some: the best by keys 3 to 5 in the best group of
 * lanes (of one tier and channel score) that has anybody. Lanes are asked in their order, each by its index, and those after
 * the first that has anybody not at all. The limits are constants: a parameter makes the plan sort whole lanes.
 */
function firstOf(most: number, shown: string, as = "_as"): string {
  return `
  WITH servable AS MATERIALIZED (
    SELECT lane, tier, score FROM ranks
    WHERE (_channels IS NULL OR channel = ANY (_channels))
      AND reserved_for = ANY (ARRAY['', ${as}]) AND first_skill = ANY (array_prepend('', _skills)) AND skills <@ _skills
    ORDER BY tier, score DESC
  ), best AS MATERIALIZED (
    SELECT r.tier, r.score FROM servable r CROSS JOIN LATERAL (
      SELECT FROM line q WHERE q.lane = r.lane AND q.ticket <> ALL (_but)
      ORDER BY q.contact_score DESC, q.since, q.ticket LIMIT 1
    ) anybody
    LIMIT 1
  )
  SELECT ${shown} FROM (
    SELECT q.* FROM best JOIN servable r USING (tier, score) CROSS JOIN LATERAL (
      SELECT * FROM line q WHERE q.lane = r.lane AND q.ticket <> ALL (_but)
      ORDER BY q.contact_score DESC, q.since, q.ticket LIMIT ${most}
    ) q
    ORDER BY q.contact_score DESC, q.since, q.ticket LIMIT ${most}
  ) q`;
}

/** The first of all, in columns. @param into where plpgsql puts them @param as for whom a reservation counts */
export function headQuery(into = "", as?: string): string {
  return firstOf(1, `q.ticket, q.lane, q.contact_score, q.since, q.outbound ${into}`, as);
}

export const heads = `
${[20, 80].map((most) => headsOf(most)).join("")}
CREATE OR REPLACE FUNCTION heads(_channels text[], _skills text[], _as text, _but bigint[], _wanted integer) RETURNS head[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF _wanted <= 16 THEN RETURN first_20(_channels, _skills, _as, _but); END IF;
  RETURN first_80(_channels, _skills, _as, _but);
END $$;
COMMENT ON FUNCTION heads IS 'The first of the line for such an agent: so many, where they are there, or more.';
`;

function headsOf(most: number): string {
  return `
CREATE OR REPLACE FUNCTION first_${most}(_channels text[], _skills text[], _as text, _but bigint[]) RETURNS head[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (${firstOf(most, "array_agg((q.ticket, q.lane, q.contact_score, q.since, q.outbound)::head)")});
END $$;`;
}
