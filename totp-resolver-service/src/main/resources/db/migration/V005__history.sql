ALTER TABLE codes
    ALTER COLUMN content_sealed DROP NOT NULL,
    ADD COLUMN code_masked       text,
    ADD COLUMN identifier_masked text,
    ADD COLUMN outcome_at        timestamptz,
    ADD COLUMN erased            smallint NOT NULL DEFAULT 0 CONSTRAINT ck_codes_erased CHECK (erased BETWEEN 0 AND 2);

COMMENT ON COLUMN codes.erased IS '0: all is there; 1: its content is gone; 2: its code and link are gone too.';
COMMENT ON COLUMN codes.code_masked IS 'What is shown of it when the code is gone; null in rows from before the column.';

CREATE INDEX ix_codes_erasing ON codes (erased, received_at);
CREATE INDEX ix_codes_links ON codes (organization_id, received_at DESC, totp_code_id DESC) WHERE otp_type = 'magic_link';

ALTER TABLE code_requests
    ADD COLUMN erased smallint NOT NULL DEFAULT 0 CONSTRAINT ck_code_requests_erased CHECK (erased IN (0, 2));

COMMENT ON COLUMN code_requests.erased IS 'As in codes; a request has no content.';

CREATE INDEX ix_code_requests_erasing ON code_requests (erased, expires_at);
CREATE INDEX ix_code_requests_code ON code_requests (totp_code_id, delivered_at) WHERE totp_code_id IS NOT NULL;

CREATE TABLE code_events (
    organization_id text        NOT NULL,
    seq             bigint      NOT NULL,
    event_id        text        NOT NULL,
    kind            text        NOT NULL CONSTRAINT ck_code_events_kind
        CHECK (kind IN ('received', 'unparsed', 'delivered', 'accepted', 'rejected', 'released')),
    data            json        NOT NULL,
    recorded_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_code_events PRIMARY KEY (organization_id, seq),
    CONSTRAINT uq_code_events_event UNIQUE (event_id, kind)
);

COMMENT ON TABLE code_events IS 'What happened to codes, as followers are told it: one number after the other for each organisation, nothing unmasked.';

CREATE INDEX ix_code_events_recorded ON code_events (recorded_at);

CREATE TABLE code_event_heads (
    organization_id text   NOT NULL CONSTRAINT pk_code_event_heads PRIMARY KEY,
    newest          bigint NOT NULL
);

CREATE TABLE code_event_positions (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    CONSTRAINT pk_code_event_positions PRIMARY KEY (topic, partition)
);

COMMENT ON TABLE code_event_positions IS 'How far the topics are recorded, in the transaction that recorded them.';

CREATE TABLE hourly_counts (
    organization_id text        NOT NULL,
    hour            timestamptz NOT NULL,
    kind            text        NOT NULL CONSTRAINT ck_hourly_counts_kind
        CHECK (kind IN ('received', 'unparsed', 'rejected', 'waited')),
    label           text        NOT NULL,
    count           bigint      NOT NULL,
    CONSTRAINT pk_hourly_counts PRIMARY KEY (organization_id, hour, kind, label)
);

COMMENT ON COLUMN hourly_counts.label IS 'received: the source; unparsed: the reason; rejected: the masked sender; waited: the number of the class of durations from receipt to hand-out.';

CREATE INDEX ix_hourly_counts_hour ON hourly_counts (hour);

CREATE TABLE channel_activity (
    organization_id text        NOT NULL,
    channel_id      text        NOT NULL,
    last_message_at timestamptz NOT NULL,
    CONSTRAINT pk_channel_activity PRIMARY KEY (organization_id, channel_id)
);
