ALTER TABLE api_keys
    ADD COLUMN pushes_per_minute   bigint CONSTRAINT ck_api_keys_pushes_per_minute CHECK (pushes_per_minute > 0),
    ADD COLUMN requests_per_minute bigint CONSTRAINT ck_api_keys_requests_per_minute CHECK (requests_per_minute > 0),
    ADD COLUMN requests_at_once    bigint CONSTRAINT ck_api_keys_requests_at_once CHECK (requests_at_once > 0);

COMMENT ON COLUMN api_keys.pushes_per_minute IS 'What it may use, like the two after it; null: three quarters of what its organisation may.';
