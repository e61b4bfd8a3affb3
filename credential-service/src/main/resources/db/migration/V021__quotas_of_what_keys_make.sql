ALTER TABLE api_keys
    ADD COLUMN most_credentials        bigint CONSTRAINT ck_api_keys_most_credentials CHECK (most_credentials > 0),
    ADD COLUMN most_credential_folders bigint CONSTRAINT ck_api_keys_most_credential_folders CHECK (most_credential_folders > 0),
    ADD COLUMN most_api_keys           bigint CONSTRAINT ck_api_keys_most_api_keys CHECK (most_api_keys > 0),
    ADD COLUMN most_inbound_channels   bigint CONSTRAINT ck_api_keys_most_inbound_channels CHECK (most_inbound_channels > 0),
    ADD COLUMN most_totp_url_endpoints bigint CONSTRAINT ck_api_keys_most_totp_url_endpoints CHECK (most_totp_url_endpoints > 0);

COMMENT ON COLUMN api_keys.most_credentials IS 'How many may be there that this key made, like the four after it; null: as many as its organisation may keep.';

ALTER TABLE credentials ADD COLUMN made_by text;
ALTER TABLE credential_folders ADD COLUMN made_by text;

CREATE INDEX ix_credentials_made_by ON credentials (organization_id, made_by);
CREATE INDEX ix_credential_folders_made_by ON credential_folders (organization_id, made_by);

COMMENT ON COLUMN credentials.made_by IS 'Id of the API key that made it; null when that was before this was noted.';
COMMENT ON COLUMN credential_folders.made_by IS 'Id of the API key that made it; null when that was before this was noted.';
