CREATE TABLE hotp_counters (
    seed_fingerprint bytea CONSTRAINT pk_hotp_counters PRIMARY KEY,
    next_counter     bigint NOT NULL CONSTRAINT ck_hotp_counters_next_counter CHECK (next_counter >= 0)
);

COMMENT ON TABLE hotp_counters IS 'Of each counter-based seed, the counter of the next code. Only ever increases, and outlives its credentials.';
COMMENT ON COLUMN credentials.seed_fingerprint IS 'Keyed hash of the seed and of whether it counts or reads the time; null when there is no usable seed. Not unique.';
COMMENT ON TABLE totp_steps IS 'Which run was given a time step of a seed, or a counter of one that counts. The key is the promise: one step of one seed to one run.';
