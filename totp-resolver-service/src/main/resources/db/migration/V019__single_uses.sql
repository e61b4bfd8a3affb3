-- What messages came under that is good for one post, so that a replay is dropped whichever replica took it.
CREATE TABLE single_uses (
    token_key   text        NOT NULL CONSTRAINT pk_single_uses PRIMARY KEY,
    content_key text        NOT NULL,
    stored_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

COMMENT ON COLUMN single_uses.content_key IS 'Of the first post under it. A post of another content is a replay.';

CREATE INDEX ix_single_uses_age ON single_uses (stored_at);
