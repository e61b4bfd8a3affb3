CREATE TABLE credential_folders (
    folder_id       text CONSTRAINT pk_credential_folders PRIMARY KEY,
    organization_id text NOT NULL
                    CONSTRAINT fk_credential_folders_organizations REFERENCES organizations (organization_id),
    title           text NOT NULL,
    description     text,
    created_at      timestamptz NOT NULL,
    modified_at     timestamptz NOT NULL
);

CREATE INDEX ix_credential_folders_latest ON credential_folders (organization_id, modified_at DESC, folder_id DESC);

ALTER TABLE credentials
    ADD COLUMN folder_id text
        CONSTRAINT fk_credentials_credential_folders REFERENCES credential_folders (folder_id) ON DELETE SET NULL;

CREATE INDEX ix_credentials_folder_id ON credentials (folder_id) WHERE folder_id IS NOT NULL;

COMMENT ON TABLE credential_folders IS 'How people group credentials. Deleting one leaves its credentials.';
