ALTER TABLE api_keys ADD COLUMN last_used_at timestamptz;

COMMENT ON COLUMN api_keys.last_used_at IS 'The hour in which it last opened something, at its beginning; null: never, as far as was noted.';
