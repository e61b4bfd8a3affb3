-- Repeatable, so that it runs after the migrations of whichever service has it, and is numbered among none of them.
CREATE TABLE IF NOT EXISTS outbox_refused (
    outbox_id    bigint NOT NULL CONSTRAINT pk_outbox_refused PRIMARY KEY,
    topic        text NOT NULL,
    record_key   text NOT NULL,
    event_id     text NOT NULL,
    event_type   text NOT NULL,
    event_time   timestamptz NOT NULL,
    value        bytea NOT NULL,
    trace_parent text,
    reason       text NOT NULL,
    refused_at   timestamptz NOT NULL
);

COMMENT ON TABLE outbox_refused IS 'Events that the broker refuses for good; ./postern outbox lists them, sends them again or drops them.';
COMMENT ON COLUMN outbox_refused.outbox_id IS 'The number that the row had in outbox.';
