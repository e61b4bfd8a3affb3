-- Which login gets which code: docs/rules.md, "The second login gets the second code". No default is volatile, so no table is rewritten.
ALTER TABLE code_requests
    ADD COLUMN seen_at         timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN there_until     timestamptz NOT NULL DEFAULT now() + interval '15 seconds',
    ADD COLUMN hesitates_until timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN asked_after     boolean     NOT NULL DEFAULT false,
    ADD COLUMN site_keys       text[]      NOT NULL DEFAULT '{}',
    ADD COLUMN doubt           text CONSTRAINT ck_code_requests_doubt
        CHECK (doubt IN ('another_run_asked', 'newer_code_handed_out', 'handed_out_before', 'old'));

COMMENT ON COLUMN code_requests.held_by IS 'The replicas that hold a connection for it, with commas between; what they hold counts while their rows in totp_url_callers are renewed.';
COMMENT ON COLUMN code_requests.seen_at IS 'When its caller last called, or was last seen to be gone.';
COMMENT ON COLUMN code_requests.there_until IS 'Until when its caller counts as being there, unless the replica that holds it dies.';
COMMENT ON COLUMN code_requests.hesitates_until IS 'Until when a doubtful code is kept back, in case a better one comes.';
COMMENT ON COLUMN code_requests.asked_after IS 'Whether received_after is the caller''s own; else it is the look-back.';
COMMENT ON COLUMN code_requests.site_keys IS 'Keyed hashes of the site at which the code will be typed: its domain, then its name. Empty when the caller says nothing of it.';
COMMENT ON COLUMN code_requests.doubt IS 'Why the code that it was given may be another login''s; null for a code without a doubt.';
COMMENT ON COLUMN code_requests.woken_by IS 'request: found while asking; event: a code arrived; step: its time step came; answer: its totp_url answered; hesitation: its hesitation ended; timer: found by the safety timer only.';
COMMENT ON TABLE totp_url_callers IS 'The replicas that are alive. Whoever does not renew its row in time loses the row, and with it all its calls and the callers it holds.';

CREATE INDEX ix_code_requests_match ON code_requests (match_key, created_at);

ALTER TABLE codes
    ADD COLUMN refused_by text[] NOT NULL DEFAULT '{}',
    ADD COLUMN site_keys  text[] NOT NULL DEFAULT '{}';

COMMENT ON COLUMN codes.repeat_of IS 'The same text for the same identifier by the same key came within 15 seconds before: listed, never handed out.';
COMMENT ON COLUMN codes.refused_by IS 'The runs whose sites rejected it. It is for other runs that were there when it came, and for nobody else.';
COMMENT ON COLUMN codes.site_keys IS 'Keyed hashes of the domains that it shows beside its sender''s: of the site it is bound to and of its links.';

CREATE TABLE site_senders (
    organization_id text        NOT NULL,
    sender_key      text        NOT NULL,
    site_key        text        NOT NULL,
    accepted_at     timestamptz NOT NULL,
    CONSTRAINT pk_site_senders PRIMARY KEY (organization_id, sender_key, site_key)
);

COMMENT ON TABLE site_senders IS 'What accepted codes taught: this sender serves that site.';

ALTER TABLE request_settings
    ADD COLUMN hesitation_seconds integer CONSTRAINT ck_request_settings_hesitation
        CHECK (hesitation_seconds BETWEEN 0 AND 60);

COMMENT ON COLUMN request_settings.hesitation_seconds IS 'How long a doubtful code is kept back, where the request does not say; null for the default.';
