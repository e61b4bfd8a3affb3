CREATE TABLE totp_url_endpoints (
    endpoint_id              text CONSTRAINT pk_totp_url_endpoints PRIMARY KEY,
    organization_id          text NOT NULL
                             CONSTRAINT fk_totp_url_endpoints_organizations REFERENCES organizations (organization_id),
    name                     text NOT NULL,
    credential_id            text,
    totp_identifier          bytea,
    otp_type                 text CONSTRAINT ck_totp_url_endpoints_otp_type CHECK (otp_type IN ('totp', 'magic_link')),
    signing_keys             bytea NOT NULL,
    previous_key_valid_until timestamptz,
    hold_seconds             integer NOT NULL,
    allow_without_run        boolean NOT NULL,
    version                  bigint NOT NULL,
    created_at               timestamptz NOT NULL,
    modified_at              timestamptz NOT NULL,
    CONSTRAINT ck_totp_url_endpoints_serves CHECK (credential_id IS NOT NULL OR totp_identifier IS NOT NULL)
);

CREATE INDEX ix_totp_url_endpoints_newest ON totp_url_endpoints (organization_id, created_at DESC, endpoint_id DESC);

COMMENT ON COLUMN totp_url_endpoints.totp_identifier IS 'Encrypted: an address or a number.';
COMMENT ON COLUMN totp_url_endpoints.signing_keys IS 'JSON array of one or two keys that Skyvern signs with, encrypted by the organisation''s data key.';
COMMENT ON COLUMN totp_url_endpoints.previous_key_valid_until IS 'When the second key is no longer taken; null: as long as it is there.';
