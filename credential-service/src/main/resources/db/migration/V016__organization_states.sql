ALTER TABLE organizations
    ADD COLUMN state      text NOT NULL DEFAULT 'active'
                          CONSTRAINT ck_organizations_state CHECK (state IN ('active', 'disabled', 'deleted')),
    ADD COLUMN version    bigint NOT NULL DEFAULT 0,
    ADD COLUMN changed_at timestamptz,
    ADD COLUMN changed_by text,
    ADD COLUMN erased_at  timestamptz;

CREATE INDEX ix_organizations_ending ON organizations (organization_id) WHERE state = 'deleted' AND erased_at IS NULL;

COMMENT ON COLUMN organizations.version IS 'Counts what is told on the topic of organisations; 0: nothing was told, and it is active.';
COMMENT ON COLUMN organizations.changed_by IS 'Id of the operator''s key that last changed the state or the quotas.';
COMMENT ON COLUMN organizations.erased_at IS 'Since when nothing is left of a deleted one but its id, its times and its revoked keys.';

CREATE TABLE organization_quotas (
    organization_id text NOT NULL
                    CONSTRAINT fk_organization_quotas_organizations REFERENCES organizations (organization_id),
    quota           text NOT NULL,
    most            bigint NOT NULL CONSTRAINT ck_organization_quotas_most CHECK (most > 0),
    CONSTRAINT pk_organization_quotas PRIMARY KEY (organization_id, quota)
);

COMMENT ON TABLE organization_quotas IS 'What the operator allows one organisation; without a row the services'' own limits hold.';
