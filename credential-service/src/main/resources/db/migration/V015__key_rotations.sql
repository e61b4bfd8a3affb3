CREATE TABLE key_rotations (
    rotation_id     text CONSTRAINT pk_key_rotations PRIMARY KEY,
    kind            text NOT NULL,
    organization_id text,
    new_key         bigint,
    step            text NOT NULL,
    at_organization text NOT NULL DEFAULT '',
    at_table        integer NOT NULL DEFAULT 0,
    at_row          text NOT NULL DEFAULT '',
    rows_total      bigint NOT NULL DEFAULT 0,
    rows_done       bigint NOT NULL DEFAULT 0,
    not_before      timestamptz,
    started_by      text NOT NULL,
    started_at      timestamptz NOT NULL,
    finished_at     timestamptz
);

-- Two rotations of one kind would undo each other.
CREATE UNIQUE INDEX uq_key_rotations_unfinished ON key_rotations (kind) WHERE finished_at IS NULL;
CREATE INDEX ix_key_rotations_newest ON key_rotations (started_at DESC, rotation_id DESC);

COMMENT ON TABLE key_rotations IS 'Each replacement of a key, and how far it has come. A replica that takes over goes on from there.';
COMMENT ON COLUMN key_rotations.organization_id IS 'Whose data key; null for all organisations, and for keys of the installation.';
COMMENT ON COLUMN key_rotations.at_organization IS 'The organisation it is at, and all before it are done; at_table and at_row are within it.';
COMMENT ON COLUMN key_rotations.rows_total IS 'How many rows there were at the start.';
COMMENT ON COLUMN key_rotations.not_before IS 'When the step may go on; null: at once.';
COMMENT ON COLUMN key_rotations.new_key IS 'The id of the key that comes into use; null where each organisation has its own, and in Vault.';

CREATE TABLE master_key_in_use (
    only_row boolean CONSTRAINT pk_master_key_in_use PRIMARY KEY DEFAULT true
             CONSTRAINT ck_master_key_in_use_only_row CHECK (only_row),
    key_id   bigint
);

INSERT INTO master_key_in_use DEFAULT VALUES;

COMMENT ON TABLE master_key_in_use IS 'Which key of the master keyset wraps, for all replicas at once. Who wraps holds the row until its transaction ends.';
COMMENT ON COLUMN master_key_in_use.key_id IS 'Null before a replica has told, and in Vault.';

CREATE TABLE master_key_holders (
    replica text CONSTRAINT pk_master_key_holders PRIMARY KEY,
    key_ids bigint[] NOT NULL,
    told_at timestamptz NOT NULL
);

COMMENT ON TABLE master_key_holders IS 'Which keys the keyset of each replica has. What was told a minute ago counts no more.';
