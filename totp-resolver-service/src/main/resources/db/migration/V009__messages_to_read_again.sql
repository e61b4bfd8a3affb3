ALTER TABLE code_requests
    ADD COLUMN reads_messages boolean NOT NULL DEFAULT false;

CREATE INDEX ix_code_requests_reading ON code_requests (created_at) WHERE status = 'waiting' AND reads_messages;

COMMENT ON COLUMN code_requests.reads_messages IS 'Whether messages in which nothing was found are still to be read again for it; set when it is stored, so that a replica that dies in between leaves it to the others.';
