-- An organisation's requests of every status, newest first.
CREATE INDEX ix_code_requests_listed ON code_requests (organization_id, created_at DESC, code_request_id DESC);
DROP INDEX ix_code_requests_open;
CREATE INDEX ix_code_requests_open ON code_requests (organization_id, created_at DESC, code_request_id DESC) WHERE status = 'waiting';
