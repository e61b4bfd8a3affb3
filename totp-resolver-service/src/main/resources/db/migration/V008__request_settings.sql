CREATE TABLE request_settings (
    organization_id   text    NOT NULL CONSTRAINT pk_request_settings PRIMARY KEY,
    look_back_seconds integer NOT NULL CONSTRAINT ck_request_settings_look_back
        CHECK (look_back_seconds BETWEEN 0 AND 86400)
);

COMMENT ON TABLE request_settings IS 'What an organisation set for its code requests; no row: the defaults.';
COMMENT ON COLUMN request_settings.look_back_seconds IS 'How much older than the run''s first request a code may be, where the request does not say.';
