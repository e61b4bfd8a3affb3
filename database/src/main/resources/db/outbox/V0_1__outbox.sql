CREATE TABLE outbox (
    outbox_id  bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_outbox PRIMARY KEY,
    topic      text NOT NULL,
    record_key text NOT NULL,
    event_id   text NOT NULL,
    event_type text NOT NULL,
    event_time timestamptz NOT NULL,
    value      bytea NOT NULL
);

COMMENT ON TABLE outbox IS 'Events of committed changes that the broker has not yet acknowledged; a row goes when it has.';
