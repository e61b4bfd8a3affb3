-- Parts of long texts, which wait here for the others of their message.
CREATE TABLE message_parts (
    totp_code_id    text        NOT NULL CONSTRAINT pk_message_parts PRIMARY KEY,
    organization_id text        NOT NULL,
    match_key       text        NOT NULL,
    group_key       text        NOT NULL,
    number          integer     NOT NULL,
    event           text,
    stored_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

COMMENT ON COLUMN message_parts.event IS 'The event of the part, with its text sealed. Null once its message was told: the row is then there to recognise the part when it comes again.';

CREATE INDEX ix_message_parts_waiting ON message_parts (match_key, group_key) WHERE event IS NOT NULL;
CREATE INDEX ix_message_parts_late ON message_parts (stored_at) WHERE event IS NOT NULL;
CREATE INDEX ix_message_parts_age ON message_parts (stored_at);
