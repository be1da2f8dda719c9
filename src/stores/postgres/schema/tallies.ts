import { settings } from "./settings.ts";

/** Counts and sums. Two who add lock the rows that they share in the same order. */
export const tallies = `
CREATE OR REPLACE FUNCTION tally(_at bigint[], _series text[], _measures text[], _amounts double precision[])
RETURNS void LANGUAGE plpgsql ${settings} AS $$
BEGIN
  INSERT INTO tallies AS t (at, series, measure, amount)
  SELECT a.at, a.series COLLATE "C", a.measure COLLATE "C", sum(a.amount)
  FROM unnest(_at, _series, _measures, _amounts) AS a(at, series, measure, amount)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (at, series, measure) DO UPDATE SET amount = t.amount + excluded.amount;
END $$;

CREATE OR REPLACE FUNCTION sums(_from bigint, _to bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT coalesce(json_agg(json_build_array(at, series, measure, amount)), '[]')
    FROM tallies WHERE at >= _from AND at < _to);
END $$;

CREATE OR REPLACE FUNCTION drop_tallies(_before bigint) RETURNS void LANGUAGE plpgsql ${settings} AS $$
BEGIN
  DELETE FROM tallies WHERE (at, series, measure) IN (
    SELECT at, series, measure FROM tallies WHERE at < _before AND at <> 0 ORDER BY at, series, measure FOR UPDATE);
END $$;
`;
