-- For organisations whose rows are deleted sooner than those of the others.
CREATE INDEX ix_codes_erasing_own ON codes (organization_id, erased, received_at);
CREATE INDEX ix_code_requests_erasing_own ON code_requests (organization_id, erased, expires_at);
