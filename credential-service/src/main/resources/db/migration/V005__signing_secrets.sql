CREATE TABLE signing_secrets (
    signing_secret_id text CONSTRAINT pk_signing_secrets PRIMARY KEY,
    organization_id   text NOT NULL
                      CONSTRAINT fk_signing_secrets_organizations REFERENCES organizations (organization_id),
    secret            bytea NOT NULL,
    created_at        timestamptz NOT NULL,
    expires_at        timestamptz
);

-- Two first calls at once make one secret.
CREATE UNIQUE INDEX uq_signing_secrets_newest ON signing_secrets (organization_id) WHERE expires_at IS NULL;
CREATE INDEX ix_signing_secrets_organization_id ON signing_secrets (organization_id, created_at DESC);

COMMENT ON TABLE signing_secrets IS 'What Postern signs its calls to an organisation''s own servers with; at most two are valid.';
COMMENT ON COLUMN signing_secrets.secret IS 'Encrypted by the organisation''s data key; the associated data names organisation and row.';
COMMENT ON COLUMN signing_secrets.expires_at IS 'Null for the newest.';
