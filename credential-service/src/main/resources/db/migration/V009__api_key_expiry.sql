ALTER TABLE api_keys ADD COLUMN expires_at timestamptz;

COMMENT ON COLUMN api_keys.expires_at IS 'From when on it opens nothing; null: as long as it is not revoked.';
