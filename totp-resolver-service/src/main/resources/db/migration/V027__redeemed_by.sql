ALTER TABLE code_requests ADD COLUMN redeemed_by text;

COMMENT ON COLUMN code_requests.redeemed_by IS
    'Keyed hash of the API key, the handle and the Idempotency-Key that redeemed it: that caller may repeat its call while the handle lives. Null without one.';
