CREATE TABLE inbound_channels (
    channel_id           text CONSTRAINT pk_inbound_channels PRIMARY KEY,
    organization_id      text NOT NULL
                         CONSTRAINT fk_inbound_channels_organizations REFERENCES organizations (organization_id),
    name                 text NOT NULL,
    provider             text NOT NULL,
    token_hash           text NOT NULL CONSTRAINT uq_inbound_channels_token_hash UNIQUE,
    previous_token_hash  text,
    previous_valid_until timestamptz,
    match_by             text NOT NULL,
    match_header         text,
    identifier           bytea,
    default_region       text,
    secrets              bytea NOT NULL,
    posted_url           bytea,
    version              bigint NOT NULL,
    created_at           timestamptz NOT NULL,
    modified_at          timestamptz NOT NULL
);

CREATE INDEX ix_inbound_channels_newest ON inbound_channels (organization_id, created_at DESC, channel_id DESC);

COMMENT ON COLUMN inbound_channels.token_hash IS 'SHA-256 of the token in lower-case hex; the token itself is kept nowhere.';
COMMENT ON COLUMN inbound_channels.previous_token_hash IS 'Of the token before the last rotation, which opens the channel until previous_valid_until.';
COMMENT ON COLUMN inbound_channels.identifier IS 'A fixed identifier, encrypted: an address or a number.';
COMMENT ON COLUMN inbound_channels.secrets IS 'JSON array of the secrets the provider signs with, encrypted by the organisation''s data key.';
COMMENT ON COLUMN inbound_channels.posted_url IS 'The address the provider was given where it is not Postern''s own, encrypted: it may hold a token of its own.';
