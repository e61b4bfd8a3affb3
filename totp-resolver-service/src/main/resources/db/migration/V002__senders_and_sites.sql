ALTER TABLE codes
    ADD COLUMN stated_until  timestamptz,
    ADD COLUMN bound_domain  text,
    ADD COLUMN channel_id    text,
    ADD COLUMN sender_masked text,
    ADD COLUMN sender_sealed text,
    ADD COLUMN sender_keys   text[] NOT NULL DEFAULT '{}';

COMMENT ON COLUMN codes.claimed_at IS 'When it was last handed out. A release leaves it: the site has seen no newer code since.';
COMMENT ON COLUMN codes.sender_keys IS 'Keyed hashes of the sender, the address itself first, then the domains above it.';
COMMENT ON COLUMN codes.bound_domain IS 'The site that the message binds its code to (WebOTP).';

ALTER TABLE code_requests
    ADD COLUMN sender_key text,
    ADD COLUMN page_host  text,
    ADD COLUMN withheld   text,
    ADD COLUMN withheld_told boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN code_requests.page_host IS 'The host of the page on which the code will be typed.';
COMMENT ON COLUMN code_requests.withheld IS 'The code it would have been given last, were it not bound to another site than the page''s.';
COMMENT ON COLUMN code_requests.withheld_told IS 'Whether a caller has had the answer that says so.';
