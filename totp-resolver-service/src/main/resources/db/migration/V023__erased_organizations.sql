CREATE TABLE erased_organizations (
    organization_id text        NOT NULL CONSTRAINT pk_erased_organizations PRIMARY KEY,
    erased_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

COMMENT ON TABLE erased_organizations IS 'Deleted organisations of which nothing can come any more: no topic has anything of them that the resolver stores.';
