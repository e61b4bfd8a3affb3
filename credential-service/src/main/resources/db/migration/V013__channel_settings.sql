ALTER TABLE inbound_channels ADD COLUMN settings bytea;

COMMENT ON COLUMN inbound_channels.settings IS 'JSON object of what the owner decides for the provider, by name, encrypted by the organisation''s data key; null when there is nothing.';
