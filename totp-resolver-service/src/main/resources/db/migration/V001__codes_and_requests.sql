CREATE TABLE codes (
    totp_code_id      text        NOT NULL CONSTRAINT pk_codes PRIMARY KEY,
    organization_id   text        NOT NULL,
    match_key         text        NOT NULL,
    otp_type          text        NOT NULL CONSTRAINT ck_codes_otp_type CHECK (otp_type IN ('totp', 'magic_link')),
    source            text,
    task_id           text,
    workflow_id       text,
    workflow_run_id   text,
    received_at       timestamptz NOT NULL,
    expires_at        timestamptz,
    valid_until       timestamptz NOT NULL,
    repeat_key        text        NOT NULL,
    repeat_of         text,
    code_sealed       text,
    link_sealed       text,
    identifier_sealed text        NOT NULL,
    content_sealed    text        NOT NULL,
    content_truncated boolean     NOT NULL,
    rule              text        NOT NULL,
    confidence        double precision NOT NULL,
    stored_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed_run       text,
    claimed_at        timestamptz,
    outcome           text CONSTRAINT ck_codes_outcome CHECK (outcome IN ('accepted', 'rejected'))
);

COMMENT ON COLUMN codes.repeat_of IS 'The same text for the same identifier by the same key came within two minutes before: listed, never handed out.';
COMMENT ON COLUMN codes.claimed_run IS 'The run the code was handed out to. Set once by a conditional update; a release clears it.';

CREATE INDEX ix_codes_match ON codes (match_key, received_at DESC);
CREATE INDEX ix_codes_history ON codes (organization_id, received_at DESC, totp_code_id DESC);
CREATE INDEX ix_codes_run ON codes (organization_id, workflow_run_id, received_at DESC) WHERE workflow_run_id IS NOT NULL;

CREATE TABLE code_requests (
    code_request_id       text        NOT NULL CONSTRAINT pk_code_requests PRIMARY KEY,
    organization_id       text        NOT NULL,
    status                text        NOT NULL CONSTRAINT ck_code_requests_status
        CHECK (status IN ('waiting', 'delivered', 'accepted', 'rejected', 'expired', 'cancelled')),
    run_key               text        NOT NULL,
    task_id               text,
    workflow_id           text,
    workflow_run_id       text,
    workflow_permanent_id text,
    match_key             text,
    identifier_sealed     text,
    identifier_masked     text,
    credential_id         text,
    otp_type              text,
    received_after        timestamptz NOT NULL,
    min_remaining_seconds integer     NOT NULL,
    created_at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at            timestamptz NOT NULL,
    idempotency_key       text,
    body_digest           text,
    held_by               text,
    ask_again_at          timestamptz,
    woken_by              text,
    delivered_at          timestamptz,
    source                text,
    totp_code_id          text,
    totp_step             bigint,
    delivered_type        text,
    code_sealed           text,
    code_received_at      timestamptz,
    valid_from            timestamptz,
    valid_until           timestamptz,
    rule                  text,
    confidence            double precision,
    CONSTRAINT uq_code_requests_idempotency UNIQUE (organization_id, idempotency_key)
);

COMMENT ON COLUMN code_requests.run_key IS 'The workflow run, else the task, else the request itself; prefixed, so that ids of different kinds never meet.';
COMMENT ON COLUMN code_requests.held_by IS 'The replica that holds the caller''s connection; * when several do.';
COMMENT ON COLUMN code_requests.ask_again_at IS 'When the next authenticator step can be asked for; null for requests that wait for a message.';
COMMENT ON COLUMN code_requests.woken_by IS 'request: found while asking; event: a code arrived; step: its time step came; timer: found by the safety timer only.';

CREATE INDEX ix_code_requests_waiting ON code_requests (match_key, created_at) WHERE status = 'waiting';
CREATE INDEX ix_code_requests_expiring ON code_requests (expires_at) WHERE status = 'waiting';
CREATE INDEX ix_code_requests_stepping ON code_requests (ask_again_at) WHERE status = 'waiting' AND ask_again_at IS NOT NULL;
CREATE INDEX ix_code_requests_run ON code_requests (organization_id, run_key, created_at);
CREATE INDEX ix_code_requests_open ON code_requests (organization_id, created_at DESC, code_request_id) WHERE status = 'waiting';
CREATE INDEX ix_code_requests_keyed ON code_requests (created_at) WHERE idempotency_key IS NOT NULL;
