-- Codes of users' servers that lie with a caller that has not called since: docs/rules.md, "Once".
ALTER TABLE code_requests ADD COLUMN unread boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN code_requests.unread IS 'Whether its code came from a totp_url while its caller polled, and no answer has carried it yet.';
