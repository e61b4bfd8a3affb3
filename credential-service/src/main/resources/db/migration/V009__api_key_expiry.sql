ALTER TABLE api_keys
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN last_used_at timestamptz;

COMMENT ON COLUMN api_keys.expires_at IS 'From when on it opens nothing; null: as long as it is not revoked.';
COMMENT ON COLUMN api_keys.last_used_at IS 'The beginning of the hour in which it was last used anywhere; null: never.';
