CREATE TABLE messages (
    totp_code_id      text        NOT NULL CONSTRAINT pk_messages PRIMARY KEY,
    organization_id   text        NOT NULL,
    match_key         text        NOT NULL,
    reason            text        NOT NULL,
    state             text        NOT NULL DEFAULT 'open' CONSTRAINT ck_messages_state
        CHECK (state IN ('open', 'parsed', 'picked', 'dismissed')),
    source            text,
    task_id           text,
    workflow_id       text,
    workflow_run_id   text,
    received_at       timestamptz NOT NULL,
    expires_at        timestamptz,
    channel_id        text,
    sender_masked     text,
    sender_sealed     text,
    sender_keys       text[]      NOT NULL DEFAULT '{}',
    identifier_masked text        NOT NULL,
    identifier_sealed text        NOT NULL,
    content_sealed    text        NOT NULL,
    content_truncated boolean     NOT NULL,
    subject_length    integer     NOT NULL DEFAULT 0,
    body_is_html      boolean     NOT NULL DEFAULT false,
    stored_at         timestamptz NOT NULL DEFAULT clock_timestamp()
);

COMMENT ON COLUMN messages.state IS 'open: nothing was found in it; parsed: a later reading found a code; picked: a person chose one; either then is in codes under the same id; dismissed: a person put it aside.';
COMMENT ON COLUMN messages.subject_length IS 'How much of the content is the subject of a mail, in UTF-16 units.';
COMMENT ON COLUMN messages.reason IS 'Why nothing was taken from it, in the extractor''s words.';

CREATE INDEX ix_messages_open ON messages (match_key, received_at DESC) WHERE state = 'open';
CREATE INDEX ix_messages_listed ON messages (organization_id, received_at DESC, totp_code_id DESC);
CREATE INDEX ix_messages_age ON messages (received_at DESC, totp_code_id DESC);
