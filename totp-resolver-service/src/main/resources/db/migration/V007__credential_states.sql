ALTER TABLE code_requests
    ADD COLUMN credential_state text CONSTRAINT ck_code_requests_credential_state
        CHECK (credential_state IN ('unreachable', 'unusable'));

COMMENT ON COLUMN code_requests.credential_state IS 'unreachable: credential-service could not be asked yet; unusable: the credential is gone or gives no code. Null: neither, or no credential was named.';
COMMENT ON COLUMN code_requests.ask_again_at IS 'When the credential''s code, or the next step of it, can be asked for; null when there is nothing to ask for.';
