-- An import asks of each entry whether it is there already.
CREATE INDEX ix_credentials_seed_fingerprint ON credentials (organization_id, seed_fingerprint) WHERE seed_fingerprint IS NOT NULL;
-- By hash, since a name may be longer than a row of an ordered index.
CREATE INDEX ix_credentials_name ON credentials USING hash (name);
