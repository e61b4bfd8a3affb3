CREATE TABLE totp_steps (
    seed_fingerprint bytea NOT NULL,
    step             bigint NOT NULL,
    organization_id  text NOT NULL,
    run              text NOT NULL,
    credential_id    text NOT NULL,
    handed_out_at    timestamptz NOT NULL,
    CONSTRAINT pk_totp_steps PRIMARY KEY (seed_fingerprint, step)
);

CREATE INDEX ix_totp_steps_handed_out_at ON totp_steps (handed_out_at);

COMMENT ON TABLE totp_steps IS 'Which run was given a time step of a seed. The key is the promise: one step of one seed to one run.';
