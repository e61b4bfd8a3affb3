CREATE TABLE organization_retentions (
    organization_id text NOT NULL
                    CONSTRAINT fk_organization_retentions_organizations REFERENCES organizations (organization_id),
    kept            text NOT NULL,
    seconds         bigint NOT NULL CONSTRAINT ck_organization_retentions_seconds CHECK (seconds >= 0),
    CONSTRAINT pk_organization_retentions PRIMARY KEY (organization_id, kept)
);

COMMENT ON TABLE organization_retentions IS 'How long what is stored of one organisation is kept; without a row, as long as the services keep it for everybody.';
