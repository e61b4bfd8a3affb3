CREATE TABLE organizations (
    organization_id text CONSTRAINT pk_organizations PRIMARY KEY,
    name            text NOT NULL,
    created_at      timestamptz NOT NULL,
    withdrawn_at    timestamptz
);

COMMENT ON COLUMN organizations.withdrawn_at IS 'Set when its first key could not be published: nobody ever held a key to it.';

CREATE TABLE data_keys (
    organization_id text CONSTRAINT pk_data_keys PRIMARY KEY
                    CONSTRAINT fk_data_keys_organizations REFERENCES organizations (organization_id),
    wrapped_keyset  bytea NOT NULL,
    created_at      timestamptz NOT NULL
);

COMMENT ON COLUMN data_keys.wrapped_keyset IS 'Tink keyset, encrypted by the master key; the associated data names the organisation.';

CREATE TABLE installation_keys (
    name           text CONSTRAINT pk_installation_keys PRIMARY KEY,
    wrapped_keyset bytea NOT NULL,
    created_at     timestamptz NOT NULL
);

COMMENT ON TABLE installation_keys IS 'Keys that belong to no organisation, such as the one that fingerprints seeds; encrypted by the master key.';

CREATE TABLE api_keys (
    api_key_id      text CONSTRAINT pk_api_keys PRIMARY KEY,
    organization_id text CONSTRAINT fk_api_keys_organizations REFERENCES organizations (organization_id),
    name            text NOT NULL,
    key_hash        text NOT NULL CONSTRAINT uq_api_keys_key_hash UNIQUE,
    scopes          text[] NOT NULL,
    version         bigint NOT NULL,
    created_at      timestamptz NOT NULL,
    revoked_at      timestamptz
);

CREATE INDEX ix_api_keys_organization_id ON api_keys (organization_id, created_at DESC);

COMMENT ON COLUMN api_keys.organization_id IS 'Null for an operator''s key.';
COMMENT ON COLUMN api_keys.key_hash IS 'SHA-256 of the key in lower-case hex; the key itself is kept nowhere.';
COMMENT ON COLUMN api_keys.version IS 'Increases with every change, so that readers of the topic can ignore an older record.';
