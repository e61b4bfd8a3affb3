CREATE TABLE audit_rows (
    organization_id text NOT NULL,
    seq             bigint NOT NULL,
    event_id        text NOT NULL,
    acted_at        timestamptz NOT NULL,
    recorded_at     timestamptz NOT NULL,
    actor           text NOT NULL,
    action          text NOT NULL,
    subject         text NOT NULL,
    run             text,
    outcome         text NOT NULL,
    previous_hash   bytea NOT NULL,
    hash            bytea NOT NULL,
    CONSTRAINT pk_audit_rows PRIMARY KEY (organization_id, seq),
    CONSTRAINT uq_audit_rows_event UNIQUE (organization_id, event_id)
);

CREATE INDEX ix_audit_rows_acted_at ON audit_rows (organization_id, acted_at, seq);
CREATE INDEX ix_audit_rows_refused ON audit_rows (organization_id, acted_at, seq) WHERE outcome = 'refused';
CREATE INDEX ix_audit_rows_actor ON audit_rows (organization_id, actor, acted_at, seq);
CREATE INDEX ix_audit_rows_subject ON audit_rows (organization_id, subject, acted_at, seq);
CREATE INDEX ix_audit_rows_action ON audit_rows (organization_id, action, acted_at, seq);

COMMENT ON TABLE audit_rows IS 'Who did or saw what, and who was refused: a chain for each organisation, in which each row holds the hash of the row before it.';
COMMENT ON COLUMN audit_rows.organization_id IS 'Of an organisation, or installation. Not a foreign key: the audit of an organisation outlives it.';
COMMENT ON COLUMN audit_rows.hash IS 'SHA-256 over the other columns.';

CREATE TABLE audit_chains (
    organization_id text NOT NULL,
    tail_seq        bigint NOT NULL,
    tail_hash       bytea NOT NULL,
    signed_seq      bigint NOT NULL DEFAULT 0,
    anchor_seq      bigint NOT NULL DEFAULT 0,
    anchor_hash     bytea NOT NULL,
    anchor_mac      text,
    CONSTRAINT pk_audit_chains PRIMARY KEY (organization_id)
);

CREATE INDEX ix_audit_chains_unsigned ON audit_chains (organization_id) WHERE tail_seq > signed_seq;

COMMENT ON TABLE audit_chains IS 'Where the chain of each organisation begins and ends.';
COMMENT ON COLUMN audit_chains.signed_seq IS 'Up to here a signed head was left for the topic.';
COMMENT ON COLUMN audit_chains.anchor_seq IS 'The last row that retention deleted; 0 for none. The first kept row follows on its hash.';
COMMENT ON COLUMN audit_chains.anchor_mac IS 'Proves that a service made the anchor; null for none.';

CREATE TABLE audit_positions (
    topic       text NOT NULL,
    partition   int NOT NULL,
    next_offset bigint NOT NULL,
    CONSTRAINT pk_audit_positions PRIMARY KEY (topic, partition)
);

COMMENT ON TABLE audit_positions IS 'How far the topic is recorded, in the transaction that recorded it.';

-- Retention names the organisation in postern.audit_retention and moves the anchor first; nothing else deletes, and nothing changes a row.
CREATE FUNCTION keep_audit_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('postern.audit_retention', true) = OLD.organization_id
           AND OLD.seq <= (SELECT anchor_seq FROM audit_chains WHERE organization_id = OLD.organization_id) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'audit_rows is append-only' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_rows_stay BEFORE UPDATE OR DELETE ON audit_rows FOR EACH ROW EXECUTE FUNCTION keep_audit_rows();
CREATE TRIGGER audit_rows_stay_all BEFORE TRUNCATE ON audit_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_rows();
