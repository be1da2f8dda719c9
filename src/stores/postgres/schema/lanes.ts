import { unlessDue } from "./due.ts";
import { countingSettings, settings } from "./settings.ts";

/** The lanes of the line: which there are, and then who is first in those that somebody wants to look into. */
export const lanes = `
CREATE OR REPLACE FUNCTION lanes(_given bigint) RETURNS json LANGUAGE plpgsql ${countingSettings} AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  ${unlessDue}
  RETURN (
    SELECT coalesce(json_agg(json_build_array(r.lane, r.channel, r.promoted, r.skills, r.reserved_for, q.n)), '[]')
    FROM (SELECT lane, count(*) AS n FROM line GROUP BY lane) q JOIN ranks r USING (lane)
  );
END $$;

CREATE OR REPLACE FUNCTION lane_heads(_lanes integer[], _depths bigint[], _given bigint) RETURNS json LANGUAGE plpgsql ${settings}
  SET enable_sort TO off
  SET enable_bitmapscan TO off
AS $$
DECLARE
  _now bigint := moment(_given);
BEGIN
  -- A limit that is no constant makes the plan sort whole lanes, unless it may not.
  RETURN (
    SELECT coalesce(json_agg(f.heads ORDER BY f.place), '[]') FROM (
      SELECT d.place, (
        SELECT json_agg(json_build_array(
          shown(t, 'waiting', NULL, NULL, NULL), r.tier, r.score, q.contact_score, q.since,
          (SELECT json_agg(agent) FROM refusals WHERE ticket = q.ticket AND until > _now)
        ) ORDER BY q.contact_score DESC, q.since, q.ticket)
        FROM (
          SELECT * FROM line WHERE lane = d.lane ORDER BY contact_score DESC, since, ticket LIMIT d.depth
        ) q JOIN tickets t ON t.arrival = q.ticket JOIN ranks r ON r.lane = q.lane
      ) AS heads
      FROM unnest(_lanes, _depths) WITH ORDINALITY AS d(lane, depth, place)
    ) f
  );
END $$;
COMMENT ON FUNCTION lane_heads IS 'The first tickets of each lane, where they stand and who has refused them; null for one that is gone.';
`;
