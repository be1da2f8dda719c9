/** What the consent ledger keeps. */
export const consentTables = `
CREATE TABLE chain (
  sole boolean DEFAULT true CONSTRAINT chain_pkey PRIMARY KEY CONSTRAINT chain_sole_check CHECK (sole),
  size bigint NOT NULL,
  head text NOT NULL,
  erased_at bigint NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE chain IS 'Where the consent chain stands: one row. Its conditional update decides between two processes.';
INSERT INTO chain (size, head, erased_at) VALUES (0, repeat('0', 64), 0);

CREATE TABLE links (
  seq bigint CONSTRAINT links_pkey PRIMARY KEY,
  v smallint NOT NULL,
  kind text NOT NULL,
  at bigint NOT NULL,
  meta json NOT NULL,
  commitment text,
  prev text NOT NULL CONSTRAINT links_prev_key UNIQUE,
  hash text NOT NULL CONSTRAINT links_hash_key UNIQUE
);
COMMENT ON TABLE links IS 'The consent chain, without personal data. A row is never changed; that each names another before it makes a fork impossible.';

CREATE TABLE parts (
  seq bigint CONSTRAINT parts_pkey PRIMARY KEY CONSTRAINT parts_seq_fkey REFERENCES links,
  contact text COLLATE "C",
  salt text NOT NULL,
  record text NOT NULL,
  kept_inciso text,
  kept_until bigint,
  CONSTRAINT parts_kept_check CHECK ((kept_inciso IS NULL) = (kept_until IS NULL))
);
CREATE INDEX parts_contact ON parts (contact, seq);
CREATE INDEX parts_kept_until ON parts (kept_until, seq) WHERE kept_until IS NOT NULL;
COMMENT ON TABLE parts IS 'The personal parts of the chain''s entries, to be erased without it. The text of record is what is committed to.';

CREATE TABLE suppressions (hash text CONSTRAINT suppressions_pkey PRIMARY KEY, since bigint NOT NULL);
COMMENT ON TABLE suppressions IS 'Keyed hashes of erased addresses that are not to be written to.';
`;
