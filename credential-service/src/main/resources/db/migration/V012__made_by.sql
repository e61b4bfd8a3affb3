ALTER TABLE api_keys ADD COLUMN made_by text;
ALTER TABLE inbound_channels ADD COLUMN made_by text;
ALTER TABLE totp_url_endpoints ADD COLUMN made_by text;

CREATE INDEX ix_api_keys_made_by ON api_keys (organization_id, made_by);
CREATE INDEX ix_inbound_channels_made_by ON inbound_channels (organization_id, made_by);
CREATE INDEX ix_totp_url_endpoints_made_by ON totp_url_endpoints (organization_id, made_by);

COMMENT ON COLUMN api_keys.made_by IS 'Id of the API key that asked for it; null when it came at the start, or before this was noted.';
COMMENT ON COLUMN inbound_channels.made_by IS 'Id of the API key that made it; null when that was before this was noted.';
COMMENT ON COLUMN totp_url_endpoints.made_by IS 'Id of the API key that made it; null when that was before this was noted.';
