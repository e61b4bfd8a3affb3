CREATE TABLE credentials (
    credential_id    text CONSTRAINT pk_credentials PRIMARY KEY,
    organization_id  text NOT NULL CONSTRAINT fk_credentials_organizations REFERENCES organizations (organization_id),
    name             text NOT NULL,
    credential_type  text NOT NULL
                     CONSTRAINT ck_credentials_credential_type CHECK (credential_type IN ('password', 'credit_card', 'secret')),
    username         text,
    totp_type        text,
    totp_identifier  bytea,
    card_last_four   text,
    card_brand       text,
    secret_label     text,
    secrets          bytea NOT NULL,
    seed_fingerprint bytea,
    browser_settings text NOT NULL,
    version          bigint NOT NULL,
    created_at       timestamptz NOT NULL,
    modified_at      timestamptz NOT NULL
);

CREATE INDEX ix_credentials_newest ON credentials (organization_id, created_at DESC, credential_id DESC);

COMMENT ON COLUMN credentials.totp_identifier IS 'Encrypted like secrets: an address or a number.';
COMMENT ON COLUMN credentials.secrets IS 'JSON of every secret member, encrypted by the organisation''s data key; the associated data names organisation and row.';
COMMENT ON COLUMN credentials.seed_fingerprint IS 'Keyed hash of the seed; null when there is no usable seed. Not unique: one seed may sit in two credentials.';
COMMENT ON COLUMN credentials.browser_settings IS 'JSON of what Skyvern''s clients store beside a credential and read back; Postern does not use it.';
