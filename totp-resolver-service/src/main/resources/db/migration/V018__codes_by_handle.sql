ALTER TABLE code_requests
    ADD COLUMN by_handle   boolean NOT NULL DEFAULT false,
    ADD COLUMN redeemed_at timestamptz;

COMMENT ON COLUMN code_requests.by_handle IS 'Its caller is told a handle; the code is for whoever redeems it.';
COMMENT ON COLUMN code_requests.redeemed_at IS 'When a handle of it was redeemed, which happens once. Set by a conditional update.';
