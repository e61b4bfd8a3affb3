-- The audit of a code that is handed out names who asked for it. Null for requests of before: no row is written anew.
ALTER TABLE code_requests ADD COLUMN asked_by text;

COMMENT ON COLUMN code_requests.asked_by IS 'The id of the API key, or of the totp_url endpoint, that made the request.';
