ALTER TABLE code_requests
    ADD COLUMN webhook_responses jsonb,
    ADD COLUMN url_code_key      text;

COMMENT ON COLUMN code_requests.webhook_responses IS 'How the request''s totp_url answered lately, never with what; null when the request has none.';
COMMENT ON COLUMN code_requests.url_code_key IS 'The row of totp_url_codes that the request was given.';
COMMENT ON COLUMN code_requests.woken_by IS 'request: found while asking; event: a code arrived; step: its time step came; answer: its totp_url answered; timer: found by the safety timer only.';

CREATE TABLE totp_url_callers (
    replica     text        NOT NULL CONSTRAINT pk_totp_url_callers PRIMARY KEY,
    alive_until timestamptz NOT NULL
);

COMMENT ON TABLE totp_url_callers IS 'The replicas that call. Whoever does not renew its row in time loses the row, and with it all its calls.';

CREATE TABLE totp_url_calls (
    code_request_id text NOT NULL CONSTRAINT pk_totp_url_calls PRIMARY KEY
        CONSTRAINT fk_totp_url_calls_code_requests REFERENCES code_requests (code_request_id) ON DELETE CASCADE,
    url_sealed      text NOT NULL,
    leased_by       text NOT NULL
);

CREATE INDEX ix_totp_url_calls_leased_by ON totp_url_calls (leased_by);

COMMENT ON TABLE totp_url_calls IS 'The waiting requests whose totp_url is called, each by the one replica named.';

CREATE TABLE totp_url_codes (
    code_key    text        NOT NULL CONSTRAINT pk_totp_url_codes PRIMARY KEY,
    claimed_run text        NOT NULL,
    claimed_at  timestamptz NOT NULL,
    outcome     text CONSTRAINT ck_totp_url_codes_outcome CHECK (outcome IN ('accepted', 'rejected'))
);

CREATE INDEX ix_totp_url_codes_claimed_at ON totp_url_codes (claimed_at);

COMMENT ON TABLE totp_url_codes IS 'Codes that users'' servers answered and that were handed out: each to one run.';
COMMENT ON COLUMN totp_url_codes.code_key IS 'Keyed hash of organisation, address without its query, and code.';
