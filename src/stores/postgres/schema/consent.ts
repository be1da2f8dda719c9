import { settings } from "./settings.ts";

/**
 * The consent ledger. Whoever appends holds, until it is over, an advisory lock by the contact, or by all contacts where the
 * entry concerns everybody; whoever claims an outbound ticket shares it. It is no row, for it would name the contact after
 * an erasure.
 */
export const consent = `
CREATE OR REPLACE FUNCTION consent_head() RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT json_build_object('size', size, 'head', head) FROM chain);
END $$;

CREATE OR REPLACE FUNCTION append(
  _v smallint, _seq bigint, _kind text, _at bigint, _meta json, _commitment text, _prev text, _hash text,
  _part boolean, _contact text, _salt text, _record text, _inciso text, _until bigint,
  _erased bigint[], _kept bigint[], _kept_inciso text, _kept_until bigint, _suppressed text[], _since bigint
) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  IF _kind = 'erasure' OR _contact IS NULL THEN
    PERFORM pg_advisory_xact_lock('chain'::regclass::oid::integer, 0);
  ELSE
    PERFORM pg_advisory_xact_lock('parts'::regclass::oid::integer, hashtext(_contact));
  END IF;
  UPDATE chain SET size = _seq, head = _hash, erased_at = CASE WHEN _kind = 'erasure' THEN _seq ELSE erased_at END
  WHERE size = _seq - 1 AND head = _prev;
  IF NOT FOUND THEN
    RETURN (SELECT json_build_object('appended', false, 'head', json_build_object('size', size, 'head', head)) FROM chain);
  END IF;
  INSERT INTO links (seq, v, kind, at, meta, commitment, prev, hash)
  VALUES (_seq, _v, _kind, _at, _meta, _commitment, _prev, _hash);
  IF _part THEN
    INSERT INTO parts (seq, contact, salt, record, kept_inciso, kept_until)
    VALUES (_seq, _contact, _salt, _record, _inciso, _until);
  END IF;
  DELETE FROM parts WHERE seq = ANY (_erased);
  UPDATE parts SET kept_inciso = _kept_inciso, kept_until = _kept_until WHERE seq = ANY (_kept);
  INSERT INTO suppressions (hash, since) SELECT DISTINCT hash, _since FROM unnest(_suppressed) AS hash
  ON CONFLICT (hash) DO UPDATE SET since = greatest(suppressions.since, excluded.since);
  RETURN json_build_object('appended', true, 'head', json_build_object('size', _seq, 'head', _hash));
END $$;
COMMENT ON FUNCTION append IS 'Extends the chain if it still stands where the entry says.';

CREATE OR REPLACE FUNCTION link_shown(_link links) RETURNS json LANGUAGE sql STABLE RETURN json_build_object(
  'hash', _link.hash,
  'entry', json_build_object('v', _link.v, 'seq', _link.seq, 'kind', _link.kind, 'at', _link.at, 'meta', _link.meta,
    'commitment', _link.commitment, 'prev', _link.prev));

CREATE OR REPLACE FUNCTION part_shown(_part parts) RETURNS json LANGUAGE sql STABLE RETURN json_build_object(
  'seq', _part.seq, 'contact', _part.contact, 'salt', _part.salt, 'record', _part.record,
  'kept', CASE WHEN _part.kept_until IS NOT NULL
    THEN json_build_object('inciso', _part.kept_inciso, 'until', _part.kept_until) END);

CREATE OR REPLACE FUNCTION consent_file(_contact text) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT coalesce(json_agg(json_build_object('entry', link_shown(l) -> 'entry', 'part', part_shown(p))
    ORDER BY p.seq), '[]') FROM parts p JOIN links l USING (seq) WHERE p.contact = _contact);
END $$;

CREATE OR REPLACE FUNCTION purposes_file(_after bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT coalesce(json_agg(json_build_object('entry', link_shown(l) -> 'entry', 'part', part_shown(p))
    ORDER BY p.seq), '[]') FROM parts p JOIN links l USING (seq) WHERE p.contact IS NULL AND p.seq > _after);
END $$;

CREATE OR REPLACE FUNCTION consent_links(_from bigint, _limit bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT coalesce(json_agg(link_shown(l) ORDER BY l.seq), '[]')
    FROM (SELECT * FROM links WHERE seq >= _from ORDER BY seq LIMIT _limit) l);
END $$;

CREATE OR REPLACE FUNCTION consent_parts(_from bigint, _limit bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT coalesce(json_agg(part_shown(p) ORDER BY p.seq), '[]')
    FROM (SELECT * FROM parts WHERE seq >= _from ORDER BY seq LIMIT _limit) p);
END $$;

CREATE OR REPLACE FUNCTION lapsed(_now bigint, _limit bigint) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT coalesce(json_agg(seq ORDER BY kept_until, seq), '[]')
    FROM (SELECT seq, kept_until FROM parts WHERE kept_until <= _now ORDER BY kept_until, seq LIMIT _limit) p);
END $$;

CREATE OR REPLACE FUNCTION suppressed_since(_hashes text[]) RETURNS json LANGUAGE plpgsql ${settings} AS $$
BEGIN
  RETURN (SELECT to_json(max(since)) FROM suppressions WHERE hash = ANY (_hashes));
END $$;
`;
