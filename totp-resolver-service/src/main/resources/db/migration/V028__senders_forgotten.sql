-- What was taught of senders is deleted once nothing has taught it for as long as the history is kept.
CREATE INDEX ix_site_senders_age ON site_senders (accepted_at);
CREATE INDEX ix_site_senders_age_own ON site_senders (organization_id, accepted_at);
